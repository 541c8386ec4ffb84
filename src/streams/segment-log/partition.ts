import type { FileSystem, OpenFile } from '../../lib/file-system.ts'
import type { Log } from '../../lib/log.ts'
import { offsetOf } from '../../model/offset.ts'
import type { Origin } from '../stream.ts'
import type { DamageReport } from './damage.ts'
import { frameBytes } from './frame.ts'
import { encodeGroup, type Group, type Write } from './group.ts'
import { Ledger, type LedgerJson } from './ledger.ts'
import type { SegmentLogLimits } from './limits.ts'
import type { RecoveredPartition } from './recovery.ts'
import { createSegment, Segment, segmentPath } from './segment.ts'
import { type Missing, type SegmentSummary, writeSidecar } from './sidecar.ts'
import type { Tail } from './tail.ts'

/** What the partitions of a stream share. */
export interface PartitionContext {
  readonly fileSystem: FileSystem
  readonly clock: () => number
  readonly log: Log
  readonly limits: SegmentLogLimits
  /** Of the whole stream. */
  readonly ledger: Ledger
  readonly damage: DamageReport
  nextSequence(): number
  /** A segment was closed: retention may have something to do. */
  rolled(): void
}

interface Waiting {
  readonly writes: readonly Write[]
  readonly bytes: number
  resolve(position: number): void
  reject(error: unknown): void
}

const ours: Origin = { source: '_caudal' }
const nothing = new Uint8Array(0)

/**
 * One ordered log of a stream: its segments, the last of which is written to, and the newest frames in memory. What waits while
 * a write and its sync are under way goes together into the next ones. A position is given when its group is written, so that a
 * group that failed leaves no hole.
 */
export class Partition {
  readonly number: number
  readonly tail: Tail
  readonly segments: Segment[]
  readonly #folder: string
  readonly #context: PartitionContext
  #file: OpenFile | undefined
  /** Of the last segment, for its sidecar. */
  #segmentLedger: Ledger
  #segmentMissing: readonly Missing[]
  #next: number
  /** The greatest one that is synced. */
  #sequence: number
  #floor = 0
  /**
   * `fine`; `cut`: a write failed, the file has a part too many; `roll`: a sync failed or a new segment is half made, and the
   * file must not be written to again. After a failed sync the kernel may have dropped the pages and call the next sync a success.
   */
  #state: 'fine' | 'cut' | 'roll' = 'fine'
  #isRollWanted = false
  #queue: Waiting[] = []
  #running: Promise<void> | undefined
  #retiring = new Set<Promise<void>>()
  #followers = new Set<() => void>()
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(number: number, folder: string, recovered: RecoveredPartition, tail: Tail, context: PartitionContext) {
    this.number = number
    this.tail = tail
    this.segments = recovered.segments
    this.#folder = folder
    this.#context = context
    this.#file = recovered.file
    this.#segmentLedger = recovered.lastLedger
    this.#segmentMissing = recovered.lastMissing
    this.#next = recovered.next
    this.#sequence = Math.max(0, ...recovered.segments.map(({ sequence }) => sequence))
    if (!recovered.file) this.#state = 'roll'
  }

  /** The first position still held. */
  get first(): number {
    return this.segments[0]?.base ?? this.#next
  }

