/** From which offset of each partition on a dataset is filled again: below stays what it has. */
import type { DatabaseSync } from 'node:sqlite'
import { offsetOf } from '../../../model/offset.ts'
import type { Commit } from '../catalogue/commit.ts'
import { rowIdColumn } from '../parquet.ts'

/** The first offset that is filled again, by partition. */
export type Boundary = ReadonlyMap<number, number>

/** Whether a row stays, in SQL. */
export function isBelow(boundary: Boundary): string {
  if (boundary.size === 0) return 'false'
  const cases = [...boundary].map(([partition, offset]) => `when ${partition} then ${offset}`)
  return `${rowIdColumn} < case ${rowIdColumn} // ${offsetOf(1, 0)} ${cases.join(' ')} else 0 end`
}

/** The boundary is kept while the next version of a dataset is filled. */
export function openBoundaries(db: DatabaseSync): void {
  db.exec('create table if not exists caudal_boundary(dataset text, part integer, position integer) strict')
}

export function writeBoundary(change: Commit, version: string, boundary: Boundary): void {
  change.run('delete from caudal_boundary where dataset = ?', version)
  for (const [part, position] of boundary)
    change.run('insert into caudal_boundary values (?, ?, ?)', version, part, position)
}

export function readBoundary(db: DatabaseSync, version: string): Boundary {
  const rows = db.prepare('select part, position from caudal_boundary where dataset = ?').all(version)
  return new Map(rows.map(({ part, position }) => [Number(part), Number(position)]))
}
