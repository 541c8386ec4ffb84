/**
 * One partition of a function's input: batch after batch is run by a worker and what it gives is stored, in order. While one is stored
 * the next one runs.
 */
import { BackOff } from '../../../lib/back-off.ts'
import { messageOf, UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { sleep } from '../../../lib/sleep.ts'
import { offsetOf, partitionOf, positionOf } from '../../../model/offset.ts'
import type { Frame, Stream } from '../../../streams/stream.ts'
import type { RunOutput } from '../pool/worker.ts'
import type { Task } from '../protocol.ts'
import { batchOf, type InputBatch, splitBatch } from './input-batch.ts'
import type { Isolation } from './isolation.ts'
import type { Progress } from './progress.ts'
import { refusedBatch } from './refused-records.ts'

export interface PartitionParts {
  readonly task: Task
  readonly input: Stream
  readonly partition: number
  readonly progress: Progress
  readonly isolation: Isolation
  /** Records at once, at most. */
  readonly batch_records: number
  readonly signal: AbortSignal
  readonly log: Log
  /** Told whenever the position has moved. */
  readonly onStored: () => void
}

const read_bytes = 1 << 20
const note_ms = 1000
const tick_ms = 1000

export class PartitionRun {
  readonly #parts: PartitionParts
  /** What is being stored; the next waits for it. */
  #storing: Promise<void> = Promise.resolve()
  #failures: unknown[] = []
  /** One batch, or one tick, at a time. */
  #turn: Promise<void> = Promise.resolve()
  #isIdle = true

  constructor(parts: PartitionParts) {
    this.#parts = parts
  }

  /** Runs until aborted; what fails for another reason than the function is tried again, from the last position. */
  async run(): Promise<void> {
    const { signal, log, task, progress, isolation } = this.#parts
    const noting = setInterval(() => void this.#note(), note_ms).unref()
    const ticking = setInterval(() => {
      if (isolation.ticks && this.#isIdle) void this.#inTurn(() => this.#tick())
    }, tick_ms).unref()
    const backOff = new BackOff({ first_ms: 200, longest_ms: 10_000 })
    while (!signal.aborted) {
      const before = progress.position
      try {
        await this.#follow()
      } catch (error) {
        if (signal.aborted) break
        if (progress.position !== before) backOff.reset()
        const pause_ms = backOff.pause()
        log.warn(`function "${task.name}" begins again: ${messageOf(error)}`, { retry_ms: pause_ms })
        await sleep(pause_ms, signal)
      }
    }
    clearInterval(noting)
    clearInterval(ticking)
    await this.#turn
    await this.#storing
    await this.#note()
  }

  async #follow(): Promise<void> {
    const { input, partition, progress, isolation, signal, task } = this.#parts
    this.#failures = []
    const { first, next } = input.status().offsets[partition]!
    for (const output of await isolation.take()) {
      const { position } = output.result
      // The outbox lies where the function can write: a position behind the end would pass over records that are still to come.
      if (position > next || partitionOf(position) !== partition) {
        throw new UserError('invalid', `cannot take up what function "${task.name}" gave: it was changed`, {
          hint: `Let the function begin with no state: remove its folder in .caudal/functions while Caudal is stopped.`,
        })
      }
      await progress.store(output.result, output.body)
    }
    this.#confirm()
    const from = Math.max(progress.position ?? 0, first)
    let expected = progress.position ?? from
    for await (const frames of input.read(from, { signal, follow: true, bytes: read_bytes })) {
      for (const batch of this.#batchesOf(frames, expected)) {
        if (signal.aborted) return
        await this.#inTurn(() => this.#perform(batch))
        if (this.#failures.length > 0) throw this.#failures[0]
      }
      const last = frames.at(-1)
      if (last) expected = last.offset + last.count
    }
    await this.#storing
    if (this.#failures.length > 0) throw this.#failures[0]
  }

  /** Records to run, and what is refused without the function: what was no record, and what the disk has lost. */
  *#batchesOf(frames: readonly Frame[], from: number): Generator<InputBatch | RunOutput> {
    const { task, batch_records } = this.#parts
    let expected = from
    let waiting: Frame[] = []
    const flush = function* (): Generator<InputBatch> {
      let rest = waiting.length > 0 ? batchOf(waiting) : undefined
      waiting = []
      while (rest) {
        const [batch, more] = splitBatch(rest, batch_records)
        if (batch) yield batch
        rest = more
      }
    }
    for (const frame of frames) {
      if (frame.offset > expected) {
        yield* flush()
        yield refusedBatch(task, { lost: frame.offset - expected, position: frame.offset })
      }
      expected = frame.offset + frame.count
      if (frame.kind === 'records') waiting.push(frame)
      else {
        yield* flush()
        yield refusedBatch(task, frame)
      }
    }
    yield* flush()
  }

  #inTurn(perform: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(perform)
    this.#isIdle = false
    this.#turn = turn.then(
      () => {
        this.#isIdle = true
      },
      () => {
        this.#isIdle = true
      },
    )
    return turn
  }

  async #tick(): Promise<void> {
    const { progress, isolation, signal } = this.#parts
    await this.#storing
    if (signal.aborted || progress.position === undefined || this.#failures.length > 0) return
    try {
      const output = await isolation.tick({ position: progress.position, turn: progress.nextTurn })
      if (output && (output.result.kept || output.result.parts.length > 0)) await this.#store(output)
    } catch (error) {
      if (!signal.aborted) this.#failures.push(error)
    }
  }

  async #perform(batch: InputBatch | RunOutput): Promise<void> {
    if ('result' in batch) return this.#store(batch)
    for await (const output of this.#parts.isolation.run(batch)) await this.#store(output)
  }

  /** Begins to store it, once what was before it is stored. */
  async #store(output: RunOutput): Promise<void> {
    const { progress, onStored, signal } = this.#parts
    await this.#storing
    if (this.#failures.length > 0) return
    this.#storing = progress.store(output.result, output.body).then(
      () => {
        onStored()
        if (output.result.kept) this.#confirm()
      },
      (error: unknown) => {
        if (!signal.aborted) this.#failures.push(error)
      },
    )
  }

  #confirm(): void {
    const { progress, isolation } = this.#parts
    if (progress.confirmed.position >= 0) isolation.confirm(progress.confirmed)
  }

  async #note(): Promise<void> {
    const { progress, signal, log, task } = this.#parts
    try {
      await progress.note()
      this.#confirm()
    } catch (error) {
      if (!signal.aborted) log.warn(`cannot note the position of function "${task.name}" yet: ${messageOf(error)}`)
    }
  }
}

/** How many records one partition is behind. */
export function lagOf(input: Stream, partition: number, position: number | undefined): number {
  const { first, next } = input.status().offsets[partition]!
  return positionOf(next) - Math.max(positionOf(first), positionOf(position ?? offsetOf(partition, 0)))
}
