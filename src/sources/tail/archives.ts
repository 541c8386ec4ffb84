import type { Stats } from 'node:fs'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { decompress } from '../../lib/decompress.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Compression } from '../../model/format-reader.ts'
import { fingerprint, fingerprint_bytes, isSameLog } from './fingerprint.ts'
import { FollowedFile, lastBytes, type TailEntry } from './followed-file.ts'
import { readFrom } from './open-files.ts'
import type { ReadItem, TailContext } from './reading.ts'

interface Archive {
  readonly key: string
  readonly path: string
  readonly compression: Compression
  readonly size: number
  /** Since when it has this size, by `performance.now()`: a clock that is set changes nothing. */
  readonly since: number
}

/** A local file may become this large; one that grows more than this is an attack. */
const limits = { total_bytes: 2 ** 40, ratio: 10_000 }

/** Rotated files that were compressed: each is read once, and of a log that was followed only what was not read of it before. */
export class Archives {
  readonly #context: TailContext
  readonly #isThere: (key: string) => boolean
  readonly #waiting = new Map<string, Archive>()
  readonly #read = new Set<string>()

  /** `isThere` says whether a file is still at a path that is followed. */
  constructor(context: TailContext, isThere: (key: string) => boolean) {
    this.#context = context
    this.#isThere = isThere
  }

  /** An archive is there; it is read once it is still. */
  see(key: string, path: string, { size }: Stats, compression: Compression): void {
    if (this.#read.has(key) || this.#waiting.get(key)?.size === size) return
    this.#waiting.set(key, { key, path, compression, size, since: performance.now() })
  }

  async *read(): AsyncGenerator<ReadItem, void, void> {
    for (const archive of this.#waiting.values()) {
      if (performance.now() - archive.since < this.#context.quiet) continue
      this.#waiting.delete(archive.key)
      this.#read.add(archive.key)
      yield* this.#readOnce(archive)
    }
  }

  async *#readOnce(archive: Archive): AsyncGenerator<ReadItem, void, void> {
    const { key, path } = archive
    const { ledger, format, encoding, log } = this.#context
    const identity = await identityOf(path)
    const entry = ledger.get(key)
    const isKnown = entry !== undefined && identity.head === entry.head
    if (isKnown && entry.done) return
    const file = new FollowedFile(key, path, format, encoding)
    const entryOf = (): TailEntry => ({ ...file.entry(), ...identity })
    try {
      const start = isKnown ? entry : await this.#furthestMark(archive)
      if (start) log.info('goes on in an archive behind what was read', { path, offset: start.offset })
      for await (const piece of this.#behind(archive, file, start)) {
        const batches = file.push(piece)
        yield { key, path, batches, entry: entryOf() }
      }
      yield { key, path, batches: file.flush(), entry: { ...entryOf(), done: true } }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const reason = `cannot read file "${path}": ${messageOf(error)}`
      log.warn(reason)
      const rejected = [{ bytes: Buffer.from(path), reason }]
      const batches = [...file.flush(), { bytes: new Uint8Array(0), count: 0, line: file.lines + 1, rejected }]
      yield { key, path, batches, entry: { ...entryOf(), done: true } }
    }
  }

  /** The plain pieces behind the start, whole characters each; brings the file to the start before the first. */
  async *#behind(
    archive: Archive,
    file: FollowedFile,
    start: TailEntry | undefined,
  ): AsyncGenerator<Buffer, void, void> {
    const skip = start?.offset ?? 0
    let position = 0
    let head: Buffer = Buffer.alloc(0)
    let before: Buffer = Buffer.alloc(0)
    let rest: Buffer = Buffer.alloc(0)
    for await (const whole of plainPieces(archive)) {
      let piece = whole
      if (position < skip) {
        const skipped = piece.subarray(0, skip - position)
        head = Buffer.concat([head, skipped.subarray(0, fingerprint_bytes - head.length)])
        before = lastBytes(before, skipped)
        position += skipped.length
        piece = piece.subarray(skipped.length)
        if (position === skip) {
          file.startAt(start!, head, before)
          if (file.asksForBeginning) file.learn(head)
        }
      }
      if (piece.length === 0) continue
      piece = Buffer.concat([rest, piece])
      const from = file.position
      yield piece
      rest = piece.subarray(file.position - from)
    }
  }

  /** How far the log in this archive was read while it was a plain file: the furthest mark that its content agrees with. */
  async #furthestMark(archive: Archive): Promise<TailEntry | undefined> {
    let open: TailEntry[] | undefined
    let best: TailEntry | undefined
    let position = 0
    let before: Buffer = Buffer.alloc(0)
    for await (const piece of plainPieces(archive)) {
      // The first piece is long enough for every head, or is all there is.
      open ??= this.#candidates(archive, piece)
      while (open[0] && open[0].offset <= position + piece.length) {
        const mark = open.shift()!
        const end = piece.subarray(0, mark.offset - position)
        if (fingerprint(lastBytes(before, end)) === mark.tail) best = mark
      }
      if (open.length === 0) break
      before = lastBytes(before, piece)
      position += piece.length
    }
    return best
  }

  /** The files that begin as the archive does, those first of which less was read. */
  #candidates({ path }: Archive, first: Buffer): TailEntry[] {
    const found: TailEntry[] = []
    for (const [key, entry] of this.#context.ledger.entries()) {
      if (entry.done || entry.head_bytes === 0) continue
      // Short beginnings can be alike by chance: then the log must have gone from its place, and this be its name.
      const isShort = entry.head_bytes < fingerprint_bytes
      if (isShort && (this.#isThere(key) || !isSameLog(basename(entry.path), basename(path)))) continue
      if (fingerprint(first.subarray(0, entry.head_bytes)) === entry.head) found.push(entry)
    }
    return found.sort((a, b) => a.offset - b.offset)
  }
}

async function identityOf(path: string): Promise<Pick<TailEntry, 'head' | 'head_bytes'>> {
  const handle = await open(path, 'r')
  try {
    const head = await readFrom(handle, 0, fingerprint_bytes)
    return { head: fingerprint(head), head_bytes: head.length }
  } finally {
    await handle.close()
  }
}

/** The archive's content; the first piece has at least 1 KB where there is as much. */
async function* plainPieces({ path, compression }: Archive): AsyncGenerator<Buffer, void, void> {
  let first: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of decompress(compression, createReadStream(path), limits)) {
    const joined: Buffer = first ? Buffer.concat([first, piece]) : piece
    if (first && joined.length < fingerprint_bytes) {
      first = joined
      continue
    }
    first = undefined
    yield joined
  }
  if (first && first.length > 0) yield first
}
