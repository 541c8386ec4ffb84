/**
 * The rows of a view are exchanged as a whole: the new ones become one Parquet file, and one catalogue transaction lets the old files
 * go and takes it up. Queries in the past still find the old ones.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { DuckDBConnection } from '@duckdb/node-api'
import { UserError } from '../../../lib/errors.ts'
import { realFileSystem } from '../../../lib/file-system.ts'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import type { Refresh } from '../../../model/view-report.ts'
import type { ViewRows } from '../../view-store.ts'
import { type Commit, commit, type NewFile } from '../catalogue/commit.ts'
import { dataFolder } from '../catalogue/open.ts'
import { type LakeFile, type LakeTable, readTable } from '../catalogue/read.ts'
import { addColumn, createTable, dropTable, type PlannedColumn } from '../catalogue/schema-change.ts'
import { forgetView, isView, noteRefresh } from '../catalogue/view-tables.ts'
import { readParquet } from '../duck.ts'
import { rowIdColumn, writeParquet } from '../parquet.ts'
import { describeRows, plannedColumns, type ViewColumn, withTime } from './columns.ts'
import { type Difference, difference } from './difference.ts'
import { countOf, exchangePart } from './part.ts'

export interface ReplaceOrder extends ViewRows {
  /** The Parquet file with the new rows. */
  readonly path: string
}

/** Few enough rows for a needle, enough for a scan. */
const rowGroupRows = 30_720

/** Exchanges the rows if there is a difference. The connection is the task's own while it lasts. */
export async function replaceRows(
  db: DatabaseSync,
  connection: DuckDBConnection,
  folder: string,
  order: ReplaceOrder,
): Promise<Refresh> {
  const { view, path } = order
  const table = readTable(db, folder, view)
  if (table && !isView(db, view)) throw taken(view)
  const own = await describeRows(connection, path)
  checkKey(order, own)
  const columns = withTime(own, order.started_ms)
  try {
    const isSameForm = table !== undefined && hasColumns(table, columns)
    const isOwn = isSameForm && table.files.every(isOurs)
    await readRows(connection, path, columns)
    await connection.run(`create or replace temp view old_rows as ${isSameForm ? rowsOfTable(table) : noRows}`)
    if (order.part && !isOwn) throw otherForm(view)
    const { found, rows } = order.part
      ? await exchangePart(connection, columns, { own, key: order.key, part: order.part })
      : await exchangeAll(connection, own, order.key)
    if (!found && isOwn) return refreshOf(order, rows, undefined)
    return await write(db, connection, folder, order, { table: isSameForm ? table : undefined, columns, rows, found })
  } finally {
    await dropTemporary(connection)
  }
}

async function readRows(connection: DuckDBConnection, path: string, columns: readonly ViewColumn[]): Promise<void> {
  const selected = columns.map(({ name, sql }) => `${sql} as ${quoteName(name)}`).join(', ')
  await connection.run(
    `create or replace temp table view_rows as select ${selected}, file_row_number as ${rowIdColumn}
     from read_parquet(${quoteText(path)}, file_row_number = true)`,
  )
}

interface Exchanged {
  readonly found: Difference | undefined
  readonly rows: number
}

async function exchangeAll(
  connection: DuckDBConnection,
  own: readonly ViewColumn[],
  key: readonly string[] | undefined,
): Promise<Exchanged> {
  const rows = await countOf(connection, 'view_rows')
  return { rows, found: await difference(connection, { old: 'old_rows', new: 'view_rows' }, own, key) }
}

interface Plan {
  /** The table as it is, when only its rows change. */
  readonly table: LakeTable | undefined
  readonly columns: readonly ViewColumn[]
  readonly rows: number
  readonly found: Difference | undefined
}

async function write(
  db: DatabaseSync,
  connection: DuckDBConnection,
  folder: string,
  order: ReplaceOrder,
  { table, columns, rows, found }: Plan,
): Promise<Refresh> {
  const { view } = order
  const planned = table ? columnsOf(table) : plannedColumns(columns)
  const next = Number(db.prepare('select next_row from caudal_view where name = ?').get(view)?.next_row ?? 0)
  const file = rows === 0 ? undefined : await writeFile(connection, folder, view, planned, next)
  const refresh = refreshOf(order, rows, found)
  return commit(db, (change) => {
    const now = readTable(db, folder, view)
    if (now && !isView(db, view)) throw taken(view)
    if (table && !isUnchanged(table, now)) {
      throw new UserError('unavailable', `cannot exchange the rows of view "${view}": another client changed them`, {
        hint: 'It is tried again.',
      })
    }
    const id = table?.id ?? makeTable(change, view, now?.id, planned)
    const old = table?.files ?? []
    change.endFiles(old.map((each) => each.id))
    if (old.length > 0) change.change(`deleted_from_table:${id}`)
    if (file) change.addFile(id, file, new Map(planned.map((column) => [column.id, column.type])))
    const gone = old.reduce((sum, each) => ({ rows: sum.rows + each.rows, bytes: sum.bytes + each.bytes }), nothing)
    change.addToTable(id, rows - gone.rows, (file?.bytes ?? 0) - gone.bytes)
    change.run('insert or replace into caudal_view values (?, ?, ?, ?)', view, order.version, next + rows, rows)
    noteRefresh(db, order, refresh)
    return refresh
  })
}

