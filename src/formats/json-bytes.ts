/** No byte is doubled. */
export const notDoubled = -1

/** JSON written as bytes: text that is UTF-8 already is never turned into a JavaScript string. */
export class JsonBytes {
  #out: Uint8Array
  #length = 0

  constructor(expected_bytes: number) {
    this.#out = Buffer.allocUnsafeSlow(expected_bytes + 4096)
  }

  /** Bytes as they are: punctuation, names, numbers. */
  raw(bytes: Uint8Array, start = 0, end = bytes.length): void {
    this.#reserve(end - start)
    const out = this.#out
    const at = this.#length
    // A call into the engine pays off only for longer runs.
    if (end - start > 64) out.set(bytes.subarray(start, end), at)
    else for (let i = start; i < end; i++) out[at + i - start] = bytes[i]!
    this.#length = at + end - start
  }

  /** The digits of a number, whose decimal mark may be a comma. */
  decimal(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    const out = this.#out
    const at = this.#length
    for (let i = start; i < end; i++) out[at + i - start] = bytes[i] === comma ? dot : bytes[i]!
    this.#length = at + end - start
  }

  byte(byte: number): void {
    this.#reserve(1)
    this.#out[this.#length++] = byte
  }

  /** A string of UTF-8 bytes, in quotes. Where a byte is doubled, as quotes are in CSV, one of the two is left out. */
  string(bytes: Uint8Array, start: number, end: number, doubled = notDoubled): void {
    // The longest escape of a byte has six.
    this.#reserve((end - start) * 6 + 2)
    const out = this.#out
    let at = this.#length
    out[at++] = quote
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!
      if (isPlain[byte] === 1) out[at++] = byte
      else for (const escaped of escapes[byte]!) out[at++] = escaped
      if (byte === doubled) i++
    }
    out[at++] = quote
    this.#length = at
  }

  /** What was written; the writer is not to be used afterwards. */
  bytes(): Uint8Array {
    return this.#out.subarray(0, this.#length)
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#out.length * 2, this.#length + bytes))
    larger.set(this.#out.subarray(0, this.#length))
    this.#out = larger
  }
}

const quote = 0x22
const comma = 0x2c
const dot = 0x2e
const isPlain = new Uint8Array(256).fill(1)
const escapes: Uint8Array[] = []
for (const code of [...Array(32).keys(), quote, 0x5c]) {
  isPlain[code] = 0
  escapes[code] = Buffer.from(JSON.stringify(String.fromCharCode(code)).slice(1, -1))
}
