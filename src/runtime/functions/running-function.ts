import type { FunctionReport } from '../../model/status-report.ts'
import type { FunctionTotals } from './run/progress.ts'

/** A function of a project while it runs, whatever starts it. */
export interface RunningFunction {
  /** The stream that it reads; the path of one that answers requests. */
  readonly on: string
  readonly report: FunctionReport
  /** What became of the records of its input. */
  readonly totals: FunctionTotals
  /** What waits to be worked on. */
  readonly lag_records: number
  readonly pids: readonly number[]
  stop(): Promise<void>
  /** It is no more, and its input keeps nothing for it. */
  release(): void
}
