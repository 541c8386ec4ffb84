/**
 * The one door into a stream: sources and requests pass it. It chooses the partition, counts what is refused, and answers a repeated
 * request with its first answer.
 */
import { setTimeout } from 'node:timers/promises'
import { UserError } from '../lib/errors.ts'
import { isPassing } from '../lib/passing.ts'
import { didYouMean } from '../lib/similar.ts'
import type { Counters } from '../model/counters.ts'
import type { Append, Appended, StoredOfKey, Stream } from '../streams/stream.ts'
import { Pacing } from './pacing.ts'
import { type Partitioner, partitionerOf } from './partitioner.ts'
import { RestOfRequest } from './rest-of-request.ts'
import type { State, StateTables } from './state.ts'

export type IntakeBatch = Omit<Append, 'partition'>

export class Intake {
  readonly stream: Stream
  /** The field whose value chooses the partition. */
  readonly key: string | undefined
  /** By the datasets that store the stream. */
  readonly pacing = new Pacing()
  readonly #partition: Partitioner
  readonly #refused: RefusedCounter
  /** Requests under way by key, so that a retry that overtakes its first attempt waits for it. */
  readonly #underWay = new Map<string, Promise<unknown>>()

  constructor(stream: Stream, options: { key?: string | undefined; refused: RefusedCounter }) {
    this.stream = stream
    this.key = options.key
    this.#partition = partitionerOf(stream.partitions, options.key)
    this.#refused = options.refused
  }

  /** Resolves once the batches are on disk, at the pace of the datasets. Whoever gives up after an error counts the records with `refuse`. */
  append(batches: readonly IntakeBatch[]): Promise<Appended> {
    return this.store(this.partitioned(batches))
  }

  /** The batches with the partitions that they go to; of a request that is sent again, only what is not stored yet. */
  partitioned(batches: readonly IntakeBatch[], rest?: RestOfRequest): Append[] {
    const appends = this.#partition(batches)
    return rest ? rest.of(appends) : appends
  }

  /** Of the request with this key. */
  restOf(stored: StoredOfKey): RestOfRequest {
    return new RestOfRequest(stored, this.key !== undefined && this.stream.partitions > 1)
  }

  /** As `append`, of batches whose partitions are chosen. */
  async store(appends: readonly Append[]): Promise<Appended> {
    const appended = await this.stream.append(appends)
    const { pause_ms } = this.pacing
    if (pause_ms > 0) await setTimeout(pause_ms)
    return appended
  }

  /** Counts records that were offered and not taken. */
  refuse(records: number): void {
    if (records > 0) this.#refused.add(this.stream.name, records)
  }

  get refused(): number {
    return this.#refused.of(this.stream.name)
  }

  /** Runs the requests of one key one after the other. */
  async inTurn<T>(key: string | undefined, run: () => Promise<T>): Promise<T> {
    if (key === undefined) return run()
    while (this.#underWay.has(key)) await this.#underWay.get(key)
    const running = run()
    const settled = running.then(
      () => {},
      () => {},
    )
    this.#underWay.set(key, settled)
    try {
      return await running
    } finally {
      this.#underWay.delete(key)
    }
  }
}

/** What the streams' own counters make of the outcome of its dataset or function; a stream without either stores in itself. */
export function countersOf(
  appended: number,
  refused: number,
  outcome: (Omit<Counters, 'received' | 'refused' | 'dropped'> & { readonly dropped?: number }) | undefined,
): Counters {
  const {
    stored,
    duplicate,
    rejected,
    late_dropped,
    dropped = 0,
  } = outcome ?? {
    stored: appended,
    duplicate: 0,
    rejected: 0,
    late_dropped: 0,
    dropped: 0,
  }
  return { received: appended + refused, stored, duplicate, rejected, late_dropped, dropped, refused }
}

export const refusedTable: StateTables = {
  owner: 'refusals',
  steps: ['create table if not exists refused (stream text primary key, records integer not null) strict'],
}

/** Counts refusals per stream, in memory first and in the state within a second: they are in no log that could be counted again. */
export class RefusedCounter {
  readonly #state: State
  readonly #records = new Map<string, number>()
  readonly #changed = new Set<string>()

  constructor(state: State) {
    this.#state = state
    const rows = state.prepare('select stream, records from refused').all() as { stream: string; records: number }[]
    for (const { stream, records } of rows) this.#records.set(stream, records)
  }

  add(stream: string, records: number): void {
    this.#records.set(stream, this.of(stream) + records)
    this.#changed.add(stream)
  }

  of(stream: string): number {
    return this.#records.get(stream) ?? 0
  }

  /** On a full disk the counts stay in memory until a later flush. */
  flush(): void {
    for (const stream of this.#changed) {
      try {
        this.#state
          .prepare('insert into refused values (?, ?) on conflict (stream) do update set records = excluded.records')
          .run(stream, this.of(stream))
        this.#changed.delete(stream)
      } catch (error) {
        if (!isPassing(error)) throw error
      }
    }
  }
}

/** A stream that does not exist, told with those that do. */
export function unknownStream(name: string, names: readonly string[]): UserError {
  return new UserError('not_found', `cannot find stream "${name}"`, {
    hint:
      didYouMean(name, names) ??
      (names.length === 0
        ? 'The project has no streams: add one to caudal.yaml.'
        : `The streams are: ${names.join(', ')}.`),
  })
}
