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
  /** About how many of its records lie within the times that were asked for. */
  readonly rows: number
}

/** The files that may hold records from `since` on and before `until`, in milliseconds; their times are cut to these. */
export function filesWithin(files: readonly LakeFile[], since: number, until: number): TimedFile[] {
  const [first, end] = [since * 1000, until * 1000]
  return files
    .map(timed)
    .filter((file) => file.from < end && file.until >= first)
    .map((whole) => {
      const from = Math.max(whole.from, first)
      const last = Math.min(whole.until, end - 1)
      return { ...whole, from, until: last, rows: whole.rows * partWithin(whole, from, last + 1) }
    })
}

function timed(file: LakeFile): TimedFile {
  // Records without a time come last of all, whatever the times of the others.
  if (file.hasTimeless)
    return { file, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, rows: file.rows }
  const epoch = new Date(0)
  const from = file.from === undefined ? undefined : timeSpanOf(file.from, epoch)?.from
  const until = file.until === undefined ? undefined : timeSpanOf(file.until, epoch)?.from
  return { file, from: from ?? Number.NEGATIVE_INFINITY, until: until ?? Number.POSITIVE_INFINITY, rows: file.rows }
}

export function rowsOfAll(files: readonly TimedFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0)
}

/** The part of a file's records from one time on and before another, if they are spread evenly; all of it where nothing is known. */
function partWithin({ from, until }: TimedFile, first: number, end: number): number {
  if (!Number.isFinite(from) || !Number.isFinite(until)) return 1
  return Math.min(1, Math.max(0, (Math.min(end, until + 1) - Math.max(first, from)) / (until - from + 1)))
}

/** Where nothing else is wished, so many times as many records have been read with each further step. */
const stepGrowth = 5

/** A part of the time, in microseconds since 1970, and the files that may have records of it. */
export interface SearchStep {
  readonly files: readonly TimedFile[]
  /** Included; undefined is the beginning of time. */
  readonly from: number | undefined
  /** Not included; undefined is the end of time. */
  readonly before: number | undefined
  /** About how many records there are with this step and those before it. */
  readonly rows: number
  readonly isLast: boolean
}

/**
 * The time in steps that follow each other without a gap, from its newest (or oldest) end on. The first has about so many records;
 * with the next one, about as many have been read in all as the caller then wishes. Where a first edge is given, it is its end.
 */
export function* stepsOf(
  files: readonly TimedFile[],
  order: 'newest' | 'oldest',
  firstStepRows: number,
  firstEdge?: number,
): Generator<SearchStep, void, number | undefined> {
  const sign = order === 'newest' ? -1 : 1
  const total = rowsOfAll(files)
  let edge: number | undefined
  for (let rows = firstStepRows; rows < total; ) {
    const isGiven = firstEdge !== undefined && edge === undefined
    if (isGiven) rows = Math.max(1, rowsBeyond(files, order, firstEdge))
    const next = isGiven ? firstEdge : edgeOf(files, order, rows)
    let wish: number | undefined
    if (next !== undefined && (edge === undefined || (next - edge) * sign > 0)) {
      wish = yield order === 'newest' ? stepOf(files, next, edge, rows) : stepOf(files, edge, next, rows)
      edge = next
    }
    rows = Math.max(rows * 1.2, Math.min(wish ?? rows * stepGrowth, rows * stepGrowth ** 2))
  }
  yield order === 'newest' ? stepOf(files, undefined, edge) : stepOf(files, edge, undefined)
}

function stepOf(
  all: readonly TimedFile[],
  from: number | undefined,
  before: number | undefined,
  rows?: number,
): SearchStep {
  const files = all.filter((file) => {
    return (from === undefined || file.until >= from) && (before === undefined || file.from < before)
  })
  return { files, from, before, rows: rows ?? rowsOfAll(all), isLast: rows === undefined }
}

/** The time beyond which lie about so many records, if they are spread evenly within each file. */
function edgeOf(files: readonly TimedFile[], order: 'newest' | 'oldest', rows: number): number | undefined {
  const known = files.filter(({ from, until }) => Number.isFinite(from) && Number.isFinite(until))
  if (known.length === 0) return undefined
  let low = Math.min(...known.map(({ from }) => from))
  let high = Math.max(...known.map(({ until }) => until)) + 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (rowsBeyond(known, order, middle) > rows === (order === 'newest')) low = middle
    else high = middle
  }
  return high
}

/** About how many records are newer (or older) than a time. */
function rowsBeyond(files: readonly TimedFile[], order: 'newest' | 'oldest', time: number): number {
  const before = files.reduce((sum, file) => sum + file.rows * partWithin(file, file.from, time), 0)
  return order === 'newest' ? rowsOfAll(files) - before : before
}

/** The ranges in order, disjoint, at most so many, and none nearer to the next one than the gap. */
export function mergeRanges(ranges: readonly OffsetRange[], cap: number, gap = 1): OffsetRange[] {
  const merged: { first: number; last: number }[] = []
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1)
    if (before && range.first <= before.last + gap) before.last = Math.max(before.last, range.last)
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
