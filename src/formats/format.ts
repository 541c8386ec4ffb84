/**
 * A format turns bytes as they arrive into batches of NDJSON. It is fed pieces of any size and holds no more than one record
 * between them. What it cannot read it rejects, with its bytes, its reason and its line, and goes on.
 */
import type { Static, TObject } from 'typebox'
import type { FilePreview } from '../model/file-preview.ts'
import type { FormatReader, LineByLine, LineStart } from '../model/format-reader.ts'

export type { FormatBatch, FormatReader } from '../model/format-reader.ts'

export interface FormatDeclaration<Options extends TObject = TObject> {
  readonly name: string
  readonly summary: string
  readonly options: Options
  /** Media types of HTTP bodies in this format, and endings of files. */
  readonly mediaTypes: readonly string[]
  readonly extensions: readonly string[]
  readonly lineByLine?: LineByLine
  /**
   * Whether the beginning of a plain text is of this format, by its lines that are not blank, as Latin-1, the last one perhaps cut. Those
   * that stand earlier in the list are asked first. Without it nothing is taken for this format by its looks.
   */
  looksLike?(lines: readonly string[]): boolean
  /** How the beginning of an input is written, in UTF-8, where the options, as a query string has them, leave it open. */
  dialect?(sample: Uint8Array, isWhole: boolean, options: FileStart['options']): FilePreview['dialect']
  /** Input and what it becomes: they are its tests and its docs. */
  readonly cases: readonly {
    options?: Partial<Static<Options>>
    given: string
    gives: readonly object[]
    rejects?: readonly string[]
  }[]
  /** `start` is given for a file that is followed: then each line is a record of its own. */
  open(options: Static<Options>, limits: FormatLimits, start?: LineStart): FormatReader
}

export interface FormatLimits {
  /** A longer record is rejected, not held: its first bytes are kept, up to `rejectedBytesCap`. */
  readonly record_bytes: number
}

/** The beginning of a file, and what somebody has chosen already. */
export interface FileStart {
  readonly name: string
  /** As they lie on disk. */
  readonly bytes: Buffer
  /** They are all of it. */
  readonly isWhole: boolean
  readonly format?: string | undefined
  /** Of the format. */
  readonly options: Readonly<Record<string, string>>
  /** Those that are lists of fields. */
  readonly fieldOptions?: Readonly<Record<string, readonly string[]>>
}

/** How much is kept of a record that is too long to be held. */
export const rejectedBytesCap = 64 << 10

export function defineFormat<Options extends TObject>(
  declaration: FormatDeclaration<Options>,
): FormatDeclaration<Options> {
  return declaration
}
