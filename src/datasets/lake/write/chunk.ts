/** A chunk as the lake process sees it: which record has which offset, and which offsets have no record. */
import { countLines } from '../../../model/batch.ts'
import type { ChunkFrame } from '../protocol.ts'
import type { RejectedRow } from '../rejected.ts'

/** Records whose offsets follow each other. */
export interface Run {
  readonly offset: number
  readonly count: number
  readonly received: number
  readonly source: string
  /** The file that they were in. */
  readonly file?: string
}

/** Where the records of a run came from, as it stands in `_source`. */
export function originOf({ source, file }: Pick<Run, 'source' | 'file'>): string {
  return file === undefined ? source : `${source}:${file}`
}

/** Offsets that no frame has: the stream's file was damaged there. */
export interface Gap {
  readonly offset: number
  readonly count: number
}

/** The gaps between the frames, and between them and the two positions. */
export function gapsOf(frames: readonly ChunkFrame[], from: number | undefined, to: number): Gap[] {
  const gaps: Gap[] = []
  let next = from ?? frames[0]?.offset ?? to
  for (const frame of frames) {
    if (frame.offset > next) gaps.push({ offset: next, count: frame.offset - next })
    next = Math.max(next, frame.offset + frame.count)
  }
  if (to > next) gaps.push({ offset: next, count: to - next })
  return gaps
}

/** The runs of the records that are left when some lines are bad. `bad` are indices of lines over all frames, in order. */
export function runsOf(
  frames: readonly (Omit<Run, 'file'> & { request?: string | undefined })[],
  bad: readonly number[],
): Run[] {
  const runs: Run[] = []
  let lines = 0
  let k = 0
  for (const { offset, count, received, source, request } of frames) {
    // Sources name the file that they read; requests have other names.
    const origin = { received, source, ...(request?.startsWith('/') ? { file: request } : {}) }
    let done = 0
    while (k < bad.length && bad[k]! < lines + count) {
      const good = bad[k]! - lines
      addRun(runs, { offset: offset + done, count: good - done, ...origin })
      done = good + 1
      k++
    }
    addRun(runs, { offset: offset + done, count: count - done, ...origin })
    lines += count
  }
  return runs
}

function addRun(runs: Run[], run: Run): void {
  if (run.count === 0) return
  const last = runs.at(-1)
  const isSame = last?.received === run.received && last.source === run.source && last.file === run.file
  if (last && isSame && last.offset + last.count === run.offset) {
    runs[runs.length - 1] = { ...last, count: last.count + run.count }
  } else {
    runs.push(run)
  }
}

/** Half of the runs' records, and the rest. */
export function splitRuns(runs: readonly Run[], count: number): [Run[], Run[]] {
  const left: Run[] = []
  const right: Run[] = []
  let rest = count
  for (const run of runs) {
    const here = Math.min(rest, run.count)
    addRun(left, { ...run, count: here })
    addRun(right, { ...run, offset: run.offset + here, count: run.count - here })
    rest -= here
  }
  return [left, right]
}

/** The frame that has a line, and how many lines of it come before. `line` counts over all frames. */
export function frameOfLine(frames: readonly ChunkFrame[], line: number): { frame: ChunkFrame; before: number } {
  let lines = 0
  for (const frame of frames) {
    if (line < lines + frame.count) return { frame, before: line - lines }
    lines += frame.count
  }
  throw new Error(`The chunk has ${lines} records, but line ${line} was asked for.`)
}

/** The lines that are not blank. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  let start = 0
  while (start < bytes.length) {
    let end = bytes.indexOf(10, start)
    if (end === -1) end = bytes.length
    const line = bytes.subarray(start, end)
    if (countLines(line) > 0) yield line
    start = end + 1
  }
}

/** The bytes of the longest line. */
export function longestLine(bytes: Buffer): number {
  let longest = 0
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    if (end === -1) return Math.max(longest, bytes.length - start)
    if (end - start > longest) longest = end - start
    start = end + 1
  }
  return longest
}

/** Joins lines to NDJSON. */
export function joinLines(lines: readonly Uint8Array[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line, newline]))
}

const newline = Buffer.from('\n')

/** What is left of a frame from an offset on. */
export function frameFrom(frame: ChunkFrame, bytes: Buffer, from: number): { frame: ChunkFrame; bytes: Buffer } {
  const skip = from - frame.offset
  if (skip <= 0) return { frame, bytes }
  const rest = joinLines([...linesOf(bytes)].slice(skip))
  const line = frame.line === undefined ? undefined : frame.line + skip
  return { frame: { ...frame, offset: from, count: frame.count - skip, line, length: rest.length }, bytes: rest }
}

/** What was rejected before it became a record: `{ reason, line?, bytes }` a line, bytes in Base64. */
export function earlyRejected(frame: ChunkFrame): RejectedRow[] {
  const rows: RejectedRow[] = []
  for (const line of linesOf(Buffer.from(frame.bytes ?? new Uint8Array()))) {
    const {
      reason,
      line: number,
      bytes,
    } = JSON.parse(line.toString()) as { reason: string; line?: number; bytes: string }
    rows.push({
      offset: frame.offset + rows.length,
      received: frame.received,
      source: frame.source,
      reason,
      line: number,
      request: frame.request,
      bytes: Buffer.from(bytes, 'base64'),
    })
  }
  return rows
}
