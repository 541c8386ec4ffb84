/**
 * Messages between the main process and a worker: a head of JSON and a body of bytes, on a socket of their own, so that nothing that a
 * function prints can be taken for one. What comes from a worker is not trusted: a message of another form ends it.
 */

export interface Message {
  readonly head: unknown
  readonly body: Buffer
}

const mostHead_bytes = 16 << 20
const mostBody_bytes = 512 << 20
const prefix_bytes = 8

/** The lengths of head and body in 4 bytes each, then both. */
export function encodeMessage(head: unknown, body: Uint8Array = new Uint8Array(0)): Buffer[] {
  const text = Buffer.from(JSON.stringify(head))
  const prefix = Buffer.alloc(prefix_bytes)
  prefix.writeUInt32LE(text.length, 0)
  prefix.writeUInt32LE(body.length, 4)
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return bytes.length === 0 ? [Buffer.concat([prefix, text])] : [Buffer.concat([prefix, text]), bytes]
}

/** Puts messages together from the pieces in which they arrive. */
export class MessageReader {
  #pieces: Buffer[] = []
  #length = 0
  #wanted = prefix_bytes

  /** The messages that are whole now. Throws when the bytes are no messages. */
  push(piece: Buffer): Message[] {
    this.#pieces.push(piece)
    this.#length += piece.length
    const messages: Message[] = []
    while (this.#length >= this.#wanted) {
      const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)
      this.#pieces = [bytes]
      const head_bytes = bytes.readUInt32LE(0)
      const body_bytes = bytes.readUInt32LE(4)
      if (head_bytes > mostHead_bytes || body_bytes > mostBody_bytes) throw new Error('a message is too long')
      const end = prefix_bytes + head_bytes + body_bytes
      this.#wanted = end
      if (bytes.length < end) break
      const head: unknown = JSON.parse(bytes.toString('utf8', prefix_bytes, prefix_bytes + head_bytes))
      messages.push({ head, body: bytes.subarray(prefix_bytes + head_bytes, end) })
      this.#pieces = bytes.length > end ? [bytes.subarray(end)] : []
      this.#length -= end
      this.#wanted = prefix_bytes
    }
    return messages
  }
}
