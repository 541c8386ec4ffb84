import { join } from 'node:path'
import { realFileSystem } from '../../../lib/file-system.ts'
import type { DatasetFrame } from '../../dataset.ts'
import type { Chunk, ChunkFrame } from '../protocol.ts'

/** Files that hand records to the lake process: never synced, removed once they are committed, gone at the next start. */
export class ChunkFiles {
  readonly #folder: string
  readonly #prefix: string
  #next = 0

  constructor(folder: string, prefix = 'chunk') {
    this.#folder = folder
    this.#prefix = prefix
  }

  /** Writes the frames' records one after the other. */
  async write(frames: readonly DatasetFrame[]): Promise<Pick<Chunk, 'path' | 'frames'>> {
    const path = join(this.#folder, `${this.#prefix}-${process.pid}-${this.#next++}.ndjson`)
    const table: ChunkFrame[] = []
    const parts: Uint8Array[] = []
    let start = 0
    for (const { bytes, offset, count, kind, source, request, line, received } of frames) {
      const isRecords = kind === 'records'
      const length = isRecords ? bytes.length : 0
      const early = isRecords ? undefined : bytes
      table.push({ offset, count, kind, source, request, line, received, start, length, bytes: early })
      if (isRecords) parts.push(bytes)
      start += length
    }
    const file = await realFileSystem.open(path, 'w')
    try {
      await file.writev(parts, 0)
    } finally {
      await file.close()
    }
    return { path, frames: table }
  }
}
