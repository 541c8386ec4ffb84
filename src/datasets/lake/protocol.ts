/** What the main process and the lake process say to each other. Large bytes go through files, everything else through here. */
import type { ErrorBody } from '../../lib/errors.ts'
import type { VerifyFinding } from '../../model/verify-report.ts'
import type { DatasetOptions, Outcome, RuleCount } from '../dataset.ts'
import type { ViewRequests } from './views/lake-views.ts'

/** A frame whose records lie in the chunk file, or whose bytes (what was rejected early) are sent along. */
export interface ChunkFrame {
  readonly offset: number
  readonly count: number
  readonly kind: 'records' | 'rejected'
  readonly source: string
  readonly request: string | undefined
  readonly line: number | undefined
  readonly received: number
  /** Where its records lie in the chunk file. */
  readonly start: number
  readonly length: number
  readonly bytes: Uint8Array | undefined
}

export interface Chunk {
  readonly dataset: string
  /** The file with the records of the frames, one after the other. */
  readonly path: string
  readonly frames: readonly ChunkFrame[]
  readonly position: number
  /** The position of the append before, if that is still under way: this one rests on it. */
  readonly after: number | undefined
  /** Offsets that were in a quarantined file: stored although they lie below the position, and only where they are missing. */
  readonly refill: boolean
}

/** An inclusive range of offsets. */
export interface OffsetRange {
  readonly first: number
  readonly last: number
}

export interface Repair {
  readonly dataset: string
  readonly ranges: readonly OffsetRange[]
}

/** Who works for how long and how much; all have defaults. */
export interface LakeOptions {
  readonly folder: string
  /** Snapshots older than this expire; queries in the past reach back so far. */
  readonly history_ms: number
  /** More bytes than this are not kept only for the sake of old snapshots. */
  readonly history_bytes: number
  /** A file that no snapshot knows any more is removed after this. */
  readonly grace_ms: number
  /** How often retention, expiry and removal look for work. */
  readonly upkeep_ms: number
  /** How many files of one level are merged into one of the next. */
  readonly fan: number
  /** Of one conversion; several run at once. More than one costs nearly twice the processor time, for a positional join is serial. */
  readonly threads: number
  readonly memory: string
  /** The product starts, and not only this process anew. */
  readonly isFresh?: boolean
}

export const lakeDefaults: Omit<LakeOptions, 'folder'> = {
  history_ms: 3_600_000,
  history_bytes: 1 << 30,
  grace_ms: 120_000,
  upkeep_ms: 10_000,
  fan: 10,
  threads: 1,
  memory: '1GB',
}

export interface Requests extends ViewRequests {
  start: { ask: LakeOptions; answer: { readonly recovered: boolean } }
  open: { ask: DatasetOptions; answer: undefined }
  close: { ask: { readonly dataset: string }; answer: undefined }
  append: { ask: Chunk; answer: Outcome }
  positions: { ask: { readonly dataset: string }; answer: ReadonlyMap<number, number> }
  totals: { ask: { readonly dataset: string }; answer: Outcome }
  beginNext: { ask: { readonly dataset: string; readonly from: ReadonlyMap<number, number> }; answer: string }
  dropNext: { ask: { readonly dataset: string }; answer: undefined }
  swap: { ask: { readonly dataset: string; readonly from: ReadonlyMap<number, number> }; answer: undefined }
  ruleCounts: { ask: { readonly dataset: string }; answer: readonly RuleCount[] }
  verify: { ask: undefined; answer: readonly VerifyFinding[] }
  repair: { ask: { readonly look: 'quick' | 'thorough' }; answer: readonly Repair[] }
  scrub: { ask: { readonly bytes: number }; answer: boolean }
  endRefill: { ask: { readonly dataset: string }; answer: undefined }
  settle: { ask: undefined; answer: undefined }
  stop: { ask: undefined; answer: undefined }
}

export type RequestName = keyof Requests

export type Request = {
  [Name in RequestName]: { readonly id: number; readonly name: Name; readonly ask: Requests[Name]['ask'] }
}[RequestName]

export type Reply =
  /** A merge met a damaged file. */
  | { readonly isDamaged: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: ErrorBody; readonly stack?: string | undefined }
  | {
      readonly log: 'debug' | 'info' | 'warn' | 'error'
      readonly message: string
      readonly fields: Record<string, unknown>
    }
