import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Sizes are rounded up to it, so that a buffer fits the next chunk, too. */
const step_bytes = 4 << 20
/** As many chunks as are usually under way. */
const mostFree = 3
/** After this time without a chunk the buffers are left to the garbage collector. */
const rest_ms = 2000

/**
 * What chunks are read into, again and again: the system gives fresh memory page by page, and clears each, which takes longer than
 * reading the bytes.
 */
export class ChunkBuffers {
  #free: ArrayBuffer[] = []
  readonly #resting = setTimeout(() => {
    this.#free = []
  }, rest_ms).unref()

  /** The bytes of a file; whoever reads them calls `release` when nothing refers to them any more. */
  read(path: string): Buffer {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      const bytes = Buffer.from(this.#take(size), 0, size)
      for (let filled = 0; filled < size; ) {
        const read = readSync(file, bytes, filled, size - filled, filled)
        if (read === 0) throw new Error(`The file ${path} ends before byte ${size}.`)
        filled += read
      }
      return bytes
    } finally {
      closeSync(file)
    }
  }

  release(bytes: Buffer): void {
    if (this.#free.length < mostFree) this.#free.push(bytes.buffer as ArrayBuffer)
    this.#resting.refresh()
  }

  #take(size: number): ArrayBuffer {
    const at = this.#free.findIndex((buffer) => buffer.byteLength >= size)
    if (at !== -1) return this.#free.splice(at, 1)[0]!
    return Buffer.allocUnsafeSlow(Math.max(1, Math.ceil(size / step_bytes)) * step_bytes).buffer as ArrayBuffer
  }
}
