/**
 * A format turns bytes as they arrive into batches of NDJSON. It is fed pieces of any size and holds no more than one record
 * between them. What it cannot read it rejects, with its bytes, its reason and its line, and goes on.
 */
import type { Static, TObject } from 'typebox'
import type { Batch } from '../model/batch.ts'

/** One run of a format over one body or file. */
export interface FormatReader {
  /** The batches that this piece completed; their bytes may be views of the piece. */
  push(piece: Uint8Array): Batch[]
  /** What was held, at the end of the input. */
  end(): Batch[]
}

export interface FormatDeclaration<Options extends TObject = TObject> {
  readonly name: string
  readonly summary: string
  readonly options: Options
  /** Media types of HTTP bodies in this format, and endings of files. */
  readonly mediaTypes: readonly string[]
  readonly extensions: readonly string[]
  /** Input and what it becomes: they are its tests and its docs. */
  readonly cases: readonly {
    options?: Partial<Static<Options>>
    given: string
    gives: readonly object[]
    rejects?: readonly string[]
  }[]
  open(options: Static<Options>, limits: FormatLimits): FormatReader
}

export interface FormatLimits {
  /** A longer record is rejected, not held. */
  readonly record_bytes: number
}

export function defineFormat<Options extends TObject>(
  declaration: FormatDeclaration<Options>,
): FormatDeclaration<Options> {
  return declaration
}
