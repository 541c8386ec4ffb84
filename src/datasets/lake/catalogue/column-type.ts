import { quoteName } from '../../../lib/sql-text.ts'

/** DuckLake's names of types, by DuckDB's. Others (`decimal(18,3)`, `uuid`) are called the same but for their case. */
const lakeNames: Readonly<Record<string, string>> = {
  TINYINT: 'int8',
  SMALLINT: 'int16',
  INTEGER: 'int32',
  BIGINT: 'int64',
  HUGEINT: 'int128',
  UTINYINT: 'uint8',
  USMALLINT: 'uint16',
  UINTEGER: 'uint32',
  UBIGINT: 'uint64',
  UHUGEINT: 'uint128',
  FLOAT: 'float32',
  DOUBLE: 'float64',
  'TIMESTAMP WITH TIME ZONE': 'timestamptz',
}
const duckNames = new Map(Object.entries(lakeNames).map(([duck, lake]) => [lake, duck]))

/** `BIGINT` to `int64`; only for types without children. */
export function lakeTypeOf(type: string): string {
  return lakeNames[type] ?? type.toLowerCase()
}

/** A row of `ducklake_column`, as far as its type is concerned. */
export interface TypeRow {
  readonly column_id: number
  readonly column_name: string
  readonly column_type: string
  readonly parent_column: number | null
}

/** The column's type as DuckDB writes it; the children of nested types are rows of their own. */
export function duckTypeOf(row: TypeRow, children: (columnId: number) => readonly TypeRow[]): string {
  const nested = children(row.column_id)
  switch (row.column_type) {
    case 'list':
      return `${duckTypeOf(nested[0]!, children)}[]`
    case 'struct':
      return `STRUCT(${nested.map((child) => `${quoteName(child.column_name)} ${duckTypeOf(child, children)}`).join(', ')})`
    case 'map':
      return `MAP(${nested.map((child) => duckTypeOf(child, children)).join(', ')})`
    default:
      return duckNames.get(row.column_type) ?? row.column_type.toUpperCase()
  }
}
