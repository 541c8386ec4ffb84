import type { Ledger, LedgerCursor } from '../ledger.ts'
import type { LandedFile } from './landing.ts'

/** What was read of one content, whatever the names of its files. */
export interface ContentEntry {
  readonly kind: 'content'
  /** The file in which it was found. */
  readonly path: string
  /** How many records, and pieces that were rejected, are durable. */
  readonly records: number
  readonly rejected: number
  readonly done: boolean
  /** When that was, in milliseconds since 1970. */
  readonly at: number
}

/** What a file was like when it was done with. */
export interface FileEntry {
  readonly kind: 'file'
  readonly size: number
  readonly modified: number
  readonly failed: boolean
  readonly at: number
}

export type FilesEntry = ContentEntry | FileEntry

/** Which files and which contents were read. A content keeps its entry while a file has it, and for a time beyond. */
export class FileMemory {
  readonly #ledger: Ledger<FilesEntry>
  readonly #remember_ms: number

  constructor(ledger: Ledger<FilesEntry>, remember_ms: number) {
    this.#ledger = ledger
    this.#remember_ms = remember_ms
  }

  /** Whether this file was done with, as it is. */
  knows({ path, size, modified }: LandedFile): boolean {
    const entry = this.#ledger.get(fileKey(path))
    return entry?.kind === 'file' && entry.size === size && entry.modified === modified
  }

  hasFailed({ path }: LandedFile): boolean {
    const entry = this.#ledger.get(fileKey(path))
    return entry?.kind === 'file' && entry.failed
  }

  content(hash: string): ContentEntry | undefined {
    const entry = this.#ledger.get(contentKey(hash))
    return entry?.kind === 'content' ? entry : undefined
  }

  /** The contents that were read in part, and whose files are no more. */
  unfinished(files: readonly LandedFile[]): ContentEntry[] {
    const present = new Set(files.map(({ path }) => path))
    return Array.from(this.#ledger.entries(), ([, entry]) => entry).filter(
      (entry): entry is ContentEntry => entry.kind === 'content' && !entry.done && !present.has(entry.path),
    )
  }

  progress(hash: string, read: Pick<ContentEntry, 'path' | 'records' | 'rejected'>): void {
    const { path, records, rejected } = read
    this.#ledger.set(contentKey(hash), { kind: 'content', path, records, rejected, done: false, at: Date.now() })
  }

  finish(
    { path, size, modified }: LandedFile,
    hash: string,
    read: Pick<ContentEntry, 'path' | 'records' | 'rejected'>,
    failed = false,
  ): void {
    const at = Date.now()
    const { records, rejected } = read
    this.#ledger.set(fileKey(path), { kind: 'file', size, modified, failed, at })
    this.#ledger.set(contentKey(hash), { kind: 'content', path: read.path, records, rejected, done: true, at })
  }

  cursor(): LedgerCursor<FilesEntry> {
    return this.#ledger.cursor()
  }

  async settle(always = false): Promise<void> {
    await this.#ledger.settle(always)
  }

  forgetOld(files: readonly LandedFile[]): void {
    const present = new Set(files.map(({ path }) => path))
    const old = Date.now() - this.#remember_ms
    for (const [key, entry] of this.#ledger.entries()) {
      const path = entry.kind === 'file' ? key.slice(fileKey('').length) : entry.path
      if (entry.at < old && !present.has(path)) this.#ledger.delete(key)
    }
  }
}

function fileKey(path: string): string {
  return `file:${path}`
}

function contentKey(hash: string): string {
  return `content:${hash}`
}
