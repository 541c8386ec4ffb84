/** A function that answers requests: what a request gives is on disk before it is answered. */
import type { UserError } from '../../../lib/errors.ts'
import type { FunctionReport } from '../../../model/status-report.ts'
import type { Append, Stream } from '../../../streams/stream.ts'
import { type Answered, RunError, type RunOutput } from '../pool/worker.ts'
import type { RequestHead } from '../protocol.ts'
import { noTotals } from '../run/progress.ts'
import { FunctionStatistics } from '../run/statistics.ts'
import type { RunningFunction } from '../running-function.ts'
import { HttpWorkers, type HttpWorkersParts } from './http-workers.ts'

export type HttpRunParts = Omit<HttpWorkersParts, 'onOpened' | 'onTrouble'> & {
  readonly outputs: readonly Stream[]
  /** In words: `POST /orders`. */
  readonly trigger: string | undefined
}

const stopGrace_ms = 1500

export class HttpRun implements RunningFunction {
  readonly on: string
  readonly statistics = new FunctionStatistics()
  readonly totals = noTotals
  readonly #parts: HttpRunParts
  readonly #workers: HttpWorkers
  error: UserError | undefined

  constructor(parts: HttpRunParts) {
    this.#parts = parts
    this.on = parts.task.stream
    this.#workers = new HttpWorkers({
      ...parts,
      onOpened: (took_ms) => this.statistics.started(took_ms),
      onTrouble: (error) => {
        if (error && error.message !== this.error?.message)
          parts.log.error(error.message, { at: error.at, hint: error.hint })
        this.error = error
      },
    })
  }

  /** One that waits when `signal` aborts is not run. Throws `RunError` where the function fails, and `UserError` where it cannot be run or its records not be stored. */
  async answer(request: RequestHead, body: Uint8Array, signal: AbortSignal): Promise<Answered> {
    const { timeout_ms } = this.#parts
    try {
      const answered = await this.#workers.use(signal, async (worker) => {
        const started = performance.now()
        const answered = await worker.answer(request, body, timeout_ms)
        this.statistics.ran(answered.output, performance.now() - started)
        return answered
      })
      await this.#store(answered.output, request)
      return answered
    } catch (error) {
      if (error instanceof RunError) this.#failed(error, request)
      throw error
    }
  }

  get report(): FunctionReport {
    return {
      on: this.on,
      ...(this.#parts.trigger === undefined ? {} : { trigger: this.#parts.trigger }),
      ...this.statistics.report(this.pids.length, this.error),
      lag_records: this.lag_records,
    }
  }

  get pids(): number[] {
    return this.#workers.pids
  }

  stop(): Promise<void> {
    return this.#workers.stop(stopGrace_ms)
  }

  get lag_records(): number {
    return this.#workers.waiting
  }

  release(): void {}

  /** The records for one stream are stored together. */
  async #store({ result, body }: RunOutput, { id }: RequestHead): Promise<void> {
    const origin = { source: `function:${this.#parts.task.name}`, request: id }
    const appends = new Map<Stream, Append[]>()
    let start = 0
    for (const { output, partition, count, length } of result.parts) {
      const stream = this.#parts.outputs[output]!
      const bytes = body.subarray(start, start + length)
      start += length
      appends.set(stream, [...(appends.get(stream) ?? []), { origin, bytes, count, partition }])
    }
    for (const [stream, batches] of appends) await stream.append(batches)
  }

  #failed({ message, failure: { at } }: RunError, { id, method, path }: RequestHead): void {
    const { task, log } = this.#parts
    this.statistics.failed()
    log.error(`function "${task.name}" failed on a request: ${message}`, {
      request: id,
      method,
      path,
      ...(at && { at }),
    })
  }
}
