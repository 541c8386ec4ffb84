import type { FileSystem, OpenFile } from '../../lib/file-system.ts'
import type { Log } from '../../lib/log.ts'
import { offsetOf } from '../../model/offset.ts'
import type { Origin } from '../stream.ts'
import { frameBytes } from './frame.ts'
import { encodeGroup, type Group, type Write } from './group.ts'
import { Ledger, type LedgerJson } from './ledger.ts'
import type { RecoveredPartition } from './recovery.ts'
import { createSegment, greatestSequence, Segment, segmentPath } from './segment.ts'
import { type Missing, type SegmentSummary, writeSidecar } from './sidecar.ts'

export interface WriterContext {
  readonly fileSystem: FileSystem
  readonly clock: () => number
  readonly log: Log
  readonly limits: { readonly segment_bytes: number }
  nextSequence(): number
  /** A segment was closed: retention may have something to do. */
  rolled(): void
}

/** Frames of our own have no source. */
export const ours: Origin = { source: '_caudal' }

/** How often a failed write is cut off the log before its failure is told; the next append goes on trying. */
const mendAttempts = 3

/**
 * The end of a partition on disk: the last segment, to which groups are written, and how one follows the other. A group that
 * was not synced is cut off before its failure is told, so that it cannot come back after a crash.
 */
export class Writer {
  /** By their bases; the last one is written to. */
  readonly segments: Segment[]
  readonly #partition: number
  readonly #folder: string
  readonly #context: WriterContext
  #file: OpenFile | undefined
  /** Of the last segment, for its sidecar. */
  #ledger: Ledger
  #missing: readonly Missing[]
  /** The greatest one that is synced. */
  #sequence: number
  /**
   * `fine`; `cut`: a write failed, the file has a part too many; `roll`: a sync failed or a new segment is half made, and the
   * file must not be written to again. After a failed sync the kernel may have dropped the pages and call the next sync a success.
   */
  #state: 'fine' | 'cut' | 'roll'
  #isRollWanted = false
  readonly #retiring = new Set<Promise<void>>()

  constructor(partition: number, folder: string, recovered: RecoveredPartition, context: WriterContext) {
    this.segments = recovered.segments
    this.#partition = partition
    this.#folder = folder
    this.#context = context
    this.#file = recovered.file
    this.#ledger = recovered.lastLedger
    this.#missing = recovered.lastMissing
    this.#sequence = greatestSequence(recovered.segments)
    this.#state = recovered.file ? 'fine' : 'roll'
  }

  get isFine(): boolean {
    return this.#state === 'fine'
  }

  /** The next group goes to a segment of its own. */
  wantRoll(): void {
    this.#isRollWanted = true
  }

  /** The segment to write to, mended or made first when need be; `base` is the position that a new one begins with. */
  async segment(base: number): Promise<Segment> {
    const isFull = (this.segments.at(-1)?.bytes ?? 0) >= this.#context.limits.segment_bytes
    if (this.#state === 'fine' && (isFull || this.#isRollWanted)) this.#state = 'roll'
    if (this.#state !== 'fine') await this.#mend(base)
    return this.segments.at(-1)!
  }

  /** Writes the group behind what is synced, and returns once it is synced itself. */
  async write(segment: Segment, group: Group, base: number): Promise<void> {
    try {
      this.#state = 'cut'
      await this.#file!.writev(group.buffers, segment.bytes)
      this.#state = 'roll'
      await this.#file!.datasync()
      this.#state = 'fine'
    } catch (error) {
      for (let attempt = 0; attempt < mendAttempts && !(await this.#isMended(base)); attempt++);
      throw error
    }
    this.#count(segment, group)
  }

  async close(): Promise<void> {
    await Promise.all(this.#retiring)
    await this.#file?.close()
    this.#file = undefined
    this.#state = 'roll'
  }

  async #isMended(base: number): Promise<boolean> {
    try {
      await this.#mend(base)
      return true
    } catch (error) {
      this.#warn('cannot mend a partition after a failed write yet', error)
      return false
    }
  }

  async #mend(base: number): Promise<void> {
    if (this.#state === 'cut') {
      try {
        this.#state = 'roll'
        await this.#file!.truncate(this.segments.at(-1)!.bytes)
        await this.#file!.datasync()
        this.#state = 'fine'
        return
      } catch (error) {
        this.#warn('cannot cut a failed write; going on in a new segment', error)
      }
    }
    await this.#begin(base)
    this.#state = 'fine'
  }

  /** Begins a segment. One of the same base, which holds no records, is replaced, and what it says of cursors is kept. */
  async #begin(base: number): Promise<void> {
    const { fileSystem, clock, nextSequence } = this.#context
    const old = this.segments.at(-1)
    const oldFile = this.#file
    const isReplaced = old?.base === base
    const carried = isReplaced && !this.#ledger.isEmpty ? [[checkpointOf(this.#ledger.toJson())]] : []
    const place = { position: base, received: clock(), nextSequence }
    const path = segmentPath(this.#folder, base)
    const after = isReplaced ? old.after : this.#sequence
    let first: Group | undefined
    const made = await createSegment(fileSystem, path, { base, after }, (mark) => {
      first = encodeGroup(carried, { ...place, mark })
      return first.buffers
    })
    const segment = new Segment(path, base, made.mark)
    segment.after = after
    if (isReplaced) this.segments.pop()
    this.segments.push(segment)
    this.#file = made.file
    const closed =
      isReplaced || !old ? undefined : { segment: old, ledger: this.#ledger.toJson(), missing: this.#missing }
    if (oldFile) this.#retire(oldFile, closed)
    if (!isReplaced) {
      this.#ledger = new Ledger()
      this.#missing = []
    }
    if (first) this.#count(segment, first)
    this.#isRollWanted = false
    if (closed) this.#context.rolled()
  }

  /** Closes a file that is not written to any more, cut to what was synced. Nothing depends on its success. */
  #retire(file: OpenFile, summary: SegmentSummary | undefined): void {
    const retire = async () => {
      try {
        if (summary && (await file.size()) > summary.segment.bytes) await file.truncate(summary.segment.bytes)
        if (summary) await writeSidecar(this.#context.fileSystem, summary)
      } catch (error) {
        this.#warn('cannot close a segment tidily; it will be read at the next start', error)
      } finally {
        await file.close().catch((error: unknown) => this.#warn('cannot close a segment', error))
      }
    }
    const retiring = retire().finally(() => this.#retiring.delete(retiring))
    this.#retiring.add(retiring)
  }

  /** A synced group is part of its segment. */
  #count(segment: Segment, group: Group): void {
    const start = segment.bytes
    for (const { header, origin, payload, at } of group.frames) {
      segment.add(header, start + at, frameBytes(header))
      if (header.kind === 'checkpoint') {
        this.#ledger.merge(JSON.parse(Buffer.from(payload).toString()) as LedgerJson)
      } else if (header.kind !== 'mark' && (origin.cursor !== undefined || origin.key !== undefined)) {
        const { kind, sequence, received, count } = header
        this.#ledger.note({
          origin,
          kind,
          sequence,
          received,
          offset: offsetOf(this.#partition, header.position),
          count,
        })
      }
    }
    this.#sequence = Math.max(this.#sequence, segment.sequence)
  }

  #warn(message: string, error: unknown): void {
    this.#context.log.warn(message, { folder: this.#folder, error })
  }
}

/** What must outlive a segment, as a frame. */
export function checkpointOf(ledger: LedgerJson): Write {
  return { kind: 'checkpoint', origin: ours, bytes: Buffer.from(`${JSON.stringify(ledger)}\n`), count: 0 }
}
