import type { Stats } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { FormatBatch } from '../../model/format-reader.ts'
import { FileFinder } from '../file-finder.ts'
import { Archives } from './archives.ts'
import { continues, fingerprint_bytes, isSameLog } from './fingerprint.ts'
import { findInFolder, findRenamed, maybeStat } from './folder.ts'
import { FollowedFile, type TailEntry } from './followed-file.ts'
import { fileKey, OpenFiles } from './open-files.ts'
import { findOriginal } from './originals.ts'
import type { ReadItem, TailContext } from './reading.ts'

interface Followed {
  readonly file: FollowedFile
  size: number
  modified: number
  /** When a change was last seen. */
  changed: number
  /** It is no longer at a path that is followed: renamed or deleted. */
  isLeaving: boolean
  /** A copy of a file that is read itself: what is read of that counts for this one, until that is truncated or gone. */
  copyOf?: Followed | undefined
}

const piece_bytes = 1 << 20
/** A renamed file is followed for this long without a change: programs write on into it until they are told. */
const leaving_ms = 600_000
/** Files that are gone are forgotten. */
const forget_ms = 7 * 86_400_000

/** Knows the files that are followed, by device and inode, and what became of them. */
export class Follower {
  /** Whether the last reading left something that is there already. */
  hasMore = false
  readonly #context: TailContext
  readonly #finder: FileFinder
  readonly #files = new Map<string, Followed>()
  readonly #open: OpenFiles
  readonly #archives: Archives
  #isBeginning = true
  #waiting: ReadItem[] = []

  constructor(context: TailContext) {
    this.#context = context
    this.#finder = new FileFinder(context)
    this.#open = new OpenFiles(context.unreadable)
    this.#archives = new Archives(context, (key) => this.#files.get(key)?.isLeaving === false)
  }