  /** The position behind the last synced record. */
  get next(): number {
    return this.#next
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
      this.#running ??= this.#run()
    })
  }

  /** Writes down what must outlive a segment that is about to be removed. */
  async checkpoint(ledger: LedgerJson): Promise<void> {
    await this.append([checkpointOf(ledger)])
  }

  /** Closes the last segment and begins the next one. */
  async roll(): Promise<void> {
    this.#isRollWanted = true
    await this.append([])
  }

  /** Positions below were seen by a consumer. When the log ends before them, its end was lost, and they are not given again. */
  reserve(position: number): void {
    if (position <= Math.max(this.#next, this.#floor)) return
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
    await Promise.all(this.#retiring)
    await this.#file?.close()
    this.#file = undefined
  }

  async #run(): Promise<void> {
    // Appends of the same turn of the event loop go together.
    await Promise.resolve()
    while (this.#queue.length > 0) await this.#commit(this.#take())
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
    return this.#queue.splice(0, count)
  }

  async #commit(waiting: readonly Waiting[]): Promise<void> {
    try {
      const { segment, file } = await this.#writable()
      const group = this.#encode(waiting, segment)
      if (group.bytes > 0) {
        await this.#write(file, segment, group)
        this.#publish(segment, group)
      }
      let frame = 0
      for (const { writes, resolve } of waiting) {
        resolve(group.frames[frame]?.header.position ?? this.#next)
        frame += writes.length
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }

  #encode(waiting: readonly Waiting[], segment: Segment): Group {
    const { clock, nextSequence } = this.#context
    return encodeGroup(
      waiting.map(({ writes }) => writes),
      { mark: segment.mark, position: Math.max(this.#next, this.#floor), received: clock(), nextSequence },
    )
  }

  async #write(file: OpenFile, segment: Segment, { buffers }: Group): Promise<void> {
    try {
      this.#state = 'cut'
      await file.writev(buffers, segment.bytes)
      this.#state = 'roll'
      await file.datasync()
      this.#state = 'fine'
    } catch (error) {
      // Before anybody hears of the failure, so that a crash afterwards cannot bring the group back.
      await this.#mend().catch((error: unknown) => {
        this.#context.log.warn('cannot mend a partition yet', { partition: this.number, error })
      })
      throw error
    }
  }

  /** The segment to append to, mended or made first when need be. */
  async #writable(): Promise<{ segment: Segment; file: OpenFile }> {
    const isFull = (this.segments.at(-1)?.bytes ?? 0) >= this.#context.limits.segment_bytes
    if (this.#state === 'fine' && (isFull || this.#isRollWanted)) this.#state = 'roll'
    if (this.#state !== 'fine') await this.#mend()
    return { segment: this.segments.at(-1)!, file: this.#file! }
  }

  async #mend(): Promise<void> {
    if (this.#state === 'cut') {
      try {
        this.#state = 'roll'
        await this.#file!.truncate(this.segments.at(-1)!.bytes)
        await this.#file!.datasync()
        this.#state = 'fine'
        return
      } catch (error) {
        this.#context.log.warn('cannot cut a failed write; going on in a new segment', {
          partition: this.number,
          error,
        })
      }
    }
    await this.#begin()
    this.#state = 'fine'
  }

  /** Begins a segment at the next position. One that holds no records is replaced, and what it says of cursors is kept. */
  async #begin(): Promise<void> {
    const { fileSystem, clock, nextSequence } = this.#context
    const base = Math.max(this.#next, this.#floor)
    const old = this.segments.at(-1)
    const oldFile = this.#file
    const isReplaced = old?.base === base
    const carried = isReplaced && !this.#segmentLedger.isEmpty ? [[checkpointOf(this.#segmentLedger.toJson())]] : []
    const place = { position: base, received: clock(), nextSequence }
    const path = segmentPath(this.#folder, base)
    let first: Group | undefined
    const made = await createSegment(fileSystem, path, { base, after: this.#sequence }, (mark) => {
      first = encodeGroup(carried, { ...place, mark })
      return first.buffers
    })
    const segment = new Segment(path, base, made.mark)
    if (isReplaced) this.segments.pop()
    this.segments.push(segment)
    this.#file = made.file
    const closed = isReplaced || !old ? undefined : { segment: old, ledger: this.#segmentLedger.toJson() }
    if (oldFile) this.#retire(oldFile, closed && { ...closed, missing: this.#segmentMissing })
    if (!isReplaced) {
      this.#segmentLedger = new Ledger()
      this.#segmentMissing = []
    }
    if (first) this.#count(segment, first)
    this.#isRollWanted = false
    if (closed) this.#context.rolled()
  }

  /** Closes a file that is not written to any more, cut to what was synced. Nothing depends on its success. */
  #retire(file: OpenFile, summary: SegmentSummary | undefined): void {
    const { fileSystem, log } = this.#context
    const segment = summary?.segment
    const retire = async () => {
      try {
        if (summary && (await file.size()) > summary.segment.bytes) await file.truncate(summary.segment.bytes)
        if (summary) await writeSidecar(fileSystem, summary)
      } catch (error) {
        log.warn('cannot close a segment tidily; it will be read at the next start', { file: segment?.path, error })
      } finally {
        await file.close().catch((error: unknown) => log.warn('cannot close a segment', { file: segment?.path, error }))
      }
    }
    const retiring = retire().finally(() => this.#retiring.delete(retiring))
    this.#retiring.add(retiring)
  }

  /** Makes a synced group known: to readers, to whoever asks for cursors and keys. */
  #publish(segment: Segment, group: Group): void {
    const { ledger } = this.#context
    this.#count(segment, group)
    for (const { header, origin, payload } of group.frames) {
      const { kind, position, count, received, sequence } = header
      const offset = offsetOf(this.number, position)
      if (origin.cursor !== undefined || origin.key !== undefined) {
        const note = { origin, sequence, received, offset, count }
        ledger.note(note)
        this.#segmentLedger.note(note)
      }
      if (count > 0 && (kind === 'records' || kind === 'rejected')) {
        this.tail.push(position, { offset, count, kind, origin, received, bytes: payload })
      }
    }
    this.#next = group.end
    this.#wake()
  }

  #count(segment: Segment, group: Group): void {
    const start = segment.bytes
    for (const { header, at } of group.frames) segment.add(header, start + at, frameBytes(header))
    this.#sequence = Math.max(this.#sequence, segment.sequence)
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
    if (this.#state !== 'fine' || this.segments.at(-1)?.isMarked !== false) return
    await this.append([{ kind: 'mark', origin: ours, bytes: nothing, count: 0 }]).catch((error: unknown) => {
      this.#context.log.warn('cannot mark that a partition rests', { partition: this.number, error })
    })
  }
}

function checkpointOf(ledger: LedgerJson): Write {
  return { kind: 'checkpoint', origin: ours, bytes: Buffer.from(`${JSON.stringify(ledger)}\n`), count: 0 }
}
