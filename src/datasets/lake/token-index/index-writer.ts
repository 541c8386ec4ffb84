/**
 * Builds the token index of one dataset behind its stream. An index is an accelerator only: offsets that it does not speak for are
 * always candidates, so that deleting the folder, or being behind, changes no answer.
 *
 * Blocks end at multiples of `blockOffsets`. The one that is being filled lives in memory; after a restart its records are asked for
 * again, because the position is that of the last block on disk.
 */
import { join } from 'node:path'
import { type FileSystem, type OpenFile, realFileSystem } from '../../../lib/file-system.ts'
import { offsetOf, partitionOf, positionOf } from '../../../model/offset.ts'
import type { DatasetFrame } from '../../dataset.ts'
import { type Block, encodeHeader, hasIntactLines, header_bytes, makeBlock, maybeHeader } from './bloom-block.ts'
import { indexFileName, indexFiles, linesLength } from './index-file.ts'
import { addWords } from './record-words.ts'
import { HashSet } from './word-hash.ts'

/** The most offsets of one block. */
export const blockOffsets = 16_384

export interface IndexOptions {
  readonly files?: FileSystem
  /** A file of this size is followed by a new one, so that retention can drop old ones. */
  readonly file_bytes?: number
}

export interface IndexWriter {
  /**
   * Takes frames of one partition; `position` is the next offset wanted behind them. What is already indexed is skipped. Blocks
   * that became full wait in memory for `flush`.
   */
  add(frames: readonly DatasetFrame[], position: number): void
  /** Makes all full blocks durable and visible to readers. */
  flush(): Promise<void>
  /** The next offset wanted of a partition after a restart: behind its last durable block. */
  position(partition?: number): number
  positions(): ReadonlyMap<number, number>
  /** Forgets files wholly below an offset, in its partition. */
  dropBelow(offset: number): Promise<void>
  bytes(): number
  close(): Promise<void>
}

interface Partition {
  /** The next offset wanted. */
  next: number
  /** The first offset of the block being filled. */
  from: number
  readonly words: HashSet
  readonly full: Block[]
  /** Behind the last durable block. */
  durable: number
  readonly files: IndexFile[]
}

interface IndexFile {
  readonly firstOffset: number
  until: number
  length: number
}

/** One writer at a time may have a folder open. */
export async function openIndexWriter(folder: string, options: IndexOptions = {}): Promise<IndexWriter> {
  const { files = realFileSystem, file_bytes = 16 << 20 } = options
  await files.makeFolder(folder)
  const writer = new FolderWriter(folder, files, file_bytes)
  await writer.recover()
  return writer
}

class FolderWriter implements IndexWriter {
  readonly #folder: string
  readonly #fs: FileSystem
  readonly #file_bytes: number
  readonly #partitions = new Map<number, Partition>()
  /** Flushes and drops follow one another. */
  #last: Promise<void> = Promise.resolve()

  constructor(folder: string, files: FileSystem, file_bytes: number) {
    this.#folder = folder
    this.#fs = files
    this.#file_bytes = file_bytes
  }

  /** Reads what is there, and cuts what was not written completely. */
  async recover(): Promise<void> {
    const offsets = indexFiles(await this.#fs.list(this.#folder))
    for (const [i, firstOffset] of offsets.entries()) {
      const next = offsets[i + 1]
      const isLast = next === undefined || partitionOf(next) !== partitionOf(firstOffset)
      const file = await this.#recoverFile(firstOffset, isLast)
      if (!file) continue
      const partition = this.#partition(partitionOf(firstOffset), firstOffset)
      partition.files.push(file)
      partition.from = partition.next = partition.durable = file.until
    }
  }

  async #recoverFile(firstOffset: number, checkLines: boolean): Promise<IndexFile | undefined> {
    const path = this.#path(firstOffset)
    const file = await this.#fs.open(path, 'r+')
    let length = 0
    let until = firstOffset
    try {
      const size = await file.size()
      for (;;) {
        const block = await readBlock(file, length, checkLines)
        if (!block || block.end > size || block.from < until || block.until <= block.from) break
        length = block.end
        until = block.until
      }
      if (length < size) {
        await file.truncate(length)
        await file.datasync()
      }
    } finally {
      await file.close()
    }
    if (length > 0) return { firstOffset, until, length }
    await this.#fs.remove(path)
    await this.#fs.syncFolder(this.#folder)
    return undefined
  }

  add(frames: readonly DatasetFrame[], position: number): void {
    for (const frame of frames) {
      const partition = this.#partition(partitionOf(frame.offset), frame.offset)
      this.#skipTo(partition, frame.offset)
      if (frame.offset + frame.count > partition.next) this.#addFrame(partition, frame)
    }
    const partition = this.#partitions.get(partitionOf(position))
    if (partition) this.#skipTo(partition, position)
  }

