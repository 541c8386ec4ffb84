import { dirname, join } from 'node:path'
import { crc32c } from '@node-rs/crc32'
import { systemCode } from '../lib/errors.ts'
import { type FileSystem, type OpenFile, realFileSystem } from '../lib/file-system.ts'
import type { RejectedRecord } from '../model/rejected.ts'
import type { Append } from '../streams/stream.ts'

/** What is stored in one partition, all of it or nothing. */
export interface SpreadPart {
  readonly partition: number
  readonly appends: readonly Append[]
}

/** What a source brought for several partitions at once. */
export interface Spread {
  /** Counts them, from 1. */
  readonly turn: number
  readonly stream: string
  readonly parts: readonly SpreadPart[]
}

interface WrittenAppend extends Pick<Append, 'origin' | 'count'> {
  readonly length: number
  readonly rejected?: readonly (Omit<RejectedRecord, 'bytes'> & { readonly bytes: string })[]
}

interface WrittenSpread extends Pick<Spread, 'turn' | 'stream'> {
  readonly parts: readonly { readonly partition: number; readonly appends: readonly WrittenAppend[] }[]
}

/** CRC-32C of all behind it, the length of the JSON, the length of the records. */
const header_bytes = 12

/**
 * The last spread of a source, in a file of its own that is written over by the next one: that is safe, because a spread is begun when
 * all partitions have the one before. What is torn was never begun to be stored, and reads as nothing.
 */
export class SpreadJournal {
  readonly #folder: string
  readonly #fileSystem: FileSystem
  #file: OpenFile | undefined

  /** In a folder of the source, which is made. */
  constructor(folder: string, fileSystem: FileSystem = realFileSystem) {
    this.#folder = folder
    this.#fileSystem = fileSystem
  }

  async read(): Promise<Spread | undefined> {
    let file: OpenFile
    try {
      file = await this.#fileSystem.open(this.#path, 'r')
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    }
    try {
      const bytes = Buffer.alloc(await file.size())
      await file.read(bytes, 0)
      return maybeSpread(bytes)
    } finally {
      await file.close()
    }
  }

  /** Resolves once it is on disk. */
  async write(spread: Spread): Promise<void> {
    this.#file ??= await this.#open()
    await this.#file.writev(encode(spread), 0)
    await this.#file.datasync()
  }

  async close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }

  get #path(): string {
    return join(this.#folder, 'spread')
  }

  async #open(): Promise<OpenFile> {
    await this.#fileSystem.makeFolder(this.#folder)
    const file = await this.#fileSystem.open(this.#path, 'w')
    try {
      // Each of them may be new, and is there for good only once the one above it is synced.
      const above = dirname(this.#folder)
      for (const folder of [this.#folder, above, dirname(above)]) await this.#fileSystem.syncFolder(folder)
      return file
    } catch (error) {
      await file.close()
      throw error
    }
  }
}

function encode({ turn, stream, parts }: Spread): Uint8Array[] {
  const appends = parts.flatMap(({ appends }) => appends)
  const written: WrittenSpread = {
    turn,
    stream,
    parts: parts.map(({ partition, appends }) => ({ partition, appends: appends.map(writtenAppend) })),
  }
  const json = Buffer.from(JSON.stringify(written))
  const header = Buffer.alloc(header_bytes)
  header.writeUInt32LE(json.length, 4)
  header.writeUInt32LE(
    appends.reduce((sum, { bytes }) => sum + bytes.length, 0),
    8,
  )
  const pieces = [json, ...appends.map(({ bytes }) => bytes)]
  header.writeUInt32LE(
    pieces.reduce((sum, piece) => crc32c(piece, sum), crc32c(header.subarray(4))),
    0,
  )
  return [header, ...pieces]
}

function writtenAppend({ origin, count, bytes, rejected }: Append): WrittenAppend {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const encoded = rejected?.map((record) => ({ ...record, bytes: base64(record.bytes) }))
  return { origin, count, length: bytes.length, ...(encoded && { rejected: encoded }) }
}

function maybeSpread(bytes: Buffer): Spread | undefined {
  if (bytes.length < header_bytes) return undefined
  let at = header_bytes + bytes.readUInt32LE(4)
  const end = at + bytes.readUInt32LE(8)
  if (end > bytes.length || crc32c(bytes.subarray(4, end)) !== bytes.readUInt32LE(0)) return undefined
  const { turn, stream, parts } = JSON.parse(bytes.toString('utf8', header_bytes, at)) as WrittenSpread
  const appendOf = (partition: number, { origin, count, length, rejected }: WrittenAppend): Append => {
    const decoded = rejected?.map((record) => ({ ...record, bytes: Buffer.from(record.bytes, 'base64') }))
    const own = bytes.subarray(at, at + length)
    at += length
    return { origin, count, bytes: own, partition, ...(decoded && { rejected: decoded }) }
  }
  return {
    turn,
    stream,
    parts: parts.map(({ partition, appends }) => ({
      partition,
      appends: appends.map((append) => appendOf(partition, append)),
    })),
  }
}
