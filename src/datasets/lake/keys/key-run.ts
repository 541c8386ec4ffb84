/**
 * A run is a sorted, immutable list of keys, each with the offset and the time of the row that has it. A small run is a value in the
 * catalogue, a large one a file (`run-file.ts`).
 */

/** Of an entry: the key's first 96 bits as three words, the offset's high and low half, seconds since 1970. */
export const entryWords = 6

export interface Entry {
  readonly offset: number
  readonly seconds: number
}

export interface KeyRun {
  readonly entries: number
  find(h0: number, h1: number, h2: number): Entry | undefined
  /** The entries from one on, some at a time; at least one as long as there are any. */
  read(from: number): Uint32Array
  close(): void
}

/** A run whose entries are in memory. */
export function runOf(words: Uint32Array): KeyRun {
  return {
    entries: words.length / entryWords,
    find: (h0, h1, h2) => findIn(words, h0, h1, h2),
    read: (from) => words.subarray(from * entryWords),
    close() {},
  }
}

/** The entry of a key in a sorted list. */
export function findIn(words: Uint32Array, h0: number, h1: number, h2: number): Entry | undefined {
  let low = 0
  let high = words.length / entryWords
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareAt(words, middle * entryWords, h0, h1, h2) < 0) low = middle + 1
    else high = middle
  }
  const at = low * entryWords
  if (at >= words.length || compareAt(words, at, h0, h1, h2) !== 0) return undefined
  return { offset: words[at + 3]! * 2 ** 32 + words[at + 4]!, seconds: words[at + 5]! }
}

function compareAt(words: Uint32Array, at: number, h0: number, h1: number, h2: number): number {
  return words[at]! - h0 || words[at + 1]! - h1 || words[at + 2]! - h2
}

/** Writes an entry at a place of a list. */
export function putEntry(words: Uint32Array, at: number, key: string, { offset, seconds }: Entry): void {
  for (let i = 0; i < 3; i++) words[at + i] = wordOf(key, i)
  words[at + 3] = Math.floor(offset / 2 ** 32)
  words[at + 4] = offset % 2 ** 32
  words[at + 5] = seconds
}

/** A word of a key in hexadecimal digits. */
export function wordOf(key: string, i: number): number {
  return Number.parseInt(key.slice(i * 8, i * 8 + 8), 16)
}
