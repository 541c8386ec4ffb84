/** Remarks on what was stored, in the catalogue: counted in the transaction of the rows that they are about. */

import type { DatabaseSync } from 'node:sqlite'
import { foldCase } from '../../../model/fold-case.ts'
import type { Remark } from '../../../model/remark.ts'
import type { Commit } from '../catalogue/commit.ts'

const ddl = `
create table if not exists caudal_remark(
  dataset text, kind text, field text, source text, type text, type_before text, records integer, first_ms integer, last_ms integer,
  first_offset integer, value text, primary key(dataset, kind, field, source, type)
) strict, without rowid;
`

/** One finding in one chunk. */
export interface Finding {
  readonly kind: Remark['kind']
  readonly field: string
  readonly source: string
  readonly records: number
  readonly offset: number
  readonly received: number
  readonly value: string
  readonly type?: string
  readonly type_before?: string
}

export function openRemarks(db: DatabaseSync): void {
  db.exec(ddl)
}

/** A dataset that is filled again is looked at again. */
export function forgetRemarks(change: Commit, dataset: string): void {
  change.run('delete from caudal_remark where dataset = ?', dataset)
}

export function writeFindings(change: Commit, dataset: string, findings: readonly Finding[]): void {
  for (const { kind, field, source, records, offset, received, value, type = '', type_before = '' } of findings) {
    change.run(
      `insert into caudal_remark values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (dataset, kind, field, source, type)
         do update set records = records + excluded.records, last_ms = max(last_ms, excluded.last_ms)`,
      ...[dataset, kind, field, source, type, type_before, records, received, received, offset, value],
    )
  }
}

/** The latest first. A catalogue that another program made has none. */
export function readRemarks(db: DatabaseSync, dataset: string): Remark[] {
  if (!db.prepare(`select 1 from sqlite_master where name = 'caudal_remark'`).get()) return []
  const rows = db.prepare('select * from caudal_remark where dataset = ? order by last_ms desc, field').all(dataset)
  return rows.map((row) => ({
    kind: String(row.kind) as Remark['kind'],
    field: String(row.field),
    source: String(row.source),
    records: Number(row.records),
    first: new Date(Number(row.first_ms)).toISOString(),
    last: new Date(Number(row.last_ms)).toISOString(),
    offset: Number(row.first_offset),
    value: String(row.value),
    ...(row.type_before ? { type_before: String(row.type_before) } : {}),
    ...(row.type ? { type: String(row.type) } : {}),
  }))
}

/** How many values of each field, by its folded name, were set aside. */
export function readSetAside(db: DatabaseSync, dataset: string): Map<string, number> {
  const rows = db
    .prepare(
      `select field, sum(records) as records from caudal_remark where dataset = ? and kind = 'set_aside' group by field`,
    )
    .all(dataset)
  const setAside = new Map<string, number>()
  for (const { field, records } of rows) {
    const name = foldCase(String(field))
    setAside.set(name, (setAside.get(name) ?? 0) + Number(records))
  }
  return setAside
}