const nothing = { rows: 0, bytes: 0 }
const noRows = 'select * from view_rows where false'

function makeTable(
  change: Commit,
  view: string,
  before: number | undefined,
  columns: readonly PlannedColumn[],
): number {
  if (before !== undefined) dropTable(change, before)
  const id = createTable(change, view)
  for (const column of columns) addColumn(change, id, column)
  return id
}

async function writeFile(
  connection: DuckDBConnection,
  folder: string,
  view: string,
  columns: readonly PlannedColumn[],
  firstRow: number,
): Promise<NewFile> {
  const parent = join(dataFolder(folder), 'main')
  const target = join(parent, view)
  mkdirSync(target, { recursive: true })
  const names = columns.map(({ name }) => quoteName(name)).join(', ')
  const query = `select ${names}, ${rowIdColumn} + ${firstRow} as ${rowIdColumn} from view_rows order by ${rowIdColumn}`
  const file = await writeParquet(connection, query, {
    folder: target,
    columns,
    // A view is computed again when its catalogue is lost: its files are not taken for a dataset's.
    story: { dataset: view, table: 0, columns, isView: true },
    level: 0,
    compressionLevel: 1,
    rowGroupRows,
  })
  await realFileSystem.syncFolder(parent)
  return file
}

function refreshOf(order: ReplaceOrder, rows: number, found: Difference | undefined): Refresh {
  return {
    started: new Date(order.started_ms).toISOString(),
    duration_ms: Date.now() - order.started_ms,
    cause: order.cause,
    outcome: found ? 'changed' : 'unchanged',
    rows,
    ...(order.part ? { buckets: order.part.keys.length } : {}),
    ...(found ?? { added: 0, changed: 0, removed: 0, key: [], keys: { added: [], changed: [], removed: [] } }),
    times: 1,
  }
}

function hasColumns(table: LakeTable, columns: readonly ViewColumn[]): boolean {
  const form = (all: readonly { name: string; type: string }[]) =>
    JSON.stringify(all.map(({ name, type }) => [name, type]))
  return form(table.columns) === form(columns)
}

function columnsOf(table: LakeTable): PlannedColumn[] {
  return table.columns.map(({ id, name, type, about, children }) => ({
    path: [name],
    declared: true,
    ...about,
    ...{ id, name, type: type as PlannedColumn['type'] },
    ...(children[0] ? { elementId: children[0].id } : {}),
  }))
}

/** What another client changed is put right. */
function isOurs({ offsets, deletes }: LakeFile): boolean {
  return offsets === 'written' && deletes === undefined
}

function rowsOfTable({ files, columns }: LakeTable): string {
  if (files.length === 0) return noRows
  return `select * from ${readParquet(
    files.map(({ path }) => path),
    columns,
  )}`
}

function isUnchanged(before: LakeTable, now: LakeTable | undefined): boolean {
  return (
    now?.id === before.id &&
    now.files.length === before.files.length &&
    now.files.every((file, i) => file.id === before.files[i]!.id)
  )
}

async function dropTemporary(connection: DuckDBConnection): Promise<void> {
  for (const view of ['all_rows', 'old_part', 'old_rows']) await connection.run(`drop view if exists ${view}`)
  for (const table of ['view_rows', 'view_part', 'come', 'gone']) await connection.run(`drop table if exists ${table}`)
}

function checkKey({ view, key }: ViewRows, columns: readonly ViewColumn[]): void {
  const missing = key?.find((name) => !columns.some((column) => column.name === name))
  if (missing === undefined) return
  const names = columns.map(({ name }) => name).join(', ')
  throw new UserError(
    'invalid',
    `cannot tell the rows of view "${view}" apart by "${missing}": it has no such column`,
    {
      hint: `Its columns are ${names}; correct "key".`,
    },
  )
}

function otherForm(view: string): UserError {
  return new UserError('conflict', `cannot exchange a part of view "${view}": its rows are of another form`, {
    hint: 'Exchange all of them.',
  })
}

function taken(view: string): UserError {
  return new UserError('conflict', `cannot keep view "${view}": the lake has a dataset of this name`, {
    hint: 'Give the view another name.',
  })
}

/** Ends the table of a view; nothing happens where there is none. */
export function removeView(db: DatabaseSync, folder: string, view: string): void {
  if (!isView(db, view)) return
  commit(db, (change) => {
    const table = readTable(db, folder, view)
    if (table) dropTable(change, table.id)
    forgetView(db, view)
  })
}
