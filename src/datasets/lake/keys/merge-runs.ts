/** Sorted runs become one. Of a key that several have, the newest run's entry stays. */
import { entryWords, type KeyRun } from './key-run.ts'

/** So many entries are handed on at once. */
const blockEntries = 8192

class Cursor {
  readonly run: KeyRun
  words: Uint32Array
  at = 0
  #read = 0

  constructor(run: KeyRun) {
    this.run = run
    this.words = run.entries > 0 ? run.read(0) : new Uint32Array(0)
  }

  get isDone(): boolean {
    return this.at >= this.words.length
  }

  next(): void {
    this.at += entryWords
    if (this.at < this.words.length) return
    this.#read += this.words.length / entryWords
    this.words = this.#read < this.run.entries ? this.run.read(this.#read) : new Uint32Array(0)
    this.at = 0
  }
}

/** The runs are given oldest first; entries older than `since` (seconds since 1970) are left out. */
export function* mergeRuns(runs: readonly KeyRun[], since = 0): Generator<Uint32Array> {
  const cursors = runs.map((run) => new Cursor(run)).filter((cursor) => !cursor.isDone)
  let block = new Uint32Array(blockEntries * entryWords)
  let length = 0
  while (cursors.length > 0) {
    let least = cursors[0]!
    for (let i = 1; i < cursors.length; i++) {
      const cursor = cursors[i]!
      // What comes later in the list is newer, and wins where keys are equal.
      if (compare(cursor, least) <= 0) least = cursor
    }
    if (least.words[least.at + 5]! >= since) {
      for (let i = 0; i < entryWords; i++) block[length++] = least.words[least.at + i]!
      if (length === block.length) {
        yield block
        block = new Uint32Array(blockEntries * entryWords)
        length = 0
      }
    }
    // All that have this key go on; the winner last, for the others are compared with it.
    for (let i = cursors.length - 1; i >= 0; i--) {
      const cursor = cursors[i]!
      if (cursor === least || compare(cursor, least) !== 0) continue
      cursor.next()
      if (cursor.isDone) cursors.splice(i, 1)
    }
    least.next()
    if (least.isDone) cursors.splice(cursors.indexOf(least), 1)
  }
  if (length > 0) yield block.subarray(0, length)
}

function compare(a: Cursor, b: Cursor): number {
  const [x, y, i, j] = [a.words, b.words, a.at, b.at]
  return x[i]! - y[j]! || x[i + 1]! - y[j + 1]! || x[i + 2]! - y[j + 2]!
}
