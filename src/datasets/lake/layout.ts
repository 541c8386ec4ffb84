/** How a chunk becomes columns: which there are, with their ids, and the SQL that reads them. */
import type { ScanResult } from '../../model/scan.ts'
import type { Column } from '../../model/schema.ts'
import { planSchema, type ReadColumn } from '../../model/schema-plan.ts'
import { timeExpression, timeFields } from '../../model/time-field.ts'
import type { DatasetOptions } from '../dataset.ts'
import { quoteName } from './catalogue/column-type.ts'
import type { PlannedColumn } from './catalogue/schema-change.ts'

export interface Layout {
  /** All columns of the dataset that are read from records, those that the chunk does not have included. */
  readonly columns: readonly PlannedColumn[]
  /** The lines as DuckDB reads them, without those that are bad. */
  readonly bytes: Buffer
  /** The `columns` of `read_json`. */
  readonly read: string
  /** The record's time, else the time received, over the row `j` of `read_json` and the row `m` of its frame. */
  readonly time: string
  /** The column's value over the row `j`. */
  readonly expression: (column: PlannedColumn) => string
}

const received = 'make_timestamp(m.received * 1000)'

/** Decides it for one chunk. `newId` gives ids that no column of the dataset ever had. */
export function layOut(
  bytes: Buffer,
  scan: ScanResult,
  existing: readonly PlannedColumn[],
  options: DatasetOptions,
  newId: () => number,
): Layout {
  const plan = planSchema(existing.map(modelColumn), options.fields ?? {}, scan)
  const present = new Map(plan.present.map((column) => [column.name, column]))
  const names = timeFields([...present.keys()], options.time)
  const times = names.map((name) => {
    const { readAs, path } = present.get(name)!
    return timeExpression(valueOf(path), readAs === 'BIGINT' || readAs === 'DOUBLE' ? readAs : 'VARCHAR')
  })
  return {
    columns: plan.columns.map((column, i) => withIds(column, existing[i], newId)),
    bytes: scan.bad.length > 0 ? withoutBad(bytes, scan) : bytes,
    read: structOf(plan.present, 0),
    time: `coalesce(${[...times, received].join(', ')})`,
    expression(column) {
      const read = present.get(column.name)
      return read ? `${valueOf(read.path)}` : `null::${column.type}`
    },
  }
}

/** The column's own words, without what only the catalogue needs. */
function modelColumn({ id, elementId, ...column }: PlannedColumn): Column {
  return column
}

function withIds(column: Column, before: PlannedColumn | undefined, newId: () => number): PlannedColumn {
  const id = before?.id ?? newId()
  return column.type.endsWith('[]') ? { ...column, id, elementId: before?.elementId ?? newId() } : { ...column, id }
}

function valueOf(path: readonly string[]): string {
  return `j.${path.map(quoteName).join('.')}`
}

function withoutBad(bytes: Buffer, scan: ScanResult): Buffer {
  const parts: Buffer[] = []
  let start = 0
  for (const line of scan.bad) {
    parts.push(bytes.subarray(start, line.start))
    start = line.end + 1
  }
  return Buffer.concat([...parts, bytes.subarray(start)])
}

function structOf(columns: readonly ReadColumn[], depth: number): string {
  const fields = new Map<string, ReadColumn[]>()
  for (const column of columns) {
    const name = column.path[depth]!
    fields.set(name, [...(fields.get(name) ?? []), column])
  }
  const parts = [...fields].map(([name, of]) => {
    const type = of[0]!.path.length === depth + 1 ? of[0]!.readAs : `STRUCT(${structOf(of, depth + 1)})`
    return depth === 0 ? `${quoteName(name)}: '${type.replaceAll("'", "''")}'` : `${quoteName(name)} ${type}`
  })
  return depth === 0 ? `{${parts.join(', ')}}` : parts.join(', ')
}
