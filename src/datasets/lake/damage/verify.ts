/** Checks all that the lake claims: catalogue, files, statistics, offsets, totals. */
import type { DatabaseSync } from 'node:sqlite'
import { messageOf } from '../../../lib/errors.ts'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { foreignRowIds, offsetOf, partitionOf } from '../../../model/offset.ts'
import type { VerifyFinding } from '../../../model/verify-report.ts'
import { type LakeFile, type LakeTable, readTables } from '../catalogue/read.ts'
import { type Duck, readParquet, rowsOf } from '../duck.ts'
import { rowIdColumn } from '../parquet.ts'
import { rejectedName } from '../rejected.ts'
import { allRemovedRows } from '../removal/removal.ts'
import { damageOf, isLive } from './quarantine.ts'
import { rowIdOnly } from './refill.ts'

type Tell = (severity: VerifyFinding['severity'], message: string) => void

export async function verifyLake(db: DatabaseSync, duck: Duck, folder: string): Promise<VerifyFinding[]> {
  const findings: VerifyFinding[] = []
  for (const row of db.prepare('pragma integrity_check').all()) {
    if (row.integrity_check === 'ok') continue
    findings.push({ severity: 'error', message: `the catalogue is damaged: ${row.integrity_check}` })
  }
  // All at one moment: records go on coming, and files are merged, while files are read.
  const tables = readTables(db, folder)
  const totals = readTotals(db)
  const removed = allRemovedRows(db)
  for (const table of tables.values()) {
    const tell: Tell = (severity, message) => findings.push({ severity, dataset: table.name, message })
    const readable: LakeFile[] = []
    for (const file of table.files) if (await verifyFile(db, duck, table, file, tell)) readable.push(file)
    await verifyOffsets(db, duck, table, readable, tell)
  }
  for (const { dataset, rows, rejectedRows } of totals) {
    const tell: Tell = (severity, message) => findings.push({ severity, dataset, message })
    await verifyTotal(db, duck, tables.get(dataset), removed, rows, tell)
    const rejected = tables.get(rejectedName(dataset))
    if (rejected || rejectedRows > 0) await verifyTotal(db, duck, rejected, removed, rejectedRows, tell)
  }
  return findings
}

interface Total {
  readonly dataset: string
  /** How many rows must be there, in the dataset and among its rejected records. */
  readonly rows: number
  readonly rejectedRows: number
}

function readTotals(db: DatabaseSync): Total[] {
  const refill = db.prepare(
    'select total(stored) as stored, total(rejected) as rejected from caudal_refill where dataset = ?',
  )
  const lost = db.prepare('select count(*) as gaps from caudal_lost where dataset = ?')
  return db
    .prepare('select * from caudal_total')
    .all()
    .map((row) => {
      const dataset = String(row.dataset)
      const missing = refill.get(dataset)!
      // Each gap has one row among the rejected, and stands for as many records as it is long.
      const rejected = Number(row.rejected) - Number(row.lost) + Number(lost.get(dataset)!.gaps)
      return {
        dataset,
        rows: Number(row.stored) - Number(row.expired) - Number(missing.stored),
        rejectedRows: rejected - Number(row.rejected_expired) - Number(missing.rejected),
      }
    })
}

async function verifyFile(
  db: DatabaseSync,
  duck: Duck,
  table: LakeTable,
  file: LakeFile,
  tell: Tell,
): Promise<boolean> {
  const damage = await damageOf(file)
  if (damage) {
    // Retention or a merge may have taken it away in the meantime.
    if (isLive(db, file)) tell('error', `file "${file.path}" is damaged: ${damage}`)
    return false
  }
  if (file.offsets !== 'written') return true
  try {
    const found = await differences(db, duck, table, file)
    if (!isLive(db, file)) return false
    for (const difference of found) tell('error', `the catalogue is wrong about file "${file.path}": ${difference}`)
    return true
  } catch (error) {
    if (!isLive(db, file)) return false
    tell('error', `file "${file.path}" cannot be read: ${messageOf(error)}`)
    return false
  }
}

