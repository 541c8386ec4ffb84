import type { FileSystem } from '../../lib/file-system.ts'
import { readChecked, writeAccelerator } from './checked-file.ts'
import type { LedgerJson } from './ledger.ts'
import { Segment } from './segment.ts'

/** Positions of a partition that cannot be read, and the place in the file where they should be. */
export interface Missing {
  readonly position: number
  readonly count: number
  readonly file: string
  readonly at: number
}

/** All that a start needs to know of a closed segment. */
export interface SegmentSummary {
  readonly segment: Segment
  readonly ledger: LedgerJson
  readonly missing: readonly Missing[]
}

interface SidecarJson {
  readonly version: 1
  readonly base: number
  readonly end: number
  readonly bytes: number
  readonly received: number
  readonly sequence: number
  readonly mark: string
  readonly index: readonly number[]
  readonly ledger: LedgerJson
  readonly missing: readonly Missing[]
}

export function sidecarPath(segmentPath: string): string {
  return segmentPath.replace(/\.segment$/, '.index')
}

/** Written beside a closed segment so that a start need not read it. Without it, or with a damaged one, the segment is read. */
export async function writeSidecar(
  fileSystem: FileSystem,
  { segment, ledger, missing }: SegmentSummary,
): Promise<void> {
  const json: SidecarJson = {
    version: 1,
    base: segment.base,
    end: segment.end,
    bytes: segment.bytes,
    received: segment.received,
    sequence: segment.sequence,
    mark: Buffer.from(segment.mark).toString('hex'),
    index: segment.index,
    ledger,
    missing,
  }
  await writeAccelerator(fileSystem, sidecarPath(segment.path), json)
}

/** The summary, when it is whole and speaks of the file as it is. */
export async function maybeSummary(
  fileSystem: FileSystem,
  path: string,
  base: number,
  size: number,
): Promise<SegmentSummary | undefined> {
  const read = await readChecked(fileSystem, sidecarPath(path))
  if (read.state !== 'whole') return undefined
  const json = read.value as SidecarJson
  if (json.version !== 1 || json.base !== base || json.bytes !== size) return undefined
  const segment = new Segment(path, base, Buffer.from(json.mark, 'hex'))
  segment.end = json.end
  segment.bytes = json.bytes
  segment.received = json.received
  segment.sequence = json.sequence
  segment.index.push(...json.index)
  return { segment, ledger: json.ledger, missing: json.missing }
}
