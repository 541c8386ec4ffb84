import { join } from 'node:path'
import type { FileSystem, OpenFile } from '../../lib/file-system.ts'
import type { Log } from '../../lib/log.ts'
import { inspectSegment } from './inspection.ts'
import { Ledger, type LedgerJson } from './ledger.ts'
import { greatestSequence, maybeBase, maybeBeginning, type Segment, segmentPath } from './segment.ts'
import { type Missing, maybeSummary, type SegmentSummary, sidecarPath, writeSidecar } from './sidecar.ts'

const piece_bytes = 4 * 2 ** 20

export interface RecoveredPartition {
  /** By their bases; the last one may be appended to. */
  readonly segments: Segment[]
  /** Of the last segment, when there is one. */
  readonly file: OpenFile | undefined
  readonly ledgers: readonly LedgerJson[]
  /** Of the last segment. */
  readonly lastLedger: Ledger
  readonly lastMissing: readonly Missing[]
  /** Of all segments, and between them. */
  readonly missing: readonly Missing[]
  /** Where to begin when no segment is readable. */
  readonly next: number
}

export interface PartitionPlace {
  readonly fileSystem: FileSystem
  readonly folder: string
  readonly partition: number
  readonly log: Log
}

/**
 * Finds what a partition holds, whatever happened to it. Closed segments are believed by their sidecars; the last one is read
 * and checked whole, and cut behind its last whole append. What is returned is on disk: a kill may have left writes that were
 * never synced.
 */
export async function recoverPartition(place: PartitionPlace): Promise<RecoveredPartition> {
  const { fileSystem, folder } = place
  await fileSystem.makeFolder(folder)
  const names = await fileSystem.list(folder)
  const bases = names.flatMap((name) => maybeBase(name) ?? []).sort((a, b) => a - b)
  await removeLeftovers(place, names, bases)

  const segments: Segment[] = []
  const ledgers: LedgerJson[] = []
  const missing: Missing[] = []
  for (const [i, base] of bases.slice(0, -1).entries()) {
    const summary = await closedSegment(place, base, bases[i + 1]!)
    if (!summary) continue
    segments.push(summary.segment)
    ledgers.push(summary.ledger)
    missing.push(...summary.missing)
  }
  const lastBase = bases.at(-1)
  const last = lastBase === undefined ? undefined : await lastSegment(place, lastBase, greatestSequence(segments))
  if (last) {
    ledgers.push(last.summary.ledger)
    segments.push(last.summary.segment)
    missing.push(...last.summary.missing)
  }
  if (bases.length > 0) await fileSystem.syncFolder(folder)
  return {
    segments,
    file: last?.file,
    ledgers,
    lastLedger: last?.ledger ?? new Ledger(),
    lastMissing: last?.summary.missing ?? [],
    missing: [...missing, ...missingBetween(place, segments, bases)],
    next: last?.summary.segment.end ?? lastBase ?? 0,
  }
}

/** A closed segment, by its sidecar or else by reading it; undefined when nothing of it can be read. */
export async function closedSegment(
  { fileSystem, folder, partition, log }: PartitionPlace,
  base: number,
  nextBase: number,
): Promise<SegmentSummary | undefined> {
  const path = segmentPath(folder, base)
  const { size } = await fileSystem.stat(path)
  const known = await maybeSummary(fileSystem, path, base, size)
  if (known) return known
  const next = { base: nextBase, after: await maybeAfter(fileSystem, segmentPath(folder, nextBase)) }
  const file = await fileSystem.open(path, 'r')
  try {
    const inspected = await inspectSegment(file, { path, base, size, partition, next })
    if (!inspected) {
      log.error('cannot read segment: neither its beginning nor any frame is whole', { file: path })
      return undefined
    }
    const { segment, missing } = inspected
    segment.bytes = size
    const summary = { segment, ledger: inspected.ledger.toJson(), missing }
    await writeSidecar(fileSystem, summary).catch((error: unknown) => {
      log.warn('cannot write sidecar; the segment will be read again at the next start', { file: path, error })
    })
    return summary
  } finally {
    await file.close()
  }
}

async function lastSegment(
  { fileSystem, folder, partition, log }: PartitionPlace,
  base: number,
  after: number,
): Promise<{ summary: SegmentSummary; file: OpenFile; ledger: Ledger } | undefined> {
  const path = segmentPath(folder, base)
  const file = await fileSystem.open(path, 'r+')
  try {
    const size = await file.size()
    const inspected = await inspectSegment(file, { path, base, size, partition, after })
    if (!inspected) {
      log.error('cannot read segment: neither its beginning nor any frame is whole', { file: path })
      await file.close()
      return undefined
    }
    const { segment, ledger, missing, unsureFrom } = inspected
    if (segment.bytes < size) {
      log.warn('cut what was being written when the last run ended; it was never acknowledged', {
        file: path,
        position_bytes: segment.bytes,
        cut_bytes: size - segment.bytes,
      })
      await file.truncate(segment.bytes)
    }
    await rewrite(file, unsureFrom, segment.bytes)
    await file.datasync()
    return { summary: { segment, ledger: ledger.toJson(), missing }, file, ledger }
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
}

/**
 * Writes once more what lies there. A sync of it may have failed in the last run, after which the kernel can hold bytes that are not on
 * disk and take them for synced; written anew, they go with the next sync.
 */
async function rewrite(file: OpenFile, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += piece_bytes) {
    const piece = Buffer.alloc(Math.min(piece_bytes, to - at))
    const length = await file.read(piece, at)
    await file.writev([piece.subarray(0, length)], at)
  }
}

async function maybeAfter(fileSystem: FileSystem, path: string): Promise<number | undefined> {
  const file = await fileSystem.open(path, 'r')
  try {
    return (await maybeBeginning(file, await file.size()))?.after
  } finally {
    await file.close()
  }
}

/** Segments that were never renamed into place, and sidecars whose segment is gone. */
async function removeLeftovers(
  { fileSystem, folder }: PartitionPlace,
  names: readonly string[],
  bases: readonly number[],
): Promise<void> {
  const known = new Set(bases.flatMap((base) => [segmentPath(folder, base), sidecarPath(segmentPath(folder, base))]))
  for (const name of names) {
    const isOurs = name.endsWith('.segment.new') || name.endsWith('.index')
    if (isOurs && !known.has(join(folder, name))) await fileSystem.remove(join(folder, name))
  }
}

/** Positions between the end of a segment and the beginning of the next one, or of one that cannot be read. */
function missingBetween(place: PartitionPlace, segments: readonly Segment[], bases: readonly number[]): Missing[] {
  const missing: Missing[] = []
  let position = bases[0] ?? 0
  for (const base of [...segments.map((segment) => segment.base), bases.at(-1) ?? 0]) {
    if (base > position) {
      const before = segments.findLast((segment) => segment.base < base)
      const file = before?.path ?? segmentPath(place.folder, position)
      missing.push({ position, count: base - position, file, at: before?.bytes ?? 0 })
    }
    position = Math.max(position, base, segments.find((segment) => segment.base === base)?.end ?? 0)
  }
  return missing
}
