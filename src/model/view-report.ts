/** What the API answers of views: how each of them fares, and what its refreshes changed. */
import type { ErrorBody } from '../lib/errors.ts'

export interface ViewReport {
  readonly name: string
  /**
   * `fresh`: as its inputs are; `due`: about to be computed; `waiting`: for the first records of its inputs; `failed`: the rows are the
   * last good ones; `resting`: the clock or a person refreshes it; `left`: kept in the lake, and no part of the project any more.
   */
  readonly state: 'fresh' | 'due' | 'refreshing' | 'waiting' | 'failed' | 'resting' | 'left'
  readonly inputs: readonly string[]
  /** What is computed anew when rows of an input come or go; known once the input has columns. */
  readonly refresh?: RefreshScope
  readonly rows: number
  /** When it was computed last, by this process. */
  readonly refreshed?: string
  readonly duration_ms?: number
  /** When the clock refreshes it next. */
  readonly next?: string
  readonly error?: ErrorBody
  /** Why the file or object that it is exported to is not as its rows are; it is tried again. */
  readonly export_error?: ErrorBody
}

/** One view, with how it is declared. */
export interface ViewDetail extends ViewReport {
  /** Absent for whoever may not know all that it reads, and for what is no part of the project any more. */
  readonly sql?: string
  /** The file in which the SQL stands, where it is not the project file. */
  readonly file?: string
  /** When it is computed anew, as `on_change`, `every` or `cron`. */
  readonly when?: 'on_change' | 'manual' | 'every' | 'cron'
  readonly key?: readonly string[]
  readonly export?: { readonly to: string; readonly format: string }
}

export type RefreshScope =
  /** The buckets of time that are told by these columns, as far as rows of this input came or went in them. */
  | { readonly scope: 'buckets'; readonly input: string; readonly columns: readonly string[] }
  | { readonly scope: 'whole'; readonly why: string }

/** The keys of rows, as texts: at most a hundred of them. */
export type RowKeys = readonly (readonly (string | null)[])[]

/** What one computation of a view did. */
export interface Refresh {
  /** ISO 8601. */
  readonly started: string
  readonly duration_ms: number
  readonly cause: readonly string[]
  readonly outcome: 'changed' | 'unchanged' | 'failed'
  readonly rows: number
  /** How many buckets of time were computed anew, where it was not the whole. */
  readonly buckets?: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** The names of the columns that tell rows apart. */
  readonly key: readonly string[]
  readonly keys: { readonly added: RowKeys; readonly changed: RowKeys; readonly removed: RowKeys }
  /** How often it failed alike, one time after the other. */
  readonly times: number
  readonly error?: ErrorBody
}
