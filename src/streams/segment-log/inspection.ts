import type { OpenFile } from '../../lib/file-system.ts'
import { offsetOf } from '../../model/offset.ts'
import type { Origin } from '../stream.ts'
import { frameBytes } from './frame.ts'
import { Ledger, type LedgerJson } from './ledger.ts'
import { type Scanned, scan } from './scan.ts'
import { maybeBeginning, Segment, segmentHeader_bytes } from './segment.ts'
import type { Missing } from './sidecar.ts'

type ScannedFrame = Extract<Scanned, { type: 'frame' }>
type Gap = Extract<Scanned, { type: 'gap' }>

export interface Inspected {
  readonly segment: Segment
  readonly ledger: Ledger
  readonly missing: readonly Missing[]
  /** Where the last group begins: no later frame says that it was synced. */
  readonly unsureFrom: number
}

export interface InspectedFile {
  readonly path: string
  readonly base: number
  readonly size: number
  readonly partition: number
  /** The greatest sequence in the segments before, should the beginning of this one not tell it. */
  readonly after?: number
  /** What the next segment says of this one: its first position and, when it can be read, the greatest sequence before it. */
  readonly next?: { readonly base: number; readonly after: number | undefined }
}

/**
 * Reads a segment from its beginning and finds where it ends. Undefined when no frame can be read.
 *
 * The last segment may end in what was being written when the power went: that was never acknowledged, and its end is before it.
 * The frames of one append stay together: all of them or none. A place that is no frame is damage, and the frames behind it
 * stay, when a later frame says that the place was synced (`group`), or when it looks like a damaged frame and not like sectors
 * that were never written.
 */
export async function inspectSegment(file: OpenFile, of: InspectedFile): Promise<Inspected | undefined> {
  const beginning = await maybeBeginning(file, of.size)
  if (!beginning) return undefined
  const inspected = await inspect(file, of, beginning.mark, of.size)
  inspected.segment.after = beginning.after ?? of.after ?? 0
  return inspected
}

async function inspect(file: OpenFile, of: InspectedFile, mark: Uint8Array, to: number): Promise<Inspected> {
  const segment = new Segment(of.path, of.base, mark)
  const ledger = new Ledger()
  const missing: Missing[] = []
  let gaps: Gap[] = []
  let append: ScannedFrame[] = []
  let position = of.base
  let group = -1
  let unsureFrom = segmentHeader_bytes
  let lost: Pick<Gap, 'at'> | undefined

  const keep = () => {
    for (const frame of append) {
      if (frame.header.group !== group) unsureFrom = frame.at
      group = frame.header.group
      segment.add(frame.header, frame.at, frameBytes(frame.header))
      noteFrame(ledger, frame, of.partition)
    }
    append = []
  }

  scanning: for await (const found of scan(file, { from: segmentHeader_bytes, to, mark, position })) {
    for (const item of found) {
      if (item.type === 'gap') {
        gaps.push(item)
        lost = item
        continue
      }
      const { header } = item
      if (of.next && isBehind(header, of.next)) break scanning
      if (header.position > position) {
        missing.push({
          position,
          count: header.position - position,
          file: of.path,
          at: lost?.at ?? item.at,
        })
      }
      lost = undefined
      gaps = gaps.filter((gap) => header.group <= gap.position)
      // Only what a ledger wants is held on to; the payload would keep the whole piece in memory.
      append.push({ ...item, payload: header.kind === 'checkpoint' ? item.payload : Buffer.alloc(0) })
      position = header.position + header.count
      if (header.following === 0) keep()
    }
  }
  if (of.next) {
    keep()
    return { segment, ledger, missing, unsureFrom }
  }

  const unwritten = await firstUnwritten(file, gaps)
  if (unwritten && unwritten.until < to) return inspect(file, of, mark, unwritten.at)
  const last = gaps.at(-1)
  const header = last?.until === to && last !== unwritten ? last.header : undefined
  if (last && header?.following === 0 && last.at + frameBytes(header) === to) {
    keep()
    missing.push({ position, count: header.position + header.count - position, file: of.path, at: last.at })
    segment.add(header, last.at, frameBytes(header))
  }
  return { segment, ledger, missing: missing.filter(({ position }) => position < segment.end), unsureFrom }
}

/** Whether the frame is the rest of a write that failed before the next segment was begun. */
function isBehind(
  header: { position: number; sequence: number },
  next: { base: number; after: number | undefined },
): boolean {
  return next.after === undefined ? header.position >= next.base : header.sequence > next.after
}

function noteFrame(ledger: Ledger, { header, origin, payload }: ScannedFrame, partition: number): void {
  if (header.kind === 'mark') return
  if (header.kind === 'checkpoint') {
    ledger.merge(JSON.parse(payload.toString()) as LedgerJson)
    return
  }
  ledger.note({
    origin: JSON.parse(origin.toString()) as Origin,
    kind: header.kind,
    sequence: header.sequence,
    received: header.received,
    offset: offsetOf(partition, header.position),
    count: header.count,
  })
}

async function firstUnwritten(file: OpenFile, gaps: readonly Gap[]): Promise<Gap | undefined> {
  for (const gap of gaps) {
    const bytes = Buffer.alloc(gap.until - gap.at)
    await file.read(bytes, gap.at)
    if (looksUnwritten(bytes)) return gap
  }
  return undefined
}

/** More zeros than a header has side by side. */
const zeros = Buffer.alloc(32)

/** Sectors that were never written read as zeros. A frame begins with a letter and ends with a line's end. */
function looksUnwritten(bytes: Buffer): boolean {
  return bytes[0] === 0 || bytes.at(-1) === 0 || bytes.includes(zeros)
}
