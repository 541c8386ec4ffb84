import { dirname } from 'node:path'
import { positionOf } from '../../model/offset.ts'
import type { Partition, PartitionContext } from './partition.ts'
import { closedSegment } from './recovery.ts'
import { type HeldSegment, planRetention, type RetentionRules } from './retention-plan.ts'
import { sidecarPath } from './sidecar.ts'

export interface RetainedStream {
  readonly folder: string
  readonly partitions: readonly Partition[]
  rules(): RetentionRules
  /** What consumers have read up to, by partition. */
  holds(): Iterable<readonly number[]>
}

/** Removes the segments that a stream need not keep: when a segment is closed, and from time to time. */
export class Retention {
  readonly #context: PartitionContext
  readonly #stream: RetainedStream
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | undefined
  #isClosed = false

  constructor(context: PartitionContext, stream: RetainedStream) {
    this.#context = context
    this.#stream = stream
    this.#timer = setInterval(() => void this.run(), context.limits.retention_check_ms).unref()
  }

  /** Runs once more after the run under way, if there is one. Never throws: what fails is tried again the next time. */
  run(): Promise<void> {
    if (this.#isClosed) return Promise.resolve()
    const running = (this.#running ?? Promise.resolve())
      .then(() => this.#apply())
      .catch((error: unknown) => {
        this.#context.log.warn('cannot apply retention yet', { folder: this.#stream.folder, error })
      })
      .finally(() => {
        if (this.#running === running) this.#running = undefined
      })
    this.#running = running
    return running
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#running
  }

  async #apply(): Promise<void> {
    const { clock, log } = this.#context
    const rules = this.#stream.rules()
    if (rules.retention_ms === undefined && rules.retention_bytes === undefined) return
    await this.#closeOld(rules)
    const closed = this.#stream.partitions.map((partition) => this.#closedOf(partition))
    const bytes = this.#stream.partitions.reduce((sum, partition) => sum + partition.bytes, 0)
    const { remove, unread } = planRetention(closed, bytes, rules, clock())
    for (const { segment, partition } of unread) {
      log.error('retention removes records that a consumer has not read: it is too far behind', {
        file: this.#stream.partitions[partition]!.segmentOf(segment.base)?.path,
      })
    }
    for (const { partition, segment } of remove) {
      if (this.#isClosed) return
      await this.#remove(this.#stream.partitions[partition]!, segment.base)
    }
  }

  /** A last segment whose records are all too old is closed, so that it can go. */
  async #closeOld({ retention_ms }: RetentionRules): Promise<void> {
    if (retention_ms === undefined) return
    for (const partition of this.#stream.partitions) {
      const last = partition.segments.at(-1)
      if (last && last.end > last.base && this.#context.clock() - last.received > retention_ms) await partition.roll()
    }
  }

  #closedOf(partition: Partition): HeldSegment[] {
    let unread = Number.POSITIVE_INFINITY
    for (const positions of this.#stream.holds()) {
      const offset = positions[partition.number]
      unread = Math.min(unread, offset === undefined ? 0 : positionOf(offset))
    }
    return partition.segments
      .slice(0, -1)
      .map((segment) => ({ partition: partition.number, segment, isHeld: segment.end > unread }))
  }

  /**
   * Removes the oldest segment of a partition. What it says of cursors and keys is first written again, where it is still needed;
   * and the removal before it is synced first, so that a power cut cannot bring back an older one and leave a hole.
   */
  async #remove(partition: Partition, base: number): Promise<void> {
    const { fileSystem, ledger, clock, log } = this.#context
    const [segment, next] = partition.segments
    if (!segment || !next || segment.base !== base) return
    const folder = dirname(segment.path)
    const summary = await closedSegment({ fileSystem, folder, partition: partition.number, log }, base, next.base)
    const needed = summary && ledger.needed(summary.ledger, clock())
    if (needed && needed.cursors.length + needed.keys.length > 0) await partition.checkpoint(needed)
    await fileSystem.syncFolder(folder)
    partition.segments.shift()
    try {
      await fileSystem.remove(segment.path)
    } catch (error) {
      partition.segments.unshift(segment)
      throw error
    }
    await fileSystem.remove(sidecarPath(segment.path))
    log.debug('retention removed a segment', { file: segment.path })
  }
}
