/** What `GET /api/functions/{function}` tells of one: what it is made of, and the cases that it is tried with. */
import type { Place } from '../lib/errors.ts'

export interface FunctionDetail {
  readonly name: string
  readonly kind: 'module' | 'chain' | 'program'
  /** Of a module: its file in the project, what is in it, and which content that is; it changes with every edit of it or of what it imports. */
  readonly file?: string
  readonly source?: string
  readonly version?: string
  /** Of a chain: its built-in functions with their options. */
  readonly steps?: readonly { readonly name: string; readonly options: Readonly<Record<string, unknown>> }[]
  readonly command?: readonly string[]
  readonly cases: readonly FunctionCase[]
}

/** A source that it has run with; the versions of its files together, as in `FunctionDetail`. */
export interface FunctionVersion {
  readonly version: string
  /** ISO 8601: when it ran with it first. */
  readonly since: string
  readonly source: string
}

export interface FunctionCase {
  readonly name: string
  readonly file: string
  readonly at: Place
}

/** What became of one. */
export interface FunctionCaseResult extends FunctionCase {
  /** None where it gave what was expected. */
  readonly differences: readonly { readonly what: string; readonly expected: string; readonly got: string }[]
  /** What it logged and printed. */
  readonly lines: readonly string[]
}
