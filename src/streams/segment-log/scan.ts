import type { OpenFile } from '../../lib/file-system.ts'
import { bodySum, type FrameHeader, frameBytes, header_bytes, mark_bytes, maybeHeader } from './frame.ts'

export type Scanned =
  | {
      readonly type: 'frame'
      readonly at: number
      readonly header: FrameHeader
      readonly origin: Buffer
      readonly payload: Buffer
    }
  /** Bytes that are no frame. `header` is set when the header at the beginning is whole and its body is not. */
  | {
      readonly type: 'gap'
      readonly at: number
      readonly until: number
      readonly position: number
      readonly header: FrameHeader | undefined
    }

export interface ScanRange {
  /** A place where a frame begins. */
  readonly from: number
  readonly to: number
  readonly mark: Uint8Array
  /** The position expected at `from`. */
  readonly position: number
}

const defaultPiece = 4 * 2 ** 20

/**
 * Reads frames one after the other, a piece of the file at a time, and checks both sums of each. Where there is none it goes on
 * at the next mark behind which a whole frame lies whose position is not behind what was expected.
 */
export async function* scan(
  file: OpenFile,
  range: ScanRange,
  piece = defaultPiece,
): AsyncGenerator<readonly Scanned[]> {
  const { to, mark } = range
  const view = new View(file, to, piece)
  let { from: at, position } = range
  let found: Scanned[] = []
  while (at < to) {
    if (!view.has(at, header_bytes)) {
      if (found.length > 0) yield found
      found = []
      await view.load(at, header_bytes)
    }
    const header = maybeHeader(view.buffer, at - view.at, mark)
    const isWhole = header !== undefined && header.position >= position && at + frameBytes(header) <= to
    if (isWhole && !view.has(at, frameBytes(header))) {
      if (found.length > 0) yield found
      found = []
      await view.load(at, frameBytes(header))
    }
    const frame = isWhole ? maybeFrame(view, at, header) : undefined
    if (frame) {
      found.push(frame)
      at += frameBytes(frame.header)
      position = frame.header.position + frame.header.count
    } else {
      const until = await nextFrame(view, at + 1, range, position)
      found.push({ type: 'gap', at, until, position, header })
      at = until
    }
  }
  if (found.length > 0) yield found
}

/** The place of the next whole frame, or the end. */
async function nextFrame(view: View, from: number, { to, mark }: ScanRange, position: number): Promise<number> {
  let at = from
  while (at + header_bytes <= to) {
    if (!view.has(at, header_bytes)) await view.load(at, header_bytes)
    const index = view.buffer.indexOf(mark, at - view.at)
    if (index === -1) {
      // A mark may begin in the last bytes of the piece.
      at = Math.max(at + 1, view.end - mark_bytes + 1)
      continue
    }
    at = view.at + index
    if (at + header_bytes > to) return to
    if (!view.has(at, header_bytes)) await view.load(at, header_bytes)
    const header = maybeHeader(view.buffer, at - view.at, mark)
    if (header && header.position >= position && at + frameBytes(header) <= to) {
      if (!view.has(at, frameBytes(header))) await view.load(at, frameBytes(header))
      if (maybeFrame(view, at, header)) return at
    }
    at++
  }
  return to
}

function maybeFrame(view: View, at: number, header: FrameHeader): Extract<Scanned, { type: 'frame' }> | undefined {
  const start = at - view.at + header_bytes
  const middle = start + header.origin_bytes
  const origin = view.buffer.subarray(start, middle)
  const payload = view.buffer.subarray(middle, middle + header.payload_bytes)
  if (payload.length < header.payload_bytes || bodySum(origin, payload) !== header.bodySum) return undefined
  return { type: 'frame', at, header, origin, payload }
}

/** A piece of the file. Each piece is a buffer of its own, because frames are handed on as parts of it. */
class View {
  buffer: Buffer = Buffer.alloc(0)
  at = 0
  readonly #file: OpenFile
  readonly #to: number
  readonly #piece: number

  constructor(file: OpenFile, to: number, piece: number) {
    this.#file = file
    this.#to = to
    this.#piece = piece
  }

  get end(): number {
    return this.at + this.buffer.length
  }

  has(at: number, bytes: number): boolean {
    return at >= this.at && Math.min(at + bytes, this.#to) <= this.end
  }

  async load(at: number, bytes: number): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(Math.min(Math.max(bytes, this.#piece), this.#to - at))
    const filled = await this.#file.read(buffer, at)
    this.at = at
    // The file may be shorter than it was said to be: what is missing reads as zeros, which are no frame.
    this.buffer = buffer.fill(0, filled)
  }
}
