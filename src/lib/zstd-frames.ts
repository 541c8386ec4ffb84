/**
 * Cuts Zstandard pieces where frames end (RFC 8878 §3.1.1): Node's decompressor forgets what follows the end of a frame in the
 * same piece, and `zstd --threads`, `cat a.zst b.zst` and log rotators write several. Bytes that are no frame pass as they are, for the
 * decompressor to complain about.
 */
export class ZstdFrameCutter {
  /** The bytes of the field being read, and how many it has. */
  #field: number[] = []
  #wanted = 4
  #next: 'magic' | 'descriptor' | 'block' | 'skippable' | 'passed' = 'magic'
  #checksum = false
  #lastBlock = false
  #afterSkip: 'block' | 'magic' = 'block'
  #skip = 0

  /** The parts of a piece; each but the last ends with a frame. */
  cut(piece: Uint8Array): Uint8Array[] {
    const parts: Uint8Array[] = []
    let start = 0
    let at = 0
    while (at < piece.length && this.#next !== 'passed') {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, piece.length - at)
        this.#skip -= step
        at += step
        if (this.#skip === 0 && this.#afterSkip === 'magic') {
          parts.push(piece.subarray(start, at))
          start = at
        }
        if (this.#skip === 0) this.#expect(this.#afterSkip)
        continue
      }
      this.#field.push(piece[at++]!)
      if (this.#field.length === this.#wanted) {
        this.#readField()
        if (this.#next === 'magic' && this.#skip === 0) {
          parts.push(piece.subarray(start, at))
          start = at
        }
      }
    }
    if (start < piece.length) parts.push(piece.subarray(start))
    return parts
  }

  #expect(next: 'magic' | 'descriptor' | 'block' | 'skippable' | 'passed'): void {
    this.#next = next
    this.#field = []
    this.#wanted = { magic: 4, descriptor: 1, block: 3, skippable: 4, passed: 0 }[next]
  }

  /** Leaves out bytes that say nothing about where the frame ends. */
  #skipThen(bytes: number, next: 'block' | 'magic'): void {
    this.#skip = bytes
    this.#afterSkip = next
    this.#expect(next)
  }

  #readField(): void {
    const value = this.#field.reduceRight((sum, byte) => sum * 256 + byte, 0)
    switch (this.#next) {
      case 'magic':
        if (value === 0xfd2fb528) this.#expect('descriptor')
        else if (value >= 0x184d2a50 && value <= 0x184d2a5f) this.#expect('skippable')
        else this.#expect('passed')
        break
      case 'descriptor': {
        this.#checksum = (value & 4) !== 0
        const single = (value & 32) !== 0
        const contentSize = [single ? 1 : 0, 2, 4, 8][value >> 6]!
        const dictionary = [0, 1, 2, 4][value & 3]!
        this.#skipThen((single ? 0 : 1) + dictionary + contentSize, 'block')
        break
      }
      case 'block': {
        this.#lastBlock = (value & 1) !== 0
        const repeated = ((value >> 1) & 3) === 1
        const size = (repeated ? 1 : value >> 3) + (this.#lastBlock && this.#checksum ? 4 : 0)
        this.#skipThen(size, this.#lastBlock ? 'magic' : 'block')
        break
      }
      case 'skippable':
        this.#skipThen(value, 'magic')
    }
  }
}
