/** What the API tells of datasets: what the lake holds, what became of their records, how they grew, and what was done to them. */
import type { Counters } from './counters.ts'
import type { DatasetInfo } from './query-report.ts'

export type { DatasetInfo } from './query-report.ts'

export interface DatasetDetail extends DatasetInfo {
  /** The stream that it stores; absent for views, and for what Caudal keeps beside a dataset. */
  readonly stream?: string
  /** Since it was made. */
  readonly totals?: Readonly<Pick<Counters, 'stored' | 'duplicate' | 'rejected' | 'late_dropped'>>
  readonly lag_records?: number
  /** Records that have the same values in these fields are one. */
  readonly key?: readonly string[]
  readonly retention_ms?: number
  readonly retention_bytes?: number
}

/** How large a dataset was at a time. */
export interface DatasetSize {
  /** ISO 8601. */
  readonly time: string
  readonly rows: number
  readonly bytes: number
}

/** What was done to a dataset in one or several snapshots of the lake, one behind the other. */
export interface DatasetChange {
  /** `stored`: rows came; `removed`: rows went; `merged`: the same rows are in fewer files; `made`, `altered`: it, or its columns. */
  readonly kind: 'made' | 'stored' | 'removed' | 'merged' | 'altered'
  /** The first and the last of the snapshots, and when they were made, ISO 8601. */
  readonly first: number
  readonly last: number
  readonly from: string
  readonly until: string
  readonly snapshots: number
  /** Rows and files that came. */
  readonly rows: number
  readonly files: number
  /** Who made them, where it was not Caudal. */
  readonly author?: string
}
