/**
 * Runs batches so that one bad record stops nobody: a batch that fails is tried again, then in parts, down to the record that fails by
 * itself; that one goes to the error stream, and the others are given as they would have been without it.
 */
import { pauseAfter } from '../../../lib/back-off.ts'
import type { Log } from '../../../lib/log.ts'
import { sleep } from '../../../lib/sleep.ts'
import { RunError, type RunOutput } from '../pool/worker.ts'
import type { Workers } from '../pool/workers.ts'
import type { Task } from '../protocol.ts'
import { bytesOf, type InputBatch, originsOf, splitBatch } from './input-batch.ts'
import type { RunPosition } from './progress.ts'
import { poisonRecord } from './refused-records.ts'

export interface IsolationParts {
  readonly task: Task
  readonly partition: number
  readonly workers: Workers
  /** How often a batch that threw is run again before it is taken apart. */
  readonly retries: number
  readonly signal: AbortSignal
  readonly log: Log
  readonly onError: () => void
}

/** Attempts of a batch are few: the longest pause is never reached. */
const pauses = { first_ms: 100, longest_ms: 60_000 }

export class Isolation {
  readonly #parts: IsolationParts

  constructor(parts: IsolationParts) {
    this.#parts = parts
  }

  take(): Promise<readonly RunOutput[]> {
    return this.#parts.workers.take(this.#parts.partition)
  }

  confirm(run: RunPosition): void {
    this.#parts.workers.confirm(this.#parts.partition, run)
  }

  get ticks(): boolean {
    return this.#parts.workers.ticks
  }

  /** A run without records: what is held back until a time is given then. One that fails comes again with the next. */
  async tick(run: RunPosition): Promise<RunOutput | undefined> {
    const { workers, partition, task, log, onError } = this.#parts
    try {
      return await workers.run({ partition, ...run, origins: [] }, new Uint8Array(0))
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      onError()
      log.warn(`function "${task.name}" failed on the time that passed: ${error.message}`)
      const committed = error.kind === 'threw' ? [] : await this.take()
      return committed.find(({ result }) => result.position === run.position && result.turn === run.turn)
    }
  }

  /** What the batch gives, in one piece or in several, in order. */
  async *run(batch: InputBatch): AsyncGenerator<RunOutput, void, void> {
    const { task, retries, log, signal, onError } = this.#parts
    for (let attempt = 0; ; attempt++) {
      try {
        yield await this.#attempt(batch)
        return
      } catch (error) {
        if (!(error instanceof RunError) || signal.aborted) throw error
        onError()
        // Who was stuck or out of memory will be so again; who threw may have met a service that was away, or somebody killed it.
        if ((error.kind === 'threw' || error.kind === 'ended') && attempt < retries) {
          await sleep(pauseAfter(attempt + 1, pauses), signal)
          continue
        }
        const { at } = error.failure
        log.warn(`function "${task.name}" failed on ${batch.count} records: ${error.message}`, at ? { at } : {})
        yield* this.#takeApart(batch, error, true)
        return
      }
    }
  }

  /** Each part is run once; the record that fails alone is rejected. */
  async *#takeApart(batch: InputBatch, error: RunError, isTrusted: boolean): AsyncGenerator<RunOutput, void, void> {
    const { task, signal, onError } = this.#parts
    if (batch.count === 1) {
      yield poisonRecord(task, batch, error.failure)
      return
    }
    const suspect = isTrusted ? error.failure.record : undefined
    for (const [index, part] of partsOf(batch, suspect).entries()) {
      let output: RunOutput | undefined
      let failed: RunError | undefined
      try {
        output = await this.#attempt(part)
      } catch (cause) {
        if (!(cause instanceof RunError) || signal.aborted) throw cause
        onError()
        failed = cause
      }
      if (output) yield output
      // A function that takes all records before it works on them always has the last one in hand.
      else if (failed) yield* this.#takeApart(part, failed, isTrusted && (index > 0 || suspect === 0))
    }
  }

  async #attempt(batch: InputBatch): Promise<RunOutput> {
    const { workers, partition } = this.#parts
    try {
      return await workers.run(
        { partition, position: batch.position, turn: 0, origins: originsOf(batch) },
        bytesOf(batch),
      )
    } catch (error) {
      if (!(error instanceof RunError) || error.kind === 'threw') throw error
      // It may have committed its state before it went, and not come to say so.
      const committed = (await this.take()).find(
        ({ result }) => result.position === batch.position && result.turn === 0,
      )
      if (committed) return committed
      throw error
    }
  }
}

/** Where the function told which record it had in hand, that one alone; else halves. */
function partsOf(batch: InputBatch, suspect: number | undefined): InputBatch[] {
  if (suspect === undefined || suspect >= batch.count) return defined(splitBatch(batch, batch.count >> 1))
  const [before, rest] = splitBatch(batch, suspect)
  const [record, after] = rest ? splitBatch(rest, 1) : []
  return defined([before, record, after])
}

function defined(parts: readonly (InputBatch | undefined)[]): InputBatch[] {
  return parts.filter((part) => part !== undefined)
}
