import { join } from 'node:path'
import { systemCode } from '../lib/errors.ts'
import { type FileSystem, realFileSystem } from '../lib/file-system.ts'

/** The part of a ledger that goes into a cursor: which file of the state folder it builds on, and what changed since. */
export interface LedgerCursor<Entry> {
  readonly base: number
  readonly changes: Readonly<Record<string, Entry | null>>
}

/**
 * What a source remembers of many files, when that is too much for a cursor that is stored with every batch. The entries stand
 * in a file of the state folder; a cursor carries what changed since, and now and then the changes are written out to a new file.
 *
 * A file is written only when everything in it is durable (`settle`), and the one before stays until the next, so the last durable
 * cursor always finds what it builds on; a newer file than that holds all of the cursor's changes already.
 */
export class Ledger<Entry> {
  readonly #folder: string
  readonly #fileSystem: FileSystem
  readonly #entries: Map<string, Entry>
  #base: number
  #changes: Map<string, Entry | null>

  static async open<Entry>(
    folder: string,
    cursor: LedgerCursor<Entry> | undefined,
    fileSystem: FileSystem = realFileSystem,
  ): Promise<Ledger<Entry>> {
    const base = Math.max(0, ...(await basesIn(folder, fileSystem)))
    const entries = base > 0 ? await readEntries<Entry>(fileOf(folder, base), fileSystem) : new Map<string, Entry>()
    // Should the folder be lost, the changes alone are better than nothing.
    const changes = cursor && cursor.base >= base ? Object.entries(cursor.changes) : []
    const ledger = new Ledger<Entry>(folder, fileSystem, entries, Math.max(base, cursor?.base ?? 0))
    for (const [key, entry] of changes) ledger.#put(key, entry)
    return ledger
  }

  private constructor(folder: string, fileSystem: FileSystem, entries: Map<string, Entry>, base: number) {
    this.#folder = folder
    this.#fileSystem = fileSystem
    this.#entries = entries
    this.#base = base
    this.#changes = new Map()
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key)
  }

  entries(): IterableIterator<[string, Entry]> {
    return this.#entries.entries()
  }

  set(key: string, entry: Entry): void {
    this.#put(key, entry)
  }

  delete(key: string): void {
    if (this.#entries.has(key)) this.#put(key, null)
  }

  /** For the next batch. */
  cursor(): LedgerCursor<Entry> {
    return { base: this.#base, changes: Object.fromEntries(this.#changes) }
  }

  /**
   * To be called when all changes are durable with a batch. Writes them out when they have become many; `always` when they came
   * without a batch and must not be forgotten.
   */
  async settle(always = false): Promise<void> {
    // Cursors and files grow in step: neither is written often while it is large.
    const many = 32 + Math.sqrt(this.#entries.size)
    if (this.#changes.size === 0 || (!always && this.#changes.size < many)) return
    const next = this.#base + 1
    await this.#fileSystem.makeFolder(this.#folder)
    await this.#write(fileOf(this.#folder, next))
    this.#base = next
    this.#changes = new Map()
    for (const base of await basesIn(this.#folder, this.#fileSystem)) {
      if (base < next - 1) await this.#fileSystem.remove(fileOf(this.#folder, base))
    }
  }

  #put(key: string, entry: Entry | null): void {
    this.#changes.set(key, entry)
    if (entry === null) this.#entries.delete(key)
    else this.#entries.set(key, entry)
  }

  async #write(path: string): Promise<void> {
    const lines = Array.from(this.#entries, (entry) => `${JSON.stringify(entry)}\n`)
    const draft = `${path}.new`
    const file = await this.#fileSystem.open(draft, 'w')
    try {
      await file.writev([Buffer.from(lines.join(''))], 0)
      await file.datasync()
    } finally {
      await file.close()
    }
    await this.#fileSystem.rename(draft, path)
    await this.#fileSystem.syncFolder(this.#folder)
  }
}

function fileOf(folder: string, base: number): string {
  return join(folder, `ledger-${base}.ndjson`)
}

async function basesIn(folder: string, fileSystem: FileSystem): Promise<number[]> {
  let names: string[]
  try {
    names = await fileSystem.list(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
  return names.flatMap((name) => {
    const base = /^ledger-(\d+)\.ndjson$/.exec(name)?.[1]
    return base === undefined ? [] : [Number(base)]
  })
}

async function readEntries<Entry>(path: string, fileSystem: FileSystem): Promise<Map<string, Entry>> {
  const file = await fileSystem.open(path, 'r')
  try {
    const bytes = Buffer.alloc(await file.size())
    await file.read(bytes, 0)
    const lines = bytes.toString().split('\n').slice(0, -1)
    return new Map(lines.map((line) => JSON.parse(line) as [string, Entry]))
  } finally {
    await file.close()
  }
}
