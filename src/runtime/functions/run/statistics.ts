/** What a function has done since it started. */
import type { UserError } from '../../../lib/errors.ts'
import type { FunctionReport } from '../../../model/status-report.ts'
import type { RunOutput } from '../pool/worker.ts'

export class FunctionStatistics {
  invocations = 0
  records = 0
  errors = 0
  /** Of all invocations, as they were waited for, and of the processor. */
  time_ms = 0
  cpu_ms = 0
  cold_starts = 0
  cold_start_ms = 0

  ran({ result }: RunOutput, took_ms: number): void {
    this.invocations++
    this.records += result.count
    this.time_ms += took_ms
    this.cpu_ms += result.cpu_ms
  }

  failed(): void {
    this.errors++
  }

  started(took_ms: number): void {
    this.cold_starts++
    this.cold_start_ms += took_ms
  }

  /** As it is shown, with the processes that run the function now and why it cannot be loaded. */
  report(workers: number, error: UserError | undefined): Omit<FunctionReport, 'on' | 'lag_records'> {
    const { invocations, records, errors, cold_starts } = this
    return {
      state: error ? 'failed' : workers > 0 ? 'running' : 'idle',
      workers,
      invocations,
      records,
      errors,
      cold_starts,
      invocation_ms: meanOf(this.time_ms, invocations),
      cold_start_ms: meanOf(this.cold_start_ms, cold_starts),
      cpu_s: this.cpu_ms / 1000,
      ...(error && { error: error.toBody() }),
    }
  }
}

function meanOf(sum: number, count: number): number {
  return count === 0 ? 0 : Math.round((100 * sum) / count) / 100
}
