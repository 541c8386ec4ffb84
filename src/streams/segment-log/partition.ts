import { setImmediate as turnEnd } from 'node:timers/promises'
import type { Gate } from '../../lib/gate.ts'
import { offsetOf } from '../../model/offset.ts'
import type { DamageReport } from './damage.ts'
import { encodeGroup, type Group, type Write } from './group.ts'
import type { Ledger, LedgerJson } from './ledger.ts'
import type { SegmentLogLimits } from './limits.ts'
import type { RecoveredPartition } from './recovery.ts'
import type { Segment } from './segment.ts'
import type { Tail } from './tail.ts'
import { checkpointOf, ours, Writer, type WriterContext } from './writer.ts'

/** What the partitions of a stream share. */
export interface PartitionContext extends WriterContext {
  readonly limits: SegmentLogLimits
  /** Of the whole stream. */
  readonly ledger: Ledger
  readonly damage: DamageReport
  /** Each group passes it. */
  readonly gate: Gate
}

interface Waiting {
  readonly writes: readonly Write[]
  readonly bytes: number
  resolve(position: number): void
  reject(error: unknown): void
}

const nothing = new Uint8Array(0)

/** A group of this size is worth a sync of its own. */
const smallGroup_bytes = 256 << 10

/**
 * One ordered log of a stream: its segments, the last of which is written to, and the newest frames in memory. What waits while
 * a write and its sync are under way goes together into the next ones. A position is given when its group is written, so that a
 * group that failed leaves no hole.
 */
export class Partition {
  readonly number: number
  readonly tail: Tail
  readonly #context: PartitionContext
  readonly #writer: Writer
  readonly #folder: string
  #next: number
  #floor = 0
  #queue: Waiting[] = []
  #queued_bytes = 0
  #running: Promise<void> | undefined
  readonly #followers = new Set<() => void>()
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(number: number, folder: string, recovered: RecoveredPartition, tail: Tail, context: PartitionContext) {
    this.number = number
    this.tail = tail
    this.#context = context
    this.#writer = new Writer(number, folder, recovered, context)
    this.#folder = folder
    this.#next = recovered.next
  }

  /** By their bases; the last one is written to. */
  get segments(): Segment[] {
    return this.#writer.segments
  }

  /** The first position still held. */
  get first(): number {
    return this.segments[0]?.base ?? this.next
  }

  /** The position that the next record gets: behind the last synced one, and behind what consumers have seen. */
  get next(): number {
    return Math.max(this.#next, this.#floor)
  }

  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.bytes, 0)
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Stores the writes together, or none of them; resolves to the position of the first record once they are synced. */
  append(writes: readonly Write[]): Promise<number> {
    const bytes = writes.reduce((sum, write) => sum + write.bytes.length, 0)
    return new Promise((resolve, reject) => {
      this.#queue.push({ writes, bytes, resolve, reject })
      this.#queued_bytes += bytes
      this.#running ??= this.#run()
    })
  }

  /** Writes down what must outlive a segment that is about to be removed. */
  async checkpoint(ledger: LedgerJson): Promise<void> {
    await this.append([checkpointOf(ledger)])
  }

  /** Closes the last segment and begins the next one. */
  async roll(): Promise<void> {
    this.#writer.wantRoll()
    await this.append([])
  }

  /** Positions below were seen by a consumer. When the log ends before them, its end was lost, and they are not given again. */
  reserve(position: number): void {
    if (position <= this.next) return
    const last = this.segments.at(-1)
    const missing = { position: this.#next, count: position - this.#next, file: this.#folder, at: last?.bytes ?? 0 }
    this.#context.log.error('the end of a partition is lost: a consumer has read further than the disk kept', {
      ...missing,
    })
    this.#context.damage.add(this.number, { ...missing, file: last?.path ?? this.#folder })
    this.#floor = position
  }

  /** The segment that holds the position, or would. */
  segmentOf(position: number): Segment | undefined {
    let low = 0
    let high = this.segments.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.segments[middle]!.base <= position) low = middle + 1
      else high = middle
    }
    return this.segments[low - 1]
  }

  /** Resolves once there is something at the position, or the signal aborts, or the partition closes. */
  more(position: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#isClosed || position < this.#next) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        this.#followers.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#followers.add(wake)
      signal.addEventListener('abort', wake)
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    while (this.#running) await this.#running
    await this.#mark()
    this.#isClosed = true
    clearTimeout(this.#idle)
    this.#wake()
    await this.#writer.close()
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // Small appends wait for those that this turn of the event loop still brings: a group costs the same for one as for a hundred.
      if (this.#queued_bytes < smallGroup_bytes) await turnEnd()
      await this.#context.gate.pass(() => this.#commit(this.#take()))
    }
    this.#running = undefined
    this.#rest()
  }

  #take(): Waiting[] {
    let bytes = 0
    let count = 0
    for (const { bytes: more } of this.#queue) {
      if (count > 0 && bytes + more > this.#context.limits.group_bytes) break
      bytes += more
      count++
    }
    this.#queued_bytes -= bytes
    return this.#queue.splice(0, count)
  }

  async #commit(waiting: readonly Waiting[]): Promise<void> {
    try {
      const position = this.next
      const segment = await this.#writer.segment(position)
      const { clock, nextSequence } = this.#context
      const place = { mark: segment.mark, position, received: clock(), nextSequence }
      const group = encodeGroup(
        waiting.map(({ writes }) => writes),
        place,
      )
      if (group.bytes > 0) {
        await this.#writer.write(segment, group, position)
        this.#publish(group)
      }
      let frame = 0
      for (const { writes, resolve } of waiting) {
        resolve(group.frames[frame]?.header.position ?? this.next)
        frame += writes.length
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }

  /** Makes a synced group known: to readers, to whoever asks for cursors and keys. */
  #publish(group: Group): void {
    for (const { header, origin, payload } of group.frames) {
      const { kind, position, count, received, sequence } = header
      const offset = offsetOf(this.number, position)
      if (kind !== 'records' && kind !== 'rejected') continue
      if (origin.cursor !== undefined || origin.key !== undefined) {
        this.#context.ledger.note({ origin, kind, sequence, received, offset, count })
      }
      if (count > 0) {
        this.tail.push(position, { offset, count, kind, origin, received, bytes: payload })
      }
    }
    this.#next = group.end
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#followers) wake()
  }

  /** A partition at rest says so: from then on a damaged last frame is told apart from one that was never synced. */
  #rest(): void {
    if (this.segments.at(-1)?.isMarked !== false) return
    if (this.#idle) this.#idle.refresh()
    else this.#idle = setTimeout(() => void this.#mark(), this.#context.limits.idle_ms).unref()
  }

  async #mark(): Promise<void> {
    if (!this.#writer.isFine || this.segments.at(-1)?.isMarked !== false) return
    await this.append([{ kind: 'mark', origin: ours, bytes: nothing, count: 0 }]).catch((error: unknown) => {
      this.#context.log.warn('cannot mark that a partition rests', { partition: this.number, error })
    })
  }
}
