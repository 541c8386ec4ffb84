import { piece_bytes } from './protocol.ts'

/**
 * Cuts and joins bytes into pieces of about one size. The first bytes go out at once, so that whoever waits for the first row does
 * not wait for the piece to fill.
 */
export async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let length = 0
  let isFirst = true
  for await (const bytes of source) {
    waiting.push(bytes)
    length += bytes.length
    if (length < piece_bytes && !isFirst) continue
    isFirst = false
    const joined = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, length)
    for (let start = 0; start < joined.length; start += piece_bytes) yield joined.subarray(start, start + piece_bytes)
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(waiting, length)
}
