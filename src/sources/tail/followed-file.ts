import { isBinary } from '../../lib/binary.ts'
import { detectEncoding, type Encoding } from '../../lib/encoding.ts'
import { measureLines } from '../../model/batch.ts'
import type { FormatBatch, FormatReader, LineFindings, OpenFormat } from '../../model/format-reader.ts'
import { fingerprint, fingerprint_bytes, type Mark } from './fingerprint.ts'

/** What the ledger keeps of a file, by device and inode. */
export interface TailEntry extends Mark {
  readonly path: string
  /** The lines before the offset. */
  readonly lines: number
  /** What its first line says of the others. */
  readonly found?: LineFindings
  /** When it was seen to be gone, in milliseconds since 1970. */
  readonly gone?: number
  /** An archive that was read: its head is that of the compressed bytes. */
  readonly done?: boolean
}

/**
 * One file that is followed: bytes go in, batches come out, and `offset` is where a next run would go on. It does no reading of its
 * own, so that plain files and archives are followed alike.
 */
export class FollowedFile {
  readonly key: string
  path: string
  /** Behind the last whole line. */
  offset = 0
  /** Behind the last byte that was given to the format. */
  position = 0
  lines = 0
  /** The first bytes, as many as were read, up to 1 KB. */
  head: Buffer = empty

  readonly #format: OpenFormat
  readonly #given: Encoding | undefined
  #encoding: Encoding | undefined
  #reader: FormatReader | undefined
  #found: LineFindings | undefined
  /** What stands behind zeros at the beginning that are longer than `head`. */
  #behindHole: 'text' | 'binary' | undefined
  /** The last bytes given were zeros where a line begins. */
  #isInHole = false
  /** It was told to be no text, now or by an earlier run. */
  #isTold = false
  /** The last bytes before `offset`, and before `position`. */
  #beforeOffset: Buffer = empty
  #beforePosition: Buffer = empty

  constructor(key: string, path: string, format: OpenFormat, encoding: Encoding | undefined) {
    this.key = key
    this.path = path
    this.#format = format
    this.#given = encoding
  }

  /** Goes on where a line begins; `head` are the first bytes of the file, `before` those before the position. */
  startAt({ offset, lines, found }: Pick<TailEntry, 'offset' | 'lines' | 'found'>, head: Buffer, before: Buffer): void {
    this.offset = this.position = offset
    this.lines = lines
    this.head = head
    this.#beforeOffset = this.#beforePosition = before
    this.#encoding = this.#given
    this.#found = found
    this.#reader = undefined
    // Zeros only, so far: what it is stands behind them.
    this.#isInHole = offset > 0 && behindZeros(before).length === 0
    this.#isTold = offset > 0 && !this.#isInHole
    this.#behindHole = this.#isTold ? kindOf(before) : undefined
  }