/** Compares the footer, the rows, and each column's range and nulls with what the catalogue says of them. */
async function differences(db: DatabaseSync, duck: Duck, table: LakeTable, file: LakeFile): Promise<string[]> {
  const claimed = new Map(
    db
      .prepare('select * from ducklake_file_column_stats where data_file_id = ?')
      .all(file.id)
      .map((row) => [Number(row.column_id), row]),
  )
  const columns = table.columns.filter((column) => claimed.has(column.id))
  const wanted = columns.flatMap(({ name, type }, i) => {
    const column = quoteName(name)
    const isOrdered = type !== 'BLOB'
    return [
      `count(${column}) as n${i}`,
      ...(isOrdered ? [`min(${column})::varchar as min${i}`, `max(${column})::varchar as max${i}`] : []),
    ]
  })
  const id = rowIdColumn
  const [row] = await duck.use((connection) =>
    rowsOf(
      connection,
      `select count(*) as rows, min(${id}) as first, max(${id}) as last, count(distinct ${id}) as offsets,
         (select footer_size from parquet_file_metadata(${quoteText(file.path)})) as footer
         ${wanted.map((sql) => `, ${sql}`).join('')}
       from ${readParquet([file.path], [...columns, ...rowIdOnly])}`,
    ),
  )
  const footer = db.prepare('select footer_size as bytes from ducklake_data_file where data_file_id = ?').get(file.id)
  const found: string[] = []
  const compare = (what: string, is: unknown, claims: unknown) => {
    if (String(is) !== String(claims)) found.push(`${what} is ${shown(String(is))}, not ${shown(String(claims))}`)
  }
  compare('the number of rows', row!.rows, file.rows)
  compare('the number of offsets', row!.offsets, file.rows)
  compare('the first offset', row!.first, file.first)
  compare('the last offset', row!.last, file.last)
  compare('the footer', row!.footer, footer?.bytes)
  for (const [i, column] of columns.entries()) {
    const claim = claimed.get(column.id)!
    compare(`the number of values of "${column.name}"`, row![`n${i}`], claim.value_count)
    if (typeof claim.min_value !== 'string' || typeof claim.max_value !== 'string') continue
    if (claim.contains_nan === 1 || column.type === 'BOOLEAN' || column.type === 'BLOB') continue
    if (column.type === 'VARCHAR') {
      // Long texts have bounds instead of their least and greatest values.
      const [least, greatest] = [row![`min${i}`], row![`max${i}`]].map(String)
      if (isBefore(least!, claim.min_value)) found.push(`"${column.name}" has texts before ${shown(claim.min_value)}`)
      if (isBefore(claim.max_value, greatest!))
        found.push(`"${column.name}" has texts behind ${shown(claim.max_value)}`)
      continue
    }
    if (column.type === 'DOUBLE') {
      compare(`the least "${column.name}"`, Number(row![`min${i}`]), Number(claim.min_value))
      compare(`the greatest "${column.name}"`, Number(row![`max${i}`]), Number(claim.max_value))
      continue
    }
    compare(`the least "${column.name}"`, row![`min${i}`], claim.min_value)
    compare(`the greatest "${column.name}"`, row![`max${i}`], claim.max_value)
  }
  return found
}

/** In the order of their bytes, as Parquet has them. */
function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
}

/** For a message: short, and without characters that a terminal obeys. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

/** No offset twice, none beyond the position. Within one file they were counted already. */
async function verifyOffsets(
  db: DatabaseSync,
  duck: Duck,
  table: LakeTable,
  files: readonly LakeFile[],
  tell: Tell,
): Promise<void> {
  const own = files.filter((file) => file.offsets === 'written' && isLive(db, file))
  for (const cluster of overlapping(own)) {
    const [row] = await duck.use((connection) =>
      rowsOf(
        connection,
        `select count(*) - count(distinct ${rowIdColumn}) as twice from ${readParquet(
          cluster.map((file) => file.path),
          rowIdOnly,
        )}`,
      ),
    )
    if (Number(row!.twice) > 0) tell('error', `${row!.twice} offsets are stored twice`)
  }
  const dataset = table.name
  for (const position of db.prepare('select part, position from caudal_position where dataset = ?').all(dataset)) {
    const part = Number(position.part)
    for (const file of own) {
      const isOfPart = partitionOf(file.first!) === part && partitionOf(file.last!) === part
      if (isOfPart && file.last! >= Math.max(Number(position.position), offsetOf(part, 0))) {
        tell('error', `offset ${file.last} is stored, though the position of its partition is ${position.position}`)
      }
    }
  }
}

/** Groups of several files whose ranges of offsets overlap. */
function overlapping(files: readonly LakeFile[]): LakeFile[][] {
  const groups: LakeFile[][] = []
  let last = -1
  for (const file of [...files].sort((a, b) => a.first! - b.first!)) {
    if (file.first! <= last) groups.at(-1)!.push(file)
    else groups.push([file])
    last = Math.max(last, file.last!)
  }
  return groups.filter((group) => group.length > 1)
}

/** Whether as many records are there as were committed and did not expire. */
async function verifyTotal(
  db: DatabaseSync,
  duck: Duck,
  table: LakeTable | undefined,
  removed: ReadonlyMap<number, number>,
  expected: number,
  tell: Tell,
): Promise<void> {
  const removedOf = ({ id }: LakeFile) => removed.get(id) ?? 0
  let rows = 0
  let hasForeignFiles = false
  for (const file of table?.files ?? []) {
    if (file.offsets === 'written') rows += file.rows - removedOf(file)
    else {
      hasForeignFiles = true
      rows += (await ownRows(duck, file)) - removedOf(file)
    }
  }
  if (rows === expected) return
  const message = `${expected} records were stored, and ${rows} are there`
  const deleted =
    table?.files.some((file) => (file.deletes?.count ?? 0) > removedOf(file)) ||
    hasForeignFiles ||
    (table && wasTouched(db, table.id))
  tell(
    deleted && rows < expected ? 'warning' : 'error',
    deleted ? `${message}; another client has changed the dataset` : message,
  )
}

/** The rows of another client's file that were ours before it merged them. */
async function ownRows(duck: Duck, file: LakeFile): Promise<number> {
  if (file.rowIdStart !== undefined) return file.rowIdStart < foreignRowIds ? file.rows : 0
  const source = readParquet([file.path], rowIdOnly)
  const [row] = await duck.use((connection) =>
    rowsOf(connection, `select count(*) as rows from ${source} where ${rowIdColumn} < ${foreignRowIds}`),
  )
  return Number(row!.rows)
}

function wasTouched(db: DatabaseSync, tableId: number): boolean {
  const row = db
    .prepare(
      `select 1 from ducklake_snapshot_changes where author is not 'Caudal' and snapshot_id > 0
         and ',' || changes_made || ',' like ?`,
    )
    .get(`%:${tableId},%`)
  return row !== undefined
}
