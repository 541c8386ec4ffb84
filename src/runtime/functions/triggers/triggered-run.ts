/** A function that runs on what happened: the run on the stream of its own, and what writes that stream. */
import { sleep } from '../../../lib/sleep.ts'
import { batchOf } from '../../../model/batch.ts'
import type { FunctionReport, ScheduleReport } from '../../../model/status-report.ts'
import type { Stream } from '../../../streams/stream.ts'
import type { FunctionRun } from '../run/function-run.ts'
import type { FunctionTotals } from '../run/progress.ts'
import type { RunningFunction } from '../running-function.ts'

/** What writes the records that start the function. */
export interface Trigger {
  readonly schedule?: ScheduleReport
  readonly error?: FunctionReport['error']
  stop(): Promise<void>
}

const look_ms = 20

export class TriggeredRun implements RunningFunction {
  readonly on: string
  readonly #run: FunctionRun
  readonly #trigger: Trigger
  readonly #stream: Stream

  constructor(run: FunctionRun, trigger: Trigger, stream: Stream) {
    this.on = run.on
    this.#run = run
    this.#trigger = trigger
    this.#stream = stream
  }

  /** Starts it by hand; resolves once it has run, with what became of it; `queued` when that takes longer than this. */
  async start(event: object, patience_ms: number, signal: AbortSignal): Promise<'done' | 'rejected' | 'queued'> {
    const { rejected } = this.totals
    await this.#stream.append([{ ...batchOf([event]), origin: { source: 'manual' }, partition: 0 }])
    const until = performance.now() + patience_ms
    while (this.#run.lag_records > 0) {
      if (signal.aborted || performance.now() > until) return 'queued'
      await sleep(look_ms, signal)
    }
    return this.totals.rejected > rejected ? 'rejected' : 'done'
  }

  get report(): FunctionReport {
    const { schedule, error } = this.#trigger
    return { ...(error && { error }), ...this.#run.report, ...(schedule && { schedule }) }
  }

  get totals(): FunctionTotals {
    return this.#run.totals
  }

  get lag_records(): number {
    return this.#run.lag_records
  }

  get pids(): number[] {
    return this.#run.pids
  }

  /** First what starts it, then the run under way. */
  async stop(): Promise<void> {
    await this.#trigger.stop()
    await this.#run.stop()
  }

  release(): void {
    this.#run.release()
  }
}
