import { join } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import type { FileSystem } from '../../lib/file-system.ts'
import type { Gate } from '../../lib/gate.ts'
import type { Log } from '../../lib/log.ts'
import { maxPartitions, offsetOf, partitionOf, positionOf } from '../../model/offset.ts'
import type { Append, Appended, Frame, StoredOfKey, Stream, StreamOptions, StreamStatus } from '../stream.ts'
import type { Consumers } from './consumers.ts'
import { DamageReport } from './damage.ts'
import { unavailable } from './failure.ts'
import { Ledger } from './ledger.ts'
import type { SegmentLogLimits } from './limits.ts'
import { Partition, type PartitionContext } from './partition.ts'
import { firstReceived, readPartition } from './reading.ts'
import { recoverPartition } from './recovery.ts'
import { Retention } from './retention.ts'
import type { Missing } from './sidecar.ts'
import { Tail, type TailBudget } from './tail.ts'
import { type Finding, verifyPartition } from './verification.ts'
import { planWrites } from './writes.ts'

/** What the streams of an engine share. */
export interface EngineContext {
  readonly fileSystem: FileSystem
  readonly clock: () => number
  readonly log: Log
  readonly limits: SegmentLogLimits
  readonly tails: TailBudget
  /** Appended and not yet synced. */
  readonly waiting: { bytes: number }
  readonly gate: Gate
}

const default_bytes = 4 * 2 ** 20

/** A stream of the segment log. */
export class SegmentStream implements Stream {
  readonly name: string
  readonly #partitions: Partition[] = []
  readonly folder: string
  readonly #engine: EngineContext
  readonly #context: PartitionContext
  readonly #consumers: Consumers
  readonly #retention: Retention
  readonly #holds = new Map<string, readonly number[]>()
  #sequence = 0
  #options: StreamOptions = { partitions: 0 }
  #isClosed = false

