/** What a function has done since it started. */
import type { Given } from '../pool/worker.ts'

export class FunctionStatistics {
  invocations = 0
  records = 0
  errors = 0
  /** Of all invocations, as they were waited for, and of the processor. */
  time_ms = 0
  cpu_ms = 0
  cold_starts = 0
  cold_start_ms = 0

  ran({ result }: Given, took_ms: number): void {
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
}