  /** Looks for the files that were followed, wherever they are now; the first time of all, decides where to begin. */
  async begin(from: 'beginning' | 'end'): Promise<void> {
    const { ledger } = this.#context
    const isFirst = ledger.entries().next().done === true
    await this.scan()
    this.#isBeginning = false
    for (const [key, entry] of [...ledger.entries()]) {
      if (entry.gone || entry.done || this.#files.has(key)) continue
      const found = await findRenamed(entry.path, key)
      const known = found && (await this.#admit(key, found.path, found.stats))
      if (known && known.file.offset > 0) known.isLeaving = true
      else {
        this.#files.delete(key)
        this.#forget(key, entry)
      }
    }
    if (!isFirst || from === 'beginning') return
    for (const { file, size } of this.#files.values()) {
      const bytes = await this.#open.read(file, 0, Math.min(size, fingerprint_bytes))
      file.startAt({ offset: size, lines: 0 }, bytes, await this.#open.readBefore(file, size))
      // The line that says how the others are read may not be whole yet.
      if (!(await this.#learn(file))) file.restart()
      ledger.set(file.key, file.entry())
    }
  }

  /** Sees what appeared, grew, shrank, moved or went. */
  async scan(): Promise<void> {
    const { formats } = this.#context
    const paths = await this.#finder.find()
    const present = new Set<string>()
    for (const [path, stats] of await Promise.all(paths.map(async (path) => [path, await maybeStat(path)] as const))) {
      if (!stats?.isFile()) continue
      const key = fileKey(stats)
      // Two names of one file: a link and what it points to.
      if (present.has(key)) continue
      present.add(key)
      const known = this.#files.get(key)
      if (known) await this.#update(known, path, stats)
      else {
        const { compression } = await formats.byFileName(path)
        if (compression) this.#archives.see(key, path, stats, compression)
        else await this.#admit(key, path, stats)
      }
    }
    for (const [key, known] of this.#files) if (!present.has(key)) await this.#leave(known)
    for (const known of this.#files.values()) this.#followCopy(known)
    this.#forgetOld(present)
  }

  /** What is new in the files; at most one piece of each, so that none starves. */
  async *read(): AsyncGenerator<ReadItem, void, void> {
    this.hasMore = false
    while (this.#waiting.length > 0) yield this.#waiting.shift()!
    const files = [...this.#files.values()].filter(({ copyOf }) => !copyOf)
    // What was rotated away is older than what came after it.
    files.sort((a, b) => Number(b.isLeaving) - Number(a.isLeaving) || a.modified - b.modified)
    for (const known of files) {
      const { file, size } = known
      if (file.position < size) {
        const from = file.position
        const piece = await this.#open.maybeRead(file, from, Math.min(piece_bytes, size - from))
        if (!piece) continue
        const batches = file.push(piece)
        this.hasMore ||= file.position > from && file.position < size
        if (file.position > from) yield this.#itemOf(file, batches)
      } else if (file.waits && Date.now() - known.changed >= this.#context.quiet) {
        yield this.#itemOf(file, file.flush())
      }
    }
    if (!this.hasMore) yield* this.#archives.read()
  }

  async close(): Promise<void> {
    await this.#open.closeAll()
  }

  /** A file that is followed from now on: one that is known goes on, a copy of one goes on with it, another begins. */
  async #admit(key: string, path: string, stats: Stats): Promise<Followed | undefined> {
    const { ledger, format, encoding, log } = this.#context
    const file = new FollowedFile(key, path, format, encoding)
    const known = this.#followed(file, stats, false)
    try {
      const entry = ledger.get(key)
      const readAt = (position: number, length: number) => this.#open.read(file, position, length)
      if (entry && entry.head_bytes > 0 && (await continues(entry, readAt))) {
        await this.#resume(file, entry)
      } else if (entry && !entry.gone && (await this.#adoptCopy(path, entry))) {
        log.info('a file was truncated, and the rest of it is in a copy', { path, read_bytes: entry.offset })
      } else if (stats.size > 0) {
        const original = await findOriginal(file, { ledger, open: this.#open, isBeginning: this.#isBeginning })
        if (original) {
          log.info('goes on in a copy of a file that was read', { path, offset: original.entry.offset })
          await this.#resume(file, original.entry)
          known.copyOf = this.#files.get(original.key)
        }
      }
    } catch (error) {
      this.#open.tell(path, error)
      return undefined
    }
    this.#context.unreadable.wasRead(path)
    this.#files.set(key, known)
    return known
  }

  #followed(file: FollowedFile, stats: Stats, isLeaving: boolean): Followed {
    return { file, size: stats.size, modified: stats.mtimeMs, changed: Date.now(), isLeaving }
  }

  async #resume(file: FollowedFile, entry: TailEntry): Promise<void> {
    const head = await this.#open.read(file, 0, Math.min(entry.offset, fingerprint_bytes))
    file.startAt(entry, head, await this.#open.readBefore(file, entry.offset))
    await this.#learn(file)
  }

  /** Sees to it that a line in the file's midst can be read. */
  async #learn(file: FollowedFile): Promise<boolean> {
    return !file.asksForBeginning || file.learn(await this.#open.read(file, 0, Math.min(file.position, piece_bytes)))
  }

  async #update(known: Followed, path: string, stats: Stats): Promise<void> {
    known.file.path = path
    known.isLeaving = false
    if (stats.size === known.size && stats.mtimeMs === known.modified) return
    known.size = stats.size
    known.modified = stats.mtimeMs
    known.changed = Date.now()
    if (known.size < known.file.position || !(await this.#beginsAsBefore(known.file))) await this.#restart(known)
  }

  async #beginsAsBefore(file: FollowedFile): Promise<boolean> {
    const head = await this.#open.maybeRead(file, 0, file.head.length)
    return !head || head.equals(file.head)
  }

  /** A file was truncated, perhaps after it was copied: what is left of the old content is in the copy, if anywhere. */
  async #restart(known: Followed): Promise<void> {
    const { file } = known
    const { log } = this.#context
    const entry = file.entry()
    const copies = [...this.#files.values()].filter(({ copyOf }) => copyOf === known)
    for (const copy of copies) this.#release(copy, known)
    const isCopied = copies.length > 0 || (await this.#adoptCopy(file.path, entry))
    log.info('a file was truncated and begins anew', { path: file.path, read_bytes: entry.offset })
    const batches = isCopied ? [] : file.flush()
    file.restart()
    this.#waiting.push(this.#itemOf(file, batches))
  }

  /** Finds a copy under a name that is not followed, and follows it for what is left to read in it. */
  async #adoptCopy(path: string, entry: TailEntry): Promise<boolean> {
    const { ledger, formats, format, encoding } = this.#context
    if (entry.offset === 0) return false
    return findInFolder(dirname(path), async (copyPath, stats) => {
      const key = fileKey(stats)
      const isNews = copyPath !== path && !this.#files.has(key) && !ledger.get(key) && stats.size >= entry.offset
      if (!isNews || !isSameLog(basename(path), basename(copyPath))) return false
      if ((await formats.byFileName(copyPath)).compression) return false
      const file = new FollowedFile(key, copyPath, format, encoding)
      if (!(await continues(entry, (position, length) => this.#open.read(file, position, length)))) return false
      await this.#resume(file, entry)
      this.#files.set(key, this.#followed(file, stats, true))
      return true
    })
  }

  /** A file that is no longer at a path that is followed: read to its end, wherever it is. */
  async #leave(known: Followed): Promise<void> {
    const { file } = known
    const handle = this.#open.maybe(file.key)
    let stats: Stats | undefined = handle ? await handle.stat() : await maybeStat(file.path)
    if (!handle && stats && fileKey(stats) !== file.key) stats = undefined
    if (!known.isLeaving || !stats) {
      const found = await findRenamed(file.path, file.key)
      if (found) file.path = found.path
      stats ??= found?.stats
      known.isLeaving = true
    }
    const now = Date.now()
    if (stats && (stats.size !== known.size || stats.mtimeMs !== known.modified)) {
      known.size = stats.size
      known.modified = stats.mtimeMs
      known.changed = now
    }
    if (known.size < file.position) file.restart()
    const still = now - known.changed
    const isOver = !stats || (stats.nlink === 0 ? still >= this.#context.quiet : still >= leaving_ms)
    if (!isOver || (stats && file.position < known.size)) return
    // The inode of a deleted file is given to others: its entry is kept for archives of it only.
    const isDeleted = stats?.nlink === 0
    if (isDeleted) this.#context.ledger.delete(file.key)
    const key = isDeleted ? `${file.key}:${now}` : file.key
    const batches = file.flush()
    this.#waiting.push({ key, path: file.path, batches, entry: { ...file.entry(), gone: now } })
    this.#files.delete(file.key)
    for (const copy of this.#files.values()) if (copy.copyOf === known) this.#release(copy, known)
    await this.#open.close(file.key)
  }

  /** Of a copy, as much counts as read as of its original. */
  #followCopy(known: Followed): void {
    const original = known.copyOf
    if (!original) return
    const hasGrownApart = known.size > original.size && Date.now() - known.changed >= this.#context.quiet
    if (hasGrownApart) this.#release(known, original)
    else known.file.standAt(original.file)
  }

  #release(copy: Followed, original: Followed): void {
    copy.file.standAt(original.file)
    copy.copyOf = undefined
  }

  #itemOf(file: FollowedFile, batches: readonly FormatBatch[]): ReadItem {
    return { key: file.key, path: file.path, batches, entry: file.entry() }
  }

  #forget(key: string, entry: TailEntry): void {
    this.#context.log.info('a file that was followed is gone', { path: entry.path, read_bytes: entry.offset })
    this.#context.ledger.set(key, { ...entry, gone: Date.now() })
  }

  #forgetOld(present: ReadonlySet<string>): void {
    const { ledger } = this.#context
    const now = Date.now()
    for (const [key, entry] of ledger.entries()) {
      const { gone, ...rest } = entry
      if (entry.done && present.has(key) === (gone !== undefined)) ledger.set(key, gone ? rest : { ...rest, gone: now })
      else if (gone !== undefined && gone < now - forget_ms) ledger.delete(key)
    }
  }
}