  constructor(name: string, folder: string, consumers: Consumers, engine: EngineContext) {
    this.name = name
    this.folder = folder
    this.#engine = engine
    this.#consumers = consumers
    this.#context = {
      ...engine,
      ledger: new Ledger(engine.limits.keys),
      damage: new DamageReport(),
      nextSequence: () => ++this.#sequence,
      rolled: () => void this.#retention.run(),
    }
    this.#retention = new Retention(this.#context, {
      folder,
      partitions: this.#partitions,
      rules: () => ({ ...this.#options, hold_bytes: engine.limits.retention_hold_bytes }),
      holds: () => this.#holds.values(),
    })
  }

  get partitions(): number {
    return this.#partitions.length
  }

  /** Takes new options, and opens the partitions that are not open yet. */
  async configure(options: StreamOptions): Promise<void> {
    const { fileSystem, limits, log, tails } = this.#engine
    this.#options = options
    while (this.#partitions.length < options.partitions) {
      const number = this.#partitions.length
      const folder = join(this.folder, String(number))
      const recovered = await recoverPartition({ fileSystem, folder, partition: number, log })
      for (const ledger of recovered.ledgers) this.#context.ledger.merge(ledger)
      for (const segment of recovered.segments) this.#sequence = Math.max(this.#sequence, segment.sequence)
      for (const missing of recovered.missing) this.#damaged(number, missing)
      const partition = new Partition(number, folder, recovered, new Tail(limits.tail_bytes, tails), this.#context)
      for (const positions of this.#consumers.all()) partition.reserve(positionOf(positions[number] ?? 0))
      this.#partitions.push(partition)
    }
    await fileSystem.syncFolder(this.folder)
    this.#context.ledger.expire(this.#engine.clock())
    await this.#retention.run()
  }

  async append(batches: readonly Append[]): Promise<Appended> {
    if (this.#isClosed) throw closed('append to', this.name)
    const { limits, waiting } = this.#engine
    const { writes, after } = planWrites(batches, this.name, limits)
    const targets = Array.from(writes, ([number, frames]) => ({ partition: this.#partition(number), frames }))
    let bytes = 0
    let count = 0
    for (const { frames } of targets) {
      for (const frame of frames) {
        bytes += frame.bytes.length
        count += frame.count
      }
    }
    // One that is larger than all that may wait is taken when nothing waits: it would never be, otherwise.
    if (waiting.bytes > 0 && waiting.bytes + bytes > limits.waiting_bytes) throw this.#overloaded(waiting.bytes)
    waiting.bytes += bytes
    try {
      const positions = await settled(targets.map(({ partition, frames }) => partition.append(frames)))
      const first = targets[0]?.partition ?? this.#partition(0)
      if (after.length > 0) await first.append(after)
      this.#forgetKeys()
      return { offset: offsetOf(first.number, positions[0] ?? first.next), count }
    } catch (error) {
      throw unavailable('append to', this.name, error)
    } finally {
      waiting.bytes -= bytes
    }
  }

  async *read(
    from: number,
    { signal, follow = false, bytes = default_bytes }: { signal: AbortSignal; follow?: boolean; bytes?: number },
  ): AsyncGenerator<readonly Frame[]> {
    const partition = this.#partition(partitionOf(from))
    const { fileSystem } = this.#engine
    try {
      yield* readPartition(positionOf(from), {
        fileSystem,
        partition,
        signal,
        follow,
        bytes,
        damaged: (missing) => this.#damaged(partition.number, missing),
      })
    } catch (error) {
      throw unavailable('read', this.name, error)
    }
  }

  async offsetAt(partition: number, time: number): Promise<number> {
    const log = this.#partition(partition)
    try {
      return offsetOf(partition, await firstReceived(this.#engine.fileSystem, log, time))
    } catch (error) {
      throw unavailable('read', this.name, error)
    }
  }

  cursor(source: string): unknown {
    return this.#context.ledger.cursor(source)
  }

  storedOf(key: string): StoredOfKey | undefined {
    return this.#context.ledger.storedOf(key, this.#engine.clock())
  }

  async position(consumer: string): Promise<readonly number[] | undefined> {
    return this.#consumers.position(consumer)
  }

  async commit(consumer: string, positions: readonly number[]): Promise<void> {
    try {
      await this.#consumers.commit(consumer, positions)
    } catch (error) {
      throw unavailable('store a position in', this.name, error)
    }
  }

  hold(consumer: string, positions: readonly number[]): void {
    this.#holds.set(consumer, positions)
    for (const partition of this.#partitions) partition.reserve(positionOf(positions[partition.number] ?? 0))
  }

  release(consumer: string): void {
    this.#holds.delete(consumer)
  }

  status(): StreamStatus {
    return {
      partitions: this.partitions,
      offsets: this.#partitions.map(({ number, first, next }) => ({
        first: offsetOf(number, first),
        next: offsetOf(number, next),
      })),
      bytes: this.#partitions.reduce((sum, { bytes }) => sum + bytes, 0),
      appended: this.#partitions.reduce((sum, { next }) => sum + next, 0),
      damage: this.#context.damage.list(),
    }
  }

  /** Reads every frame and checks it. */
  async verify(): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const partition of this.#partitions) {
      const damaged = (missing: Missing) => this.#damaged(partition.number, missing)
      findings.push(...(await verifyPartition(this.#engine.fileSystem, partition, damaged)))
    }
    return findings
  }

  /** Syncs what waits and closes the files. Followers end. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#retention.close()
    await Promise.all(this.#partitions.map((partition) => partition.close()))
    await this.#consumers.close()
    for (const { tail } of this.#partitions) this.#engine.tails.forget(tail)
  }

  #partition(number: number): Partition {
    const partition = this.#partitions[number]
    if (partition) return partition
    throw new UserError(
      'invalid',
      `cannot find partition "${number}" of stream "${this.name}": expecting 0 to ${this.partitions - 1}`,
      { hint: `Use a partition of the stream; there can be up to ${maxPartitions}.` },
    )
  }

  #damaged(partition: number, missing: Missing): void {
    if (!this.#context.damage.add(partition, missing)) return
    this.#engine.log.error('records are damaged on disk and cannot be read', {
      stream: this.name,
      partition,
      offset: offsetOf(partition, missing.position),
      count: missing.count,
      file: missing.file,
      position_bytes: missing.at,
    })
  }

  #forgetKeys(): void {
    const early = this.#context.ledger.expire(this.#engine.clock())
    if (early > 0) {
      this.#engine.log.warn('idempotency keys of less than a day are forgotten: there are too many', {
        stream: this.name,
        count: early,
      })
    }
  }

  #overloaded(bytes: number): UserError {
    return new UserError(
      'overloaded',
      `cannot append to stream "${this.name}": ${bytes} bytes wait to be synced already`,
      {
        hint: 'Send it again in a second, or send less at once.',
      },
    )
  }
}

/** All results, or the first error once none is under way any more. */
async function settled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  if (promises.length === 1) return [await promises[0]!]
  await Promise.allSettled(promises)
  return Promise.all(promises)
}

function closed(verb: string, stream: string): UserError {
  return new UserError('unavailable', `cannot ${verb} stream "${stream}": it is closed`, {
    hint: 'Start the project again.',
  })
}
