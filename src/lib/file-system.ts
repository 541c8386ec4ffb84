import type { Stats } from 'node:fs'
import * as fs from 'node:fs/promises'

/** An open file. Positions are bytes from the beginning. */
export interface OpenFile {
  /** Writes all of the buffers at the position, one after the other; a short write is continued or thrown. */
  writev(buffers: readonly Uint8Array[], position: number): Promise<void>
  /** Fills the buffer from the position; returns the bytes read, fewer only at the end of the file. */
  read(buffer: Uint8Array, position: number): Promise<number>
  /** What was written before the call is on disk after it. After it threw, nothing may be assumed of the file's unsynced part. */
  datasync(): Promise<void>
  truncate(length: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

/**
 * The file operations on which durability rests, passed in so that tests can record them, cut the power between them and
 * fail each of them. Names of files are durable only after `syncFolder` of their folder.
 */
export interface FileSystem {
  open(path: string, flags: 'r' | 'r+' | 'wx' | 'w'): Promise<OpenFile>
  list(folder: string): Promise<string[]>
  makeFolder(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  syncFolder(path: string): Promise<void>
  stat(path: string): Promise<Pick<Stats, 'size' | 'mtimeMs'>>
}

/** The machine's own file system. */
export const realFileSystem: FileSystem = {
  async open(path, flags) {
    const handle = await fs.open(path, flags)
    return {
      async writev(buffers, position) {
        let rest = buffers.filter((buffer) => buffer.length > 0)
        while (rest.length > 0) {
          // Linux takes at most IOV_MAX (1024) buffers a call.
          const { bytesWritten } = await handle.writev(rest.slice(0, 1024), position)
          position += bytesWritten
          rest = skipBytes(rest, bytesWritten)
        }
      },
      async read(buffer, position) {
        let filled = 0
        while (filled < buffer.length) {
          const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return filled
      },
      datasync: () => handle.datasync(),
      truncate: (length) => handle.truncate(length),
      size: async () => (await handle.stat()).size,
      close: () => handle.close(),
    }
  },
  list: (folder) => fs.readdir(folder),
  makeFolder: async (path) => {
    await fs.mkdir(path, { recursive: true })
  },
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { force: true }),
  async syncFolder(path) {
    const handle = await fs.open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  stat: (path) => fs.stat(path),
}

function skipBytes(buffers: readonly Uint8Array[], count: number): Uint8Array[] {
  const rest: Uint8Array[] = []
  for (const buffer of buffers) {
    if (count >= buffer.length) {
      count -= buffer.length
    } else {
      rest.push(count > 0 ? buffer.subarray(count) : buffer)
      count = 0
    }
  }
  return rest
}
