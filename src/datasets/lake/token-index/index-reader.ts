import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from '../../../lib/errors.ts'
import { offsetOf, partitionOf } from '../../../model/offset.ts'
import { foldText } from '../../../model/words.ts'
import { header_bytes, line_bytes, lineOf, maybeHeader, mayHold } from './bloom-block.ts'
import { indexFileName, indexFiles, linesLength } from './index-file.ts'
import { hashWord } from './word-hash.ts'

export interface Candidates {
  /** Where matching records may be below `indexedUntil`: ascending, not touching, the end excluded. */
  readonly ranges: readonly (readonly [from: number, until: number])[]
  /** By partition: from here on, and in partitions that are missing, every offset is a candidate. */
  readonly indexedUntil: ReadonlyMap<number, number>
}

export interface IndexReader {
  /**
   * Where records may be that have, of each inner list, at least one of the words (as `wordsOf` gives them). A list without words
   * asks for nothing.
   */
  candidates(words: readonly (readonly string[])[]): Candidates
  close(): void
}

/**
 * Reads the index while its writer appends to it, from any process. Reading is synchronous on purpose: a look-up is one line of
 * 64 bytes, mostly from memory, and waiting for each would take ten times as long.
 */
export function openIndexReader(folder: string): IndexReader {
  return new FolderReader(folder)
}

interface ReadFile {
  readonly descriptor: number
  readonly partition: number
  readonly blocks: BlockPlace[]
  /** Behind the last block that was seen. */
  length: number
}

interface BlockPlace {
  readonly from: number
  readonly until: number
  readonly at: number
  readonly lines: number
}

class FolderReader implements IndexReader {
  readonly #folder: string
  readonly #files = new Map<number, ReadFile>()
  readonly #line = Buffer.alloc(line_bytes)

  constructor(folder: string) {
    this.#folder = folder
  }

  candidates(words: readonly (readonly string[])[]): Candidates {
    const clauses = words
      .filter((clause) => clause.length > 0)
      .map((clause) => clause.map((word) => hashWord(foldText(word))))
    this.#refresh()
    const ranges: [number, number][] = []
    const indexedUntil = new Map<number, number>()
    const add = (from: number, until: number) => {
      const last = ranges.at(-1)
      if (last && last[1] >= from) last[1] = Math.max(last[1], until)
      else if (from < until) ranges.push([from, until])
    }
    for (const [, file] of [...this.#files].sort(([a], [b]) => a - b)) {
      for (const block of file.blocks) {
        // Gaps were never indexed.
        add(indexedUntil.get(file.partition) ?? offsetOf(file.partition, 0), block.from)
        if (clauses.every((clause) => clause.some((hash) => this.#mayHold(file, block, hash))))
          add(block.from, block.until)
        indexedUntil.set(file.partition, block.until)
      }
    }
    return { ranges, indexedUntil }
  }

  #mayHold(file: ReadFile, block: BlockPlace, hash: number): boolean {
    const at = block.at + lineOf(hash, block.lines) * line_bytes
    // A file that became shorter was cut by a recovery: what it cannot answer it does not exclude.
    if (readSync(file.descriptor, this.#line, 0, line_bytes, at) < line_bytes) return true
    return mayHold(this.#line, hash)
  }

  /** Sees the blocks that were added since, and lets go of files that were dropped. */
  #refresh(): void {
    const present = new Set(indexFiles(this.#list()))
    for (const [firstOffset, file] of this.#files) {
      if (present.has(firstOffset)) continue
      closeSync(file.descriptor)
      this.#files.delete(firstOffset)
    }
    for (const firstOffset of present) {
      const file = this.#files.get(firstOffset) ?? this.#open(firstOffset)
      if (file) readBlocks(file)
    }
  }

  #list(): string[] {
    try {
      return readdirSync(this.#folder)
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return []
      throw error
    }
  }

  #open(firstOffset: number): ReadFile | undefined {
    try {
      const descriptor = openSync(join(this.#folder, indexFileName(firstOffset)), 'r')
      const file = { descriptor, partition: partitionOf(firstOffset), blocks: [], length: 0 }
      this.#files.set(firstOffset, file)
      return file
    } catch (error) {
      // Retention may remove a file between the listing and here.
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    }
  }

  close(): void {
    for (const { descriptor } of this.#files.values()) closeSync(descriptor)
    this.#files.clear()
  }
}

/** A header is written after its lines, so that whatever has a header can be asked. */
function readBlocks(file: ReadFile): void {
  const { size } = fstatSync(file.descriptor)
  const bytes = Buffer.alloc(header_bytes)
  while (file.length + header_bytes <= size) {
    if (readSync(file.descriptor, bytes, 0, header_bytes, file.length) < header_bytes) return
    const header = maybeHeader(bytes)
    if (!header) return
    const at = file.length + header_bytes
    file.blocks.push({ from: header.from, until: header.until, at, lines: header.lines })
    file.length = at + linesLength(header)
  }
}
