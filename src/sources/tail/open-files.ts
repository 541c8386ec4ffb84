import type { Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { UnreadableFiles } from '../unreadable-files.ts'
import { fingerprint_bytes } from './fingerprint.ts'

interface KnownFile {
  readonly key: string
  readonly path: string
}

/** A file's identity, whatever its name. */
export function fileKey({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

/** The file is not at its path any more. */
class FileGone extends Error {}

/** More files than this are not held open at once. */
const openCap = 100

/**
 * Open files by key; the one that was used longest ago is closed for another. A file that is held open can be read to its end after it
 * was deleted, and its inode is not given to another file.
 */
export class OpenFiles {
  readonly #handles = new Map<string, FileHandle>()
  readonly #unreadable: UnreadableFiles

  constructor(unreadable: UnreadableFiles) {
    this.#unreadable = unreadable
  }

  maybe(key: string): FileHandle | undefined {
    return this.#handles.get(key)
  }

  /** Reads up to `length` bytes of a file; FileGone when it is not at its path any more. */
  async read({ key, path }: KnownFile, position: number, length: number): Promise<Buffer> {
    return readFrom(await this.#open(key, path), position, length)
  }

  /** The bytes before a position, as many as are marked. */
  async readBefore(file: KnownFile, position: number): Promise<Buffer> {
    const start = Math.max(0, position - fingerprint_bytes)
    return this.read(file, start, position - start)
  }

  /** Undefined when the file went away just now, or may not be read; the next scan sees to it. */
  async maybeRead(file: KnownFile, position: number, length: number): Promise<Buffer | undefined> {
    try {
      const bytes = await this.read(file, position, length)
      this.#unreadable.wasRead(file.path)
      return bytes
    } catch (error) {
      this.tell(file.path, error)
      return undefined
    }
  }

  /** A file that cannot be read is told, and does not stop the others; what is not the system's error is thrown. */
  tell(path: string, error: unknown): void {
    if (!(error instanceof FileGone)) this.#unreadable.tell(path, error)
  }

  async #open(key: string, path: string): Promise<FileHandle> {
    const known = this.#handles.get(key)
    if (known) {
      // The map's order is the order of use.
      this.#handles.delete(key)
      this.#handles.set(key, known)
      return known
    }
    const handle = await open(path, 'r')
    if (fileKey(await handle.stat()) !== key) {
      await handle.close()
      throw new FileGone(`another file is at "${path}"`)
    }
    this.#handles.set(key, handle)
    const [oldest] = this.#handles.keys()
    if (this.#handles.size > openCap) await this.close(oldest!)
    return handle
  }

  async close(key: string): Promise<void> {
    const handle = this.#handles.get(key)
    this.#handles.delete(key)
    await handle?.close()
  }

  async closeAll(): Promise<void> {
    for (const key of [...this.#handles.keys()]) await this.close(key)
  }
}

/** Reads up to `length` bytes; fewer only at the end of the file. */
export async function readFrom(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
