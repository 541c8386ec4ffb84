/**
 * A blocked Bloom filter (Putze, Sanders, Singler 2007): all bits of a key lie in one block of 64 bytes, which its highest bits choose, so
 * that keys in order walk through the filter in order.
 */
const blockWords = 16
const hashes = 7

export class Bloom {
  readonly words: Uint32Array
  readonly #blocks: number

  constructor(words: Uint32Array) {
    this.words = words
    this.#blocks = words.length / blockWords
  }

  /** About 1 % of the keys that are not in it pass, at 10 bits a key. */
  static for(keys: number, bits: number): Bloom {
    return new Bloom(new Uint32Array(Math.max(1, Math.ceil((keys * bits) / (blockWords * 32))) * blockWords))
  }

  add(h0: number, h1: number, h2: number): void {
    const block = this.#blockOf(h0)
    for (let i = 0, bits = h1; i < hashes; i++) {
      this.words[block + ((bits >>> 5) & 15)]! |= 1 << (bits & 31)
      bits = i === 2 ? h2 : bits >>> 9
    }
  }

  mayHave(h0: number, h1: number, h2: number): boolean {
    const block = this.#blockOf(h0)
    for (let i = 0, bits = h1; i < hashes; i++) {
      if ((this.words[block + ((bits >>> 5) & 15)]! & (1 << (bits & 31))) === 0) return false
      bits = i === 2 ? h2 : bits >>> 9
    }
    return true
  }

  #blockOf(h0: number): number {
    return Math.floor((h0 / 2 ** 32) * this.#blocks) * blockWords
  }
}
