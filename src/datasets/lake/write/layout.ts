/** How a chunk becomes columns: which there are, with their ids, and the SQL that reads them. */
import { quoteName } from '../../../lib/sql-text.ts'
import type { ScanResult } from '../../../model/scan.ts'
import type { Column, ColumnType } from '../../../model/schema.ts'
import { planSchema } from '../../../model/schema-plan.ts'
import type { DatasetOptions } from '../../dataset.ts'
import type { PlannedColumn } from '../catalogue/schema-change.ts'
import { goodLines, rewriteChunk } from './normalise.ts'
import { type ReadSql, readColumns } from './read-columns.ts'

export interface Layout {
  /** All columns of the dataset that are read from records, those that the chunk does not have included. */
  readonly columns: readonly PlannedColumn[]
  /** The lines as DuckDB reads them, without those that are bad. */
  readonly bytes: Buffer
  /** The same lines as they came. */
  readonly original: () => Buffer
  readonly sql: ReadSql
  /** What to select for the columns: first those of `sql`; the files know them by name. */
  readonly select: readonly string[]
}

/** Decides it for one chunk. `newId` gives ids that no column of the dataset ever had; `kept` are columns that are not widened. */
export function layOut(
  bytes: Buffer,
  scan: ScanResult,
  existing: readonly PlannedColumn[],
  options: DatasetOptions,
  newId: () => number,
  kept?: ReadonlyMap<string, ColumnType>,
): Layout {
  const plan = planSchema(existing.map(modelColumn), options.fields ?? {}, scan, kept)
  const sql = readColumns(plan.present, plan.read, options.time)
  const present = new Set(plan.present.map((column) => column.name))
  const absent = plan.columns.filter((column) => !present.has(column.name))
  const original = () => bufferOf(goodLines(bytes, scan.bad))
  const cleaned = plan.read === 'direct' ? original() : rewriteChunk(bytes, plan.present, scan).bytes
  return {
    columns: plan.columns.map((column, i) => withIds(column, existing[i], newId)),
    bytes: bufferOf(cleaned),
    original: plan.read === 'direct' ? () => bufferOf(cleaned) : original,
    sql,
    select: [...sql.select, ...absent.map(({ name, type }) => `null::${type} as ${quoteName(name)}`)],
  }
}

const nothing: ScanResult = { lines: 0, bad: [], fields: [], unusual: [], needsRewrite: false }

/** The columns of a dataset that has no record yet: those that its declaration names. */
export function declaredColumns({ fields = {} }: DatasetOptions, newId: () => number): PlannedColumn[] {
  return planSchema([], fields, nothing).columns.map((column) => withIds(column, undefined, newId))
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The column's own words, without what only the catalogue needs. */
function modelColumn({ id, elementId, ...column }: PlannedColumn): Column {
  return column
}

function withIds(column: Column, before: PlannedColumn | undefined, newId: () => number): PlannedColumn {
  const id = before?.id ?? newId()
  return column.type.endsWith('[]') ? { ...column, id, elementId: before?.elementId ?? newId() } : { ...column, id }
}
