/** A word's hash is FNV-1a over its UTF-8 bytes, 32 bits; a record's words and a query's are hashed alike. */
export const hashSeed = 0x811c9dc5 | 0
export const hashPrime = 0x01000193

/** Of a word as `wordsOf` gives it. */
export function hashWord(word: string): number {
  let hash = hashSeed
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, hashPrime)
  return hash
}

/**
 * The set of a block's words, by hash. Two words of one hash are one: they set the same bits, so that nothing is missed.
 */
export class HashSet {
  #table = new Int32Array(1 << 16)
  #shift = 16
  #size = 0
  #hasZero = false

  get size(): number {
    return this.#size + (this.#hasZero ? 1 : 0)
  }

  add(hash: number): void {
    if (hash === 0) {
      this.#hasZero = true
      return
    }
    const table = this.#table
    const mask = table.length - 1
    let slot = Math.imul(hash, 0x9e3779b1) >>> this.#shift
    for (;;) {
      const other = table[slot]!
      if (other === hash) return
      if (other === 0) break
      slot = (slot + 1) & mask
    }
    table[slot] = hash
    if (++this.#size * 2 > table.length) this.#grow()
  }

  forEach(each: (hash: number) => void): void {
    if (this.#hasZero) each(0)
    for (const hash of this.#table) if (hash !== 0) each(hash)
  }

  clear(): void {
    this.#table.fill(0)
    this.#size = 0
    this.#hasZero = false
  }

  #grow(): void {
    const hashes = this.#table
    this.#table = new Int32Array(hashes.length * 2)
    this.#shift--
    this.#size = 0
    for (const hash of hashes) if (hash !== 0) this.add(hash)
  }
}
