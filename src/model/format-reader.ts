import type { Batch } from './batch.ts'

/** Records of a format, and the line of its input at which they begin, counted from 1. */
export interface FormatBatch extends Batch {
  readonly line: number
}

/** One run of a format over one body or file. */
export interface FormatReader {
  /** The batches of all that this piece completed; their bytes may be views of the piece. */
  push(piece: Uint8Array): FormatBatch[]
  /** What was held, at the end of the input. */
  end(): FormatBatch[]
  /** Of a file that is followed: what its beginning says of all of its lines; undefined as long as that is not known. */
  found?(): LineFindings | undefined
}

/** What a reader found out of a file, as JSON: another one goes on with it at any line. */
export type LineFindings = Readonly<Record<string, unknown>>

/** Where reading begins in a file that grows and is followed line by line. */
export interface LineStart {
  /** Counted from 1. */
  readonly line: number
  /** What an earlier reader found. */
  readonly found?: LineFindings | undefined
}

/** Bytes of a compressed body or file become plain ones before a format reads them. */
export type Compression = 'gzip' | 'zstd'

/** The formats, as they are handed to sources: kinds do not import each other. Implemented by `formats/open.ts`. */
export interface Formats {
  /** Loads a format and checks its options; UserError with the names that exist when there is none. */
  open(name: string, options?: Readonly<Record<string, unknown>>): Promise<OpenFormat>
  /** What the ending of a file's name says: `river.csv.gz` is CSV in gzip; undefined where it says nothing. */
  byFileName(name: string): Promise<{ format: string | undefined; compression: Compression | undefined }>
  /** What the first bytes of a plain file look like. */
  sniff(bytes: Uint8Array): Promise<string>
}

/**
 * Whether each line can be a record, so that reading can begin at any: such a format can follow a growing file. `by_header` says that
 * the first line tells how the others are read.
 */
export type LineByLine = 'alone' | 'by_header' | undefined

export interface OpenFormat {
  readonly name: string
  readonly lineByLine: LineByLine
  /** A reader for one input; `encoding` is what the caller found out about it and the options do not say; `start` is for one that is followed. */
  reader(encoding?: string, start?: LineStart): FormatReader
}
