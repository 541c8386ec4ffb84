/** Where the rows of views are kept: a view is a dataset whose rows are exchanged as a whole, and whose refreshes are remembered. */
import type { Readable } from 'node:stream'
import type { ErrorBody } from '../lib/errors.ts'
import type { Refresh } from '../model/view-report.ts'

/** Why a view was computed anew: `readings` and the like are the inputs that had changed. */
export interface RefreshCause {
  readonly view: string
  readonly started_ms: number
  readonly cause: readonly string[]
  /** How long refreshes are remembered. */
  readonly history_ms: number
}

/** The rows of a view that are to be exchanged; all others stay as they are. */
export interface ViewPart {
  /** The columns that tell of which bucket a row is. */
  readonly columns: readonly string[]
  /** The buckets, each as the JSON list of its columns' values as texts. */
  readonly keys: readonly string[]
  /** How the rows of the view are sorted, in SQL; empty where they are not. */
  readonly order: string
}

export interface ViewRows extends RefreshCause {
  /** What the rows were computed from, kept with them: as long as it stays, computing them again gives the same. */
  readonly version: string
  /** The columns that tell rows apart; by default the fewest first columns that do. */
  readonly key?: readonly string[] | undefined
  /** Only these rows are exchanged; rejects when the view has other columns than before. */
  readonly part?: ViewPart | undefined
}

export interface StoredView {
  readonly name: string
  readonly version: string
  readonly rows: number
}

export interface ViewStore {
  /**
   * Exchanges all rows of the view for those of a Parquet file, in one transaction: readers see the old rows or the new ones. Rows that
   * are the same, in any order and but for the noise of floating point, are not written.
   */
  replace(rows: ViewRows, parquet: Readable): Promise<Refresh>
  /** Remembers a refresh that failed; the rows stay. */
  fail(cause: RefreshCause, error: ErrorBody): Promise<void>
  list(): Promise<readonly StoredView[]>
  /** The latest refreshes that changed something or failed, newest first. */
  history(view: string, limit: number): Promise<readonly Refresh[]>
  /** Removes the view with its rows and its history. */
  remove(view: string): Promise<void>
}
