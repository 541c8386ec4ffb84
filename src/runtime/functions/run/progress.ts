/**
 * How far a function has come in one partition of its input. Each part of what a batch gave is stored with a cursor: the offset behind
 * the batch, and which of its parts it is. After a crash the furthest cursor is the function's position, and of a batch that an
 * outbox tells again only the parts behind the cursors are stored: each record exactly once.
 */
import { untilItPasses, warnOf } from '../../../lib/back-off.ts'
import type { Log } from '../../../lib/log.ts'
import type { Stream } from '../../../streams/stream.ts'
import type { LeftFile, Part, RunResult, Tally } from '../protocol.ts'

export type FunctionTotals = Tally & { readonly stored: number }

export interface Cursor {
  readonly offset: number
  /** Which run at this offset, and which part of what it gave. */
  readonly turn: number
  readonly part: number
  readonly totals: FunctionTotals
}

/** A run, by where it read to. */
export interface RunPosition {
  readonly position: number
  readonly turn: number
}

export const noTotals: FunctionTotals = { stored: 0, rejected: 0, dropped: 0, late_dropped: 0, duplicate: 0 }

export interface ProgressParts {
  readonly name: string
  readonly input: Stream
  readonly partition: number
  /** The streams of the function's outputs. */
  readonly outputs: readonly Stream[]
  readonly signal: AbortSignal
  readonly log: Log
  /** Must be durable before the position is: files that were left, and the offset behind them. */
  readonly onLeft?: (files: readonly LeftFile[], position: number) => Promise<void>
}

export class Progress {
  readonly #parts: ProgressParts
  readonly #cursors = new Map<string, Cursor>()
  #position: number
  #turn: number
  #noted: RunPosition
  #confirmed: RunPosition = { position: -1, turn: 0 }
  totals: FunctionTotals = noTotals

  constructor(parts: ProgressParts) {
    this.#parts = parts
    const { input, outputs, partition } = parts
    let furthest = this.#read(input, partition)
    this.#noted = { position: furthest?.offset ?? -1, turn: furthest?.turn ?? 0 }
    for (const [output, stream] of outputs.entries()) {
      for (let target = 0; target < stream.partitions; target++) {
        const cursor = this.#read(stream, target)
        if (!cursor) continue
        this.#cursors.set(`${output}/${target}`, cursor)
        if (!furthest || isBehind(furthest, cursor)) furthest = cursor
      }
    }
    this.#position = furthest?.offset ?? -1
    this.#turn = furthest?.turn ?? 0
    if (furthest) this.totals = furthest.totals
  }

  /** The next offset wanted; undefined for a function that has never run. */
  get position(): number | undefined {
    return this.#position < 0 ? undefined : this.#position
  }

  /** Stores what a batch gave, part after part, as far as it is not stored yet. Waits while a stream cannot take it. */
  async store({ position, turn, count, tally, parts, left }: RunResult, body: Buffer): Promise<void> {
    if (left) await this.#parts.onLeft?.(left, position)
    // Of one that is half stored, the totals are in the cursors already.
    if (isEarlier(this.#run, { position, turn })) this.totals = sumOf(this.totals, count, tally)
    let start = 0
    for (const [index, part] of parts.entries()) {
      const bytes = body.subarray(start, start + part.length)
      start += part.length
      const cursor = { offset: position, turn, part: index, totals: this.totals }
      const name = `${part.output}/${part.partition}`
      const stored = this.#cursors.get(name)
      if (stored && !isBehind(stored, cursor)) continue
      await this.#append(this.#parts.outputs[part.output]!, part, bytes, cursor)
      this.#cursors.set(name, cursor)
    }
    if (isEarlier(this.#run, { position, turn })) {
      this.#position = position
      this.#turn = turn
    }
    if (parts.length > 0) this.#confirmed = this.#run
  }

  /** Which run without records comes next at the position. */
  get nextTurn(): number {
    return this.#turn + 1
  }

  get #run(): RunPosition {
    return { position: this.#position, turn: this.#turn }
  }

  /** Up to here all is durable, and so is that it is. */
  get confirmed(): RunPosition {
    return isEarlier(this.#confirmed, this.#noted) ? this.#noted : this.#confirmed
  }

  /** Writes down in the input itself how far it was read, where the outputs do not say so. */
  async note(): Promise<boolean> {
    const run = this.#run
    if (!isEarlier(this.#noted, run)) return false
    const { input, partition } = this.#parts
    const part: Part = { output: -1, partition, count: 0, length: 0 }
    await this.#append(input, part, new Uint8Array(0), {
      offset: run.position,
      turn: run.turn,
      part: 0,
      totals: this.totals,
    })
    this.#noted = run
    return true
  }

  async #append(stream: Stream, { partition, count }: Part, bytes: Uint8Array, cursor: Cursor): Promise<void> {
    const { signal, log, name } = this.#parts
    const origin = { source: this.#source(partition), cursor }
    const onFailure = warnOf(log, `store what function "${name}" gave`)
    await untilItPasses(() => stream.append([{ origin, bytes, count, partition }]), { onFailure, signal })
  }

  #source(target: number): string {
    return cursorSource(this.#parts.name, this.#parts.partition, target)
  }

  #read(stream: Stream, target: number): Cursor | undefined {
    return stream.cursor(this.#source(target)) as Cursor | undefined
  }
}

/** As which source a function writes: one cursor for each pair of partitions, for only writes of one partition are ordered. */
export function cursorSource(name: string, partition: number, target: number): string {
  return partition === 0 && target === 0 ? `function:${name}` : `function:${name}/${partition}/${target}`
}

function isBehind(a: Cursor, b: Cursor): boolean {
  if (a.offset !== b.offset) return a.offset < b.offset
  return a.turn < b.turn || (a.turn === b.turn && a.part < b.part)
}

function isEarlier(a: RunPosition, b: RunPosition): boolean {
  return a.position < b.position || (a.position === b.position && a.turn < b.turn)
}

function sumOf(totals: FunctionTotals, count: number, tally: Tally): FunctionTotals {
  const { rejected, dropped, late_dropped, duplicate } = tally
  return {
    stored: totals.stored + count - rejected - dropped - late_dropped - duplicate,
    rejected: totals.rejected + rejected,
    dropped: totals.dropped + dropped,
    late_dropped: totals.late_dropped + late_dropped,
    duplicate: totals.duplicate + duplicate,
  }
}
