/**
 * One group of records that met a condition, such as those of one file and place: pure. It waits a moment for more of its kind, and is
 * told in one notice; what comes soon afterwards is collected, so that nothing is left out and nobody is flooded.
 */
import type { NoticeRows } from '../../model/notice.ts'

export interface RecordGroup {
  /** What was found and not told yet. */
  readonly waiting?: WaitingRecords
  readonly told_ms?: number
  /** All that were told, and those that were only counted because the group is told once. */
  readonly told_records: number
  readonly counted_records: number
}

export interface WaitingRecords {
  /** The offset of the first one: what the notice is known by. */
  readonly first_offset: number
  readonly first_ms: number
  readonly last_ms: number
  /** The first ones, as they are shown; `total` counts all. */
  readonly rows: NoticeRows
}

export interface RecordRules {
  readonly wait_ms: number
  readonly again_ms?: number
}

export const emptyGroup: RecordGroup = { told_records: 0, counted_records: 0 }

/** A group that never pauses is told all the same, after so many times its wait. */
const longestWait = 10

export function addRecords(
  group: RecordGroup,
  found: { readonly first_offset: number; readonly rows: NoticeRows },
  at_ms: number,
  shown_rows: number,
): RecordGroup {
  const { waiting } = group
  if (!waiting) return { ...group, waiting: { ...found, first_ms: at_ms, last_ms: at_ms } }
  const rows = joinRows(waiting.rows, found.rows, shown_rows)
  return { ...group, waiting: { ...waiting, last_ms: at_ms, rows } }
}

/** What is due: a notice, or nothing yet; `due_ms` is when to ask again. */
export function settleGroup(
  group: RecordGroup,
  { at_ms, isMuted }: { readonly at_ms: number; readonly isMuted: boolean },
  { wait_ms, again_ms }: RecordRules,
): { readonly after: RecordGroup; readonly notice?: WaitingRecords; readonly due_ms?: number } {
  const { waiting, ...rest } = group
  if (!waiting) return { after: group }
  if (rest.told_ms !== undefined && again_ms === undefined)
    return { after: { ...rest, counted_records: rest.counted_records + waiting.rows.total } }
  const quiet_ms = Math.min(waiting.last_ms + wait_ms, waiting.first_ms + longestWait * wait_ms)
  const due_ms = Math.max(quiet_ms, rest.told_ms === undefined ? 0 : rest.told_ms + (again_ms ?? 0))
  if (isMuted || at_ms < due_ms) return { after: group, due_ms }
  return { after: { ...rest, told_ms: at_ms, told_records: rest.told_records + waiting.rows.total }, notice: waiting }
}

/** Whether nobody needs to remember it any more. */
export function isForgettable({ waiting, told_ms }: RecordGroup, at_ms: number, { again_ms }: RecordRules): boolean {
  return !waiting && told_ms !== undefined && again_ms !== undefined && at_ms - told_ms > again_ms
}

/** Later rows may have other columns: the first ones say which are shown, new ones are added behind. */
function joinRows(first: NoticeRows, more: NoticeRows, most: number): NoticeRows {
  const columns = [...new Set([...first.columns, ...more.columns])]
  const widen = ({ columns: own, cells }: NoticeRows) =>
    cells.map((row) => columns.map((column) => row[own.indexOf(column)] ?? ''))
  return { columns, cells: [...widen(first), ...widen(more)].slice(0, most), total: first.total + more.total }
}
