import type { Batch } from '../../model/batch.ts'
import type { LandedFile } from './landing.ts'

/** Records of one file, and where in it they begin. */
export interface Piece extends Batch {
  readonly request?: string
  readonly line?: number
}

/** A file that was read to its end. */
export interface ReadFile {
  readonly file: LandedFile
  readonly records: number
  readonly rejected: number
  /** It could not be read to its end, which was told already. */
  readonly isBroken?: boolean
}

const full_bytes = 1 << 20
/** What is remembered of each goes into the cursor, which is stored with the batches. */
const mostFiles = 32

/** What was read and is not durable yet: small files become durable together, since each time costs as much as reading several. */
export class Gathering {
  #pieces: Piece[] = []
  #files: ReadFile[] = []
  #bytes = 0

  get isFull(): boolean {
    return this.#bytes >= full_bytes || this.#files.length >= mostFiles
  }

  add(piece: Piece): void {
    this.#pieces.push(piece)
    this.#bytes += piece.bytes.length
  }

  end(file: ReadFile): void {
    this.#files.push(file)
  }

  take(): { pieces: readonly Piece[]; files: readonly ReadFile[] } {
    const taken = { pieces: this.#pieces, files: this.#files }
    this.#pieces = []
    this.#files = []
    this.#bytes = 0
    return taken
  }
}