  /** Whether its beginning has to be looked at (`learn`) before a line in its midst can be read. */
  get asksForBeginning(): boolean {
    if (this.#format.lineByLine !== 'by_header' || this.position === 0) return false
    return this.#openReader().found?.() === undefined
  }

  /** Takes from the beginning of the file what it says of all lines; tells whether it says that. */
  learn(beginning: Buffer): boolean {
    const reader = this.#format.reader(this.#given ?? detectEncoding(beginning), { line: 1 })
    reader.push(beginning)
    this.#found = reader.found?.()
    this.#reader = undefined
    return this.#found !== undefined
  }

  /** Goes on where another file with the same content stands. */
  standAt(other: FollowedFile): void {
    const { offset, lines } = other
    this.startAt({ offset, lines, ...other.#foundToo() }, other.head, other.#beforeOffset)
  }

  /** The file begins anew: it was truncated or replaced. */
  restart(): void {
    this.startAt({ offset: 0, lines: 0 }, empty, empty)
  }

  /**
   * Takes the bytes at `position`, and advances it; half a UTF-16 character is left for the next time. Zeros where a line begins are no
   * text: a program that was not told of a truncation writes on where it was before, and the file has a hole up to there.
   */
  push(bytes: Buffer): FormatBatch[] {
    if (this.head.length === this.position && this.position < fingerprint_bytes) {
      this.head = Buffer.concat([this.head, bytes.subarray(0, fingerprint_bytes - this.position)])
    }
    const hole = this.#holeIn(bytes)
    if (hole > 0) this.#skip(bytes.subarray(0, hole))
    this.#isInHole = hole > 0 && hole === bytes.length
    return hole < bytes.length ? this.#pushText(bytes.subarray(hole)) : []
  }

  /** How many zeros where a line begins; one alone may be half of a character, or a stray one. */
  #holeIn(bytes: Buffer): number {
    if (bytes[0] !== 0 || this.position !== this.offset) return 0
    let zeros = 1
    while (bytes[zeros] === 0) zeros++
    if (this.#encoding && isWide(this.#encoding)) return zeros & ~1
    return zeros > 1 || this.#isInHole ? zeros : 0
  }

  #skip(zeros: Buffer): void {
    this.#beforeOffset = this.#beforePosition = lastBytes(this.#beforePosition, zeros)
    this.offset = this.position += zeros.length
  }

  #isText(text: Buffer): boolean {
    const beginning = behindZeros(this.head)
    if (beginning.length > 0) return !isBinary(beginning)
    this.#behindHole ??= kindOf(text.subarray(0, fingerprint_bytes))
    return this.#behindHole === 'text'
  }

  #pushText(bytes: Buffer): FormatBatch[] {
    let piece = bytes
    const beginning = behindZeros(this.head)
    this.#encoding ??= detectEncoding(beginning.length > 0 ? beginning : bytes)
    if (isWide(this.#encoding)) piece = bytes.subarray(0, bytes.length - ((this.position + bytes.length) % 2))
    if (piece.length === 0) return []
    if (!this.#isText(piece)) return this.#passOver(piece)
    const reader = this.#openReader()
    const end = endOfLines(piece, this.position, this.#encoding)
    if (end > 0) {
      this.#beforeOffset = lastBytes(this.#beforePosition, piece.subarray(0, end))
      this.offset = this.position + end
      this.lines += measureLines(piece.subarray(0, end)).lines
    }
    this.#beforePosition = lastBytes(this.#beforePosition, piece)
    this.position += piece.length
    const batches = reader.push(piece)
    this.#found = reader.found?.()
    return batches
  }

  #openReader(): FormatReader {
    this.#encoding ??= detectEncoding(this.head)
    this.#reader ??= this.#format.reader(this.#encoding, { line: this.lines + 1, found: this.#found })
    return this.#reader
  }

  /** A file that is no text is rejected as a whole, by its name, when it is first seen. */
  #passOver(piece: Buffer): FormatBatch[] {
    this.#skip(piece)
    if (this.#isTold) return []
    this.#isTold = true
    const reason = `cannot follow file "${this.path}": expecting lines of text; got binary data`
    return [{ bytes: empty, count: 0, line: 1, rejected: [{ bytes: Buffer.from(this.path), reason, line: 1 }] }]
  }

  /** Whether a line without its end waits that may be taken as it stands: one that says how the others are read has to be whole. */
  get waits(): boolean {
    const isHeader = this.#format.lineByLine === 'by_header' && this.#found === undefined
    return this.position > this.offset && !isHeader
  }

  /** Gives out a last line without its end; what follows is a line of its own. */
  flush(): FormatBatch[] {
    if (!this.#reader || this.position === this.offset) return []
    const batches = this.#reader.end()
    this.#found = this.#reader.found?.()
    this.#reader = undefined
    this.lines++
    this.offset = this.position
    this.#beforeOffset = this.#beforePosition
    return batches
  }

  entry(): TailEntry {
    const { path, offset, lines, head } = this
    return {
      path,
      offset,
      lines,
      head: fingerprint(head),
      head_bytes: head.length,
      tail: fingerprint(this.#beforeOffset),
      ...this.#foundToo(),
    }
  }

  #foundToo(): Pick<TailEntry, 'found'> {
    return this.#found ? { found: this.#found } : {}
  }
}

/** Of what stands somewhere behind a hole. */
function kindOf(bytes: Buffer): 'text' | 'binary' {
  return isBinary(behindZeros(bytes)) ? 'binary' : 'text'
}

/** What follows the zeros at the beginning; one zero alone is half of a character. */
function behindZeros(head: Buffer): Buffer {
  const at = head.findIndex((byte) => byte !== 0)
  if (at === -1) return empty
  return at > 1 ? head.subarray(at) : head
}

/** The position behind the last line's end in a piece of a file, or 0. */
function endOfLines(piece: Buffer, position: number, encoding: Encoding): number {
  if (!isWide(encoding)) return piece.lastIndexOf(0x0a) + 1
  // The newline's own byte is the first of two in one, the second in the other.
  const before = encoding === 'utf-16be' ? 1 : 0
  let at = piece.lastIndexOf(0x0a)
  while (at !== -1) {
    const start = at - before
    const isWhole = start >= 0 && start + 1 < piece.length && (position + start) % 2 === 0
    if (isWhole && piece[start + 1 - before] === 0) return start + 2
    at = at > 0 ? piece.lastIndexOf(0x0a, at - 1) : -1
  }
  return 0
}

function isWide(encoding: Encoding): boolean {
  return encoding === 'utf-16le' || encoding === 'utf-16be'
}

/** The last bytes of one thing after the other, copied, so that they do not keep the whole. */
export function lastBytes(before: Buffer, piece: Buffer): Buffer {
  if (piece.length >= fingerprint_bytes) return Buffer.from(piece.subarray(piece.length - fingerprint_bytes))
  const both = Buffer.concat([before, piece])
  return both.subarray(Math.max(0, both.length - fingerprint_bytes))
}

const empty: Buffer = Buffer.alloc(0)
