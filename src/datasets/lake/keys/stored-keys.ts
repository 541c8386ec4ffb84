/** The keys that the rows of a dataset have, read from their column `_id`. */
import type { DatabaseSync } from 'node:sqlite'
import type { DuckDBConnection } from '@duckdb/node-api'
import { chunksOf } from '../../../lib/duckdb-chunks.ts'
import { type LakeTable, readTable } from '../catalogue/read.ts'
import { folderNameOf, isNextVersion } from '../catalogue/version-name.ts'
import { rowIdOnly } from '../damage/refill.ts'
import { isBelow, readBoundary } from '../rebuild/boundary.ts'
import { liveRows } from '../removal/live-rows.ts'
import { entryWords, putEntry } from './key-run.ts'

export const idColumn = '_id'

/** Of a row, what its key's entry has. */
export function keyedColumns(idColumnId: number): { id: number; name: string; type: string }[] {
  return [
    { id: idColumnId, name: idColumn, type: 'VARCHAR' },
    { id: 2, name: '_received', type: 'TIMESTAMP' },
    ...rowIdOnly,
  ]
}

/** What to read, in SQL, and the most rows that it may have. */
export async function keySources(
  db: DatabaseSync,
  folder: string,
  dataset: string,
  idColumnId: number,
): Promise<{ sources: string[]; rows: number }> {
  const table = readTable(db, folder, dataset)
  // The rows that a next version takes over have keys, too.
  const before = isNextVersion(dataset) ? readTable(db, folder, folderNameOf(dataset)) : undefined
  const own = await relationOf(table, idColumnId)
  const taken = await relationOf(before, idColumnId)
  const sources = [
    ...(own ? [own] : []),
    ...(taken ? [`select * from (${taken}) where ${isBelow(readBoundary(db, dataset))}`] : []),
  ]
  const files = [...(table?.files ?? []), ...(before?.files ?? [])]
  return { sources, rows: files.reduce((sum, file) => sum + file.rows, 0) }
}

/** The rows of a table with what is needed of them; nothing where it has none. */
async function relationOf(table: LakeTable | undefined, idColumnId: number): Promise<string | undefined> {
  const files = table?.files.filter(({ offsets }) => offsets === 'written') ?? []
  return files.length === 0 ? undefined : liveRows(files, keyedColumns(idColumnId))
}

/** The entries in the order of their keys. */
export async function* entriesOf(
  connection: DuckDBConnection,
  sources: readonly string[],
  keep: 'first' | 'last',
): AsyncGenerator<Uint32Array> {
  if (sources.length === 0) return
  const rowId = rowIdOnly[0].name
  // The offsets of several partitions do not tell which row came last.
  const newest = keep === 'first' ? rowId : `{t: _received, o: ${rowId}}`
  const result = await connection.stream(
    `select ${idColumn}, arg_max(${rowId}, ${newest})::double, arg_max(epoch_ms(_received), ${newest})::double
       from (${sources.join(' union all ')}) where ${idColumn} is not null group by 1 order by 1`,
  )
  for await (const chunk of chunksOf(result)) {
    const words = new Uint32Array(chunk.rowCount * entryWords)
    const [ids, offsets, received] = chunk.getColumns() as [string[], number[], number[]]
    for (const [i, id] of ids.entries())
      putEntry(words, i * entryWords, id, { offset: offsets[i]!, seconds: Math.floor(received[i]! / 1000) })
    yield words
  }
}
