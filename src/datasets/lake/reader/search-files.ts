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

/** The first step reads at least so many records, and each further one four times as many as that before. */
const firstStepRows = 250_000

/**
 * The files in groups to be read one after the other, those with the newest (or oldest) records first, and with each group the
 * time that no record of a later group is beyond.
 */
export function* stepsOf(
  files: readonly TimedFile[],
  order: 'newest' | 'oldest',
): Generator<{ readonly files: readonly TimedFile[]; readonly beyond: number | undefined }> {
  const ends = (file: TimedFile) => (order === 'newest' ? -file.until : file.from)
  const sorted = files.toSorted((a, b) => (ends(a) === ends(b) ? 0 : ends(a) - ends(b)))
  let wanted = firstStepRows
  let group: TimedFile[] = []
  let rows = 0
  for (const [i, file] of sorted.entries()) {
    group.push(file)
    rows += file.file.rows
    const next = sorted[i + 1]
    if (rows < wanted && next) continue
    yield { files: group, beyond: next && (order === 'newest' ? next.until : next.from) }
    group = []
    rows = 0
    wanted *= 4
  }
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
