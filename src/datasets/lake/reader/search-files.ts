import { timeSpanOf } from '../../../query/kql/time.ts'
import type { LakeFile } from '../catalogue/read.ts'

/** A range of offsets, both ends included. */
export interface OffsetRange {
  readonly first: number
  readonly last: number
}

/** A file with its times in microseconds; unknown ends are infinite, so that it is never left out. */
export interface TimedFile {
  readonly file: LakeFile
  readonly from: number
  readonly until: number
}

/** The files that may hold records from `since` on and before `until`, in milliseconds. */
export function filesWithin(files: readonly LakeFile[], since: number, until: number): TimedFile[] {
  return files.map(timed).filter((file) => file.from < until * 1000 && file.until >= since * 1000)
}

function timed(file: LakeFile): TimedFile {
  const epoch = new Date(0)
  const from = file.from === undefined ? undefined : timeSpanOf(file.from, epoch)?.from
  const until = file.until === undefined ? undefined : timeSpanOf(file.until, epoch)?.from
  return { file, from: from ?? Number.NEGATIVE_INFINITY, until: until ?? Number.POSITIVE_INFINITY }
}

/** The first step reads about so many records; with each further one, five times as many have been read. */
const firstStepRows = 50_000

/** A part of the time, in microseconds since 1970, and the files that may have records of it. */
export interface Step {
  readonly files: readonly TimedFile[]
  /** Included; undefined is the beginning of time. */
  readonly from: number | undefined
  /** Not included; undefined is the end of time. */
  readonly before: number | undefined
  readonly isLast: boolean
}

/** The time in steps that follow each other without a gap, from its newest (or oldest) end on. */
export function* stepsOf(files: readonly TimedFile[], order: 'newest' | 'oldest'): Generator<Step> {
  const sign = order === 'newest' ? -1 : 1
  const total = files.reduce((sum, { file }) => sum + file.rows, 0)
  let edge: number | undefined
  for (let rows = firstStepRows; rows < total; rows *= 5) {
    const next = edgeOf(files, order, rows)
    if (next === undefined || (edge !== undefined && (next - edge) * sign <= 0)) continue
    yield order === 'newest' ? stepOf(files, next, edge, false) : stepOf(files, edge, next, false)
    edge = next
  }
  yield order === 'newest' ? stepOf(files, undefined, edge, true) : stepOf(files, edge, undefined, true)
}

function stepOf(
  all: readonly TimedFile[],
  from: number | undefined,
  before: number | undefined,
  isLast: boolean,
): Step {
  const files = all.filter((file) => {
    return (from === undefined || file.until >= from) && (before === undefined || file.from < before)
  })
  return { files, from, before, isLast }
}

/** The time beyond which lie about so many records, if they are spread evenly within each file. */
function edgeOf(files: readonly TimedFile[], order: 'newest' | 'oldest', rows: number): number | undefined {
  const known = files.filter(({ from, until }) => Number.isFinite(from) && Number.isFinite(until))
  if (known.length === 0) return undefined
  let low = Math.min(...known.map(({ from }) => from))
  let high = Math.max(...known.map(({ until }) => until)) + 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    const before = known.reduce((sum, { file, from, until }) => {
      return sum + file.rows * Math.min(1, Math.max(0, (middle - from) / (until - from + 1)))
    }, 0)
    const beyond = order === 'newest' ? known.reduce((sum, { file }) => sum + file.rows, 0) - before : before
    if (beyond > rows === (order === 'newest')) low = middle
    else high = middle
  }
  return high
}

/** The ranges in order, disjoint, and at most so many. */
export function mergeRanges(ranges: readonly OffsetRange[], cap: number): OffsetRange[] {
  const merged: { first: number; last: number }[] = []
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1)
    if (before && range.first <= before.last + 1) before.last = Math.max(before.last, range.last)
    else merged.push({ ...range })
  }
  if (merged.length <= cap) return merged
  // The widest gaps stay.
  const gaps = merged.slice(1).map((range, i) => ({ at: i + 1, width: range.first - merged[i]!.last }))
  const kept = new Set(
    gaps
      .toSorted((a, b) => b.width - a.width)
      .slice(0, cap - 1)
      .map(({ at }) => at),
  )
  const joined: { first: number; last: number }[] = []
  for (const [i, range] of merged.entries()) {
    if (i === 0 || kept.has(i)) joined.push(range)
    else joined.at(-1)!.last = range.last
  }
  return joined
}

/** Whether the file may have records of the range. */
export function overlaps({ first, last }: LakeFile, range: OffsetRange): boolean {
  return (first === undefined || first <= range.last) && (last === undefined || last >= range.first)
}

/** About how many of the file's records lie in the ranges, which are disjoint. */
export function rowsWithin(file: LakeFile, ranges: readonly OffsetRange[]): number {
  const { first, last } = file
  if (first === undefined || last === undefined) return file.rows
  const covered = ranges.reduce((sum, range) => {
    return sum + Math.max(0, Math.min(last, range.last) - Math.max(first, range.first) + 1)
  }, 0)
  return Math.min(file.rows, covered)
}