  #addFrame(partition: Partition, frame: DatasetFrame): void {
    const bytes = Buffer.from(frame.bytes.buffer, frame.bytes.byteOffset, frame.bytes.byteLength)
    const end = frame.offset + frame.count
    const isRecords = frame.kind === 'records'
    let at = isRecords ? addWords(bytes, 0, partition.next - frame.offset, undefined) : 0
    while (partition.next < end) {
      const until = Math.min(end, blockEnd(partition.next))
      if (isRecords) at = addWords(bytes, at, until - partition.next, partition.words)
      partition.next = until
      this.#sealFull(partition)
    }
  }

  /** Offsets that no frame had hold no records. */
  #skipTo(partition: Partition, offset: number): void {
    if (offset <= partition.next) return
    if (offset > blockEnd(partition.from)) {
      if (partition.next > partition.from) this.#seal(partition)
      partition.from = offset
    }
    partition.next = offset
    this.#sealFull(partition)
  }

  #sealFull(partition: Partition): void {
    if (partition.next === blockEnd(partition.from)) this.#seal(partition)
  }

  #seal(partition: Partition): void {
    partition.full.push(makeBlock(partition.from, partition.next, partition.words))
    partition.words.clear()
    partition.from = partition.next
  }

  flush(): Promise<void> {
    return this.#inTurn(async () => {
      for (const partition of this.#partitions.values()) {
        while (partition.full.length > 0) await this.#append(partition)
      }
    })
  }

  /** The lines reach the disk before the headers, so that a header that is there speaks for its lines. */
  async #append(partition: Partition): Promise<void> {
    const blocks = [...partition.full]
    let last = partition.files.at(-1)
    const isNew = !last || last.length >= this.#file_bytes
    if (!last || isNew) last = { firstOffset: blocks[0]!.header.from, until: 0, length: 0 }
    const file = await this.#fs.open(this.#path(last.firstOffset), isNew ? 'w' : 'r+')
    try {
      let end = last.length
      const places = blocks.map(({ header }) => {
        const place = end
        end += header_bytes + linesLength(header)
        return place
      })
      for (const [i, { lines }] of blocks.entries()) await file.writev([lines], places[i]! + header_bytes)
      await file.datasync()
      for (const [i, { header }] of blocks.entries()) await file.writev([encodeHeader(header)], places[i]!)
      await file.datasync()
      if (isNew) {
        await this.#fs.syncFolder(this.#folder)
        partition.files.push(last)
      }
      last.length = end
      last.until = partition.durable = blocks.at(-1)!.header.until
      partition.full.splice(0, blocks.length)
    } finally {
      await file.close()
    }
  }

  position(partition = 0): number {
    return this.#partitions.get(partition)?.durable ?? offsetOf(partition, 0)
  }

  positions(): ReadonlyMap<number, number> {
    return new Map([...this.#partitions].map(([number, { durable }]) => [number, durable]))
  }

  dropBelow(offset: number): Promise<void> {
    return this.#inTurn(async () => {
      const files = this.#partitions.get(partitionOf(offset))?.files ?? []
      // The last file stays: it holds the position.
      while (files.length > 1 && files[0]!.until <= offset) {
        await this.#fs.remove(this.#path(files[0]!.firstOffset))
        files.shift()
      }
    })
  }

  bytes(): number {
    let sum = 0
    for (const { files } of this.#partitions.values()) for (const { length } of files) sum += length
    return sum
  }

  async close(): Promise<void> {
    await this.flush()
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }

  #partition(number: number, first: number): Partition {
    let partition = this.#partitions.get(number)
    if (!partition) {
      partition = { next: first, from: first, words: new HashSet(), full: [], durable: first, files: [] }
      this.#partitions.set(number, partition)
    }
    return partition
  }

  #path(firstOffset: number): string {
    return join(this.#folder, indexFileName(firstOffset))
  }
}

/** The end of the block that an offset belongs to. */
function blockEnd(offset: number): number {
  const position = positionOf(offset)
  return offset - position + (Math.floor(position / blockOffsets) + 1) * blockOffsets
}

async function readBlock(
  file: OpenFile,
  at: number,
  checkLines: boolean,
): Promise<{ from: number; until: number; end: number } | undefined> {
  const bytes = Buffer.alloc(header_bytes)
  if ((await file.read(bytes, at)) < header_bytes) return undefined
  const header = maybeHeader(bytes)
  if (!header) return undefined
  if (checkLines) {
    const lines = Buffer.alloc(linesLength(header))
    const length = await file.read(lines, at + header_bytes)
    if (!hasIntactLines(header, lines.subarray(0, length))) return undefined
  }
  return { from: header.from, until: header.until, end: at + header_bytes + linesLength(header) }
}
