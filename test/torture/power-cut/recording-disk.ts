import { basename, dirname } from 'node:path'
import type { FileSystem, OpenFile } from '../../../src/lib/file-system.ts'

/** What happened to the disk, in order. A sync covers what was recorded before `before`, its beginning. */
export type DiskEvent =
  | { readonly type: 'write'; readonly file: number; readonly position: number; readonly bytes: Buffer }
  | { readonly type: 'truncate'; readonly file: number; readonly length: number }
  | { readonly type: 'datasync'; readonly file: number; readonly before: number }
  /** A sync that failed: what it should have covered may be lost, and no later sync can save it. */
  | { readonly type: 'lost'; readonly file: number; readonly before: number }
  /** Names that changed together, each to a file, to a folder or to nothing. */
  | {
      readonly type: 'names'
      readonly folder: string
      readonly names: readonly (readonly [string, Entry | undefined])[]
    }
  | { readonly type: 'syncFolder'; readonly folder: string; readonly before: number }

export type Entry = number | 'folder'

/** What is on the disk. */
export interface DiskState {
  readonly names: ReadonlyMap<string, Entry>
  readonly files: ReadonlyMap<number, Buffer>
}

export type OperationName = keyof FileSystem | Exclude<keyof OpenFile, 'close'>

/** Decides that an operation fails: with this code, and for a write after so many of its bytes. */
export type Fault = (operation: OperationName) => { code: string; written?: number } | undefined

/** A disk in memory that records every operation, so that the power can be cut at any moment of it afterwards. */
export class RecordingDisk implements FileSystem {
  readonly start: DiskState
  readonly events: DiskEvent[] = []
  fault: Fault = () => undefined
  readonly #names: Map<string, Entry>
  readonly #files: Map<number, Buffer>
  #nextFile: number

  constructor(start: DiskState = { names: new Map([['/data', 'folder']]), files: new Map() }) {
    this.start = start
    this.#names = new Map(start.names)
    // A write makes a new buffer, so that the start is never changed.
    this.#files = new Map(start.files)
    this.#nextFile = Math.max(0, ...start.files.keys()) + 1
  }

  async open(path: string, flags: 'r' | 'r+' | 'wx' | 'w'): Promise<OpenFile> {
    await this.#begin('open')
    let file = this.#names.get(path)
    if (file === 'folder') throw failure('EISDIR', path)
    if (file === undefined || flags === 'wx') {
      if (flags === 'r' || flags === 'r+') throw failure('ENOENT', path)
      if (file !== undefined) throw failure('EEXIST', path)
      file = this.#nextFile++
      this.#files.set(file, Buffer.alloc(0))
      this.#name([[path, file]])
    } else if (flags === 'w') {
      this.#truncate(file, 0)
    }
    return this.#handle(file)
  }

  async list(folder: string): Promise<string[]> {
    await this.#begin('list')
    return [...this.#names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path))
  }

  async makeFolder(path: string): Promise<void> {
    await this.#begin('makeFolder')
    const missing: string[] = []
    for (let folder = path; folder !== '/' && !this.#names.has(folder); folder = dirname(folder))
      missing.unshift(folder)
    for (const folder of missing) this.#name([[folder, 'folder']])
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#begin('rename')
    const entry = this.#names.get(from)
    if (entry === undefined) throw failure('ENOENT', from)
    this.#name([
      [from, undefined],
      [to, entry],
    ])
  }

  async remove(path: string): Promise<void> {
    await this.#begin('remove')
    if (this.#names.has(path)) this.#name([[path, undefined]])
  }

  async syncFolder(path: string): Promise<void> {
    const before = this.events.length
    await this.#begin('syncFolder')
    this.events.push({ type: 'syncFolder', folder: path, before })
  }

  async stat(path: string): Promise<{ size: number; mtimeMs: number }> {
    await this.#begin('stat')
    const file = this.#names.get(path)
    if (typeof file !== 'number') throw failure('ENOENT', path)
    return { size: this.#files.get(file)!.length, mtimeMs: 0 }
  }

  #handle(file: number): OpenFile {
    return {
      writev: async (buffers, position) => {
        const bytes = Buffer.concat(buffers)
        const fault = this.fault('writev')
        this.#write(file, position, fault ? bytes.subarray(0, fault.written ?? 0) : bytes)
        await turn()
        if (fault) throw failure(fault.code, 'writev')
      },
      read: async (buffer, position) => {
        await this.#begin('read')
        return this.#files.get(file)!.copy(buffer, 0, position)
      },
      datasync: async () => {
        const before = this.events.length
        const fault = this.fault('datasync')
        await turn()
        this.events.push({ type: fault ? 'lost' : 'datasync', file, before })
        if (fault) throw failure(fault.code, 'datasync')
      },
      truncate: async (length) => {
        await this.#begin('truncate')
        this.#truncate(file, length)
      },
      size: async () => {
        await this.#begin('size')
        return this.#files.get(file)!.length
      },
      close: turn,
    }
  }

  async #begin(operation: OperationName): Promise<void> {
    const fault = this.fault(operation)
    await turn()
    if (fault) throw failure(fault.code, operation)
  }

  #write(file: number, position: number, bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#files.set(file, written(this.#files.get(file)!, position, bytes))
    this.events.push({ type: 'write', file, position, bytes })
  }

  #truncate(file: number, length: number): void {
    this.#files.set(file, truncated(this.#files.get(file)!, length))
    this.events.push({ type: 'truncate', file, length })
  }

  #name(names: readonly (readonly [string, Entry | undefined])[]): void {
    for (const [path, entry] of names) {
      if (entry === undefined) this.#names.delete(path)
      else this.#names.set(path, entry)
    }
    this.events.push({ type: 'names', folder: dirname(names[0]![0]), names })
  }
}

/** The content with the bytes at the position; what lies between is zeros. */
export function written(content: Buffer, position: number, bytes: Uint8Array): Buffer {
  const result = Buffer.alloc(Math.max(content.length, position + bytes.length))
  content.copy(result)
  result.set(bytes, position)
  return result
}

export function truncated(content: Buffer, length: number): Buffer {
  const result = Buffer.alloc(length)
  content.copy(result)
  return result
}

/** Lets others run: an operation takes its time. */
async function turn(): Promise<void> {
  await Promise.resolve()
  await Promise.resolve()
}

function failure(code: string, what: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${what}`), { code })
}
