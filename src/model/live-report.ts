/** What `GET /api/live` tells once a second: how a project fares, and how fast its parts are. */
import type { MonitorReport } from './monitor-report.ts'
import type { PartialStatusReport, StatusReport } from './status-report.ts'
import type { ViewReport } from './view-report.ts'

export interface LiveReport {
  /** ISO 8601, of the last sample. */
  readonly time: string
  /** Another number stands for another state of the project file. */
  readonly project: number
  readonly status: StatusReport | PartialStatusReport
  readonly monitors: readonly Pick<MonitorReport, 'name' | 'state' | 'severity' | 'groups'>[]
  readonly views: readonly Pick<ViewReport, 'name' | 'state' | 'rows'>[]
  /** The samples since the last report; in the first one all that are kept. */
  readonly series: LiveSeries
}

/**
 * Samples of one second each, in the order of time. `source:a`, `stream:a`, `rejected:a` (of the stream), `dataset:a`, `function:a` and
 * `endpoint:/a` are records or requests in that second; `lag:dataset:a` and `lag:function:a` are records that wait;
 * `ms:endpoint:/a` is the time that the requests of that second took together.
 */
export type LiveSeries = Readonly<Record<string, readonly number[]>>
