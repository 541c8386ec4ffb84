/** What the snapshots that the catalogue still knows did to a table. Another client may have made some of them. */
import type { DatabaseSync } from 'node:sqlite'
import type { DatasetChange } from '../../../model/dataset-detail.ts'
import { statement } from './statement.ts'

/** So many snapshots are looked at, and so many changes told. */
const lookedAt = 2000
const told = 50
/** Changes of the same kind that follow each other within this are one. */
const joined_ms = 60_000

/** Of a snapshot that did several of them, the first is told. */
const kinds: readonly (readonly [string, DatasetChange['kind']])[] = [
  ['altered_table', 'altered'],
  ['inserted_into_table', 'stored'],
  ['compacted_table', 'merged'],
  ['deleted_from_table', 'removed'],
]

/** Newest first. */
export function readChanges(db: DatabaseSync, tableId: number): DatasetChange[] {
  const snapshots = statement(
    db,
    `select s.snapshot_id as id, s.snapshot_time as time, c.changes_made as changes, c.author,
       (select min(t.begin_snapshot) from ducklake_table t where t.table_id = ?) as begin
     from ducklake_snapshot s join ducklake_snapshot_changes c using (snapshot_id)
     order by s.snapshot_id desc limit ${lookedAt}`,
  ).all(tableId)
  const files = statement(
    db,
    `select count(*) as files, coalesce(sum(record_count), 0) as rows from ducklake_data_file
     where table_id = ? and begin_snapshot = ?`,
  )
  const changes: DatasetChange[] = []
  for (const { id, time, changes: made, author, begin } of snapshots) {
    const kind = begin === id ? 'made' : kindOf(String(made), tableId)
    if (kind === undefined) continue
    const came = files.get(tableId, Number(id))
    const at = isoOf(String(time))
    const one: DatasetChange = {
      ...{ kind, first: Number(id), last: Number(id), from: at, until: at, snapshots: 1 },
      ...{ rows: Number(came?.rows ?? 0), files: Number(came?.files ?? 0) },
      ...(typeof author === 'string' && author !== 'Caudal' ? { author } : {}),
    }
    const later = changes.at(-1)
    if (later && belongsTo(later, one)) changes[changes.length - 1] = joined(later, one)
    else if (changes.length === told) break
    else changes.push(one)
  }
  return changes
}

function kindOf(made: string, tableId: number): DatasetChange['kind'] | undefined {
  const changes = made.split(',')
  return kinds.find(([name]) => changes.includes(`${name}:${tableId}`))?.[1]
}

/** What comes together in a row is told together. */
function belongsTo(later: DatasetChange, one: DatasetChange): boolean {
  return (
    later.kind === one.kind && later.author === one.author && Date.parse(later.from) - Date.parse(one.until) < joined_ms
  )
}

function joined(later: DatasetChange, one: DatasetChange): DatasetChange {
  return {
    ...later,
    first: one.first,
    from: one.from,
    snapshots: later.snapshots + 1,
    rows: later.rows + one.rows,
    files: later.files + one.files,
  }
}

/** `2025-11-13 02:13:20.000+00`, as every client of DuckLake writes it. */
function isoOf(time: string): string {
  const date = new Date(time.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(date.getTime()) ? time : date.toISOString()
}
