/**
 * A source brings records in. It is one async generator: control returns from `yield` once the batch is durable, so resuming is
 * the acknowledgement; `return` is the end of input, `throw` a restart with back-off at the last cursor, `throw new UserError` a
 * stop that is shown. `try`/`finally` closes. A source is one file: declaration first, meat second, helpers last.
 */
import type { Static, TObject } from 'typebox'
import type { UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Batch } from '../model/batch.ts'
import type { Formats } from '../model/format-reader.ts'
import type { Simulators } from '../model/simulation.ts'

export interface SourceContext<Cursor> {
  /** Where it stopped: the cursor of the last durable batch, or undefined the first time. */
  readonly cursor: Cursor | undefined
  readonly signal: AbortSignal
  readonly log: Log
  /** Relative paths in options are relative to this folder. */
  readonly folder: string
  /** A folder of this source's own, made when it is missing, for what is too much for a cursor. It lives and dies with the cursor. */
  readonly state: string
  /** Other kinds are handed in: kinds do not import each other. */
  readonly formats: Formats
  readonly simulators: Simulators
  /** Says what of it cannot be read while the rest goes on, such as files; all of it, each time that it changes. */
  tell(troubles: readonly UserError[]): void
  /** Resolves after the time, or at once when aborted. */
  sleep(ms: number): Promise<void>
}

/** What a source yields: records with the cursor behind them, stored together. */
export interface SourceBatch<Cursor> extends Batch {
  readonly cursor: Cursor
  /** The file or request, and the line in it of the first record, for what is rejected. */
  readonly request?: string
  readonly line?: number
}

export interface SourceDeclaration<Options extends TObject = TObject, Cursor = unknown> {
  readonly name: string
  /** One sentence with a full stop. */
  readonly summary: string
  readonly options: Options
  /** Options that the contract test and the docs use. */
  readonly example: Static<Options>
  /** Options in place of others for a look at its first records, so that what it reads stays as it was. */
  readonly trial?: Partial<Static<Options>>
  /** What there is to read at this moment, where that can be said without reading. */
  look?(options: Static<Options>, folder: string): Promise<SourceLook>
  read(options: Static<Options>, context: SourceContext<Cursor>): AsyncGenerator<Yielded<Cursor>, void, void>
}

/** What a source of files would find. */
export interface SourceLook {
  readonly patterns: readonly string[]
  /** Folders that do not exist: no mistake, for they may come, but perhaps misspelt. */
  readonly absent: readonly UserError[]
  /** No file fits any of its patterns. */
  readonly isEmpty: boolean
}

/** Marks, in the schema of an option `format`, that each line has to be a record. */
export const lineByLine = 'x-line-by-line'

/** Several batches become durable together, or none of them; the cursor of the last one is behind all of them. */
export type Yielded<Cursor> = SourceBatch<Cursor> | readonly SourceBatch<Cursor>[]

export function batchesOf<Cursor>(yielded: Yielded<Cursor>): readonly SourceBatch<Cursor>[] {
  return 'bytes' in yielded ? [yielded] : yielded
}

/** Declares a source; the types of its options follow from their schema. */
export function defineSource<Options extends TObject, Cursor>(
  declaration: SourceDeclaration<Options, Cursor>,
): SourceDeclaration<Options, Cursor> {
  return declaration
}
