/**
 * The columns of a dataset: inferred from what arrives, declared in the project, or both. Inference loses nothing: a column is
 * only ever widened, BIGINT to DOUBLE to VARCHAR, and a step that could lose digits goes to VARCHAR at once.
 */

/** The types that inference gives, and those that only a declaration gives. Lists are `VARCHAR[]` and the like. */
export type ColumnType =
  | 'BOOLEAN'
  | 'BIGINT'
  | 'DOUBLE'
  | 'VARCHAR'
  | 'TIMESTAMP'
  | 'DATE'
  | `${'BOOLEAN' | 'BIGINT' | 'DOUBLE' | 'VARCHAR'}[]`

export interface Column {
  /** As users write it in SQL; nested objects as dotted names (`http.status`). */
  readonly name: string
  readonly type: ColumnType
  /** The way to the value in the JSON record: `['http', 'status']`. */
  readonly path: readonly string[]
  /** A declared column keeps its type: what does not fit goes to `_rest`. */
  readonly declared: boolean
  /** Objects are kept whole, as JSON text, and not as columns of their own (declared `json`). */
  readonly json?: boolean
  /** Integers of more than 15 digits may be among the values: such a BIGINT becomes no DOUBLE. */
  readonly big?: boolean
}

/** What the project says of a dataset's fields: `fields: { status: integer }`. */
export type DeclaredType = 'boolean' | 'integer' | 'number' | 'string' | 'timestamp' | 'date' | 'json'

/** Columns that Caudal adds. A record's own field of such a name goes to `_rest`, but for `_time`, which is understood. */
export const reservedColumns = ['_time', '_source', '_offset', '_received', '_id', '_tenant', '_rest'] as const

/** More fields than this do not become columns: they are kept, searchable, in `_rest`. */
export const columnsCap = 1000
