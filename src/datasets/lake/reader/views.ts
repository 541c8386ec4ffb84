import type { DuckDBConnection } from '@duckdb/node-api'
import { messageOf } from '../../../lib/errors.ts'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import type { TenantScope } from '../../dataset.ts'
import type { LakeColumn, LakeFile, LakeTable } from '../catalogue/read.ts'
import { removedPlaces } from '../removal/live-rows.ts'
import { overlaps } from './search-files.ts'
import { maskedRows, tenantCondition } from './tenant-rows.ts'

/** The Parquet field id by which DuckLake marks the row ids that a file carries. */
const rowIdField = 2147483540

/** How a file that another client wrote is to be read. */
interface FileForm {
  readonly hasFieldIds: boolean
  readonly hasRowIds: boolean
  readonly columns: ReadonlySet<string>
}

/** Which rows a view has; all of them where nothing is said. */
export interface RowChoice {
  /** Those with these offsets. */
  readonly offsets?: readonly number[] | undefined
  /** Those that are not the same as when the table had these files. */
  readonly before?: readonly LakeFile[] | undefined
  /** Whether it is a view, whose rows are exchanged. */
  readonly isExchanged?: boolean
  /** Those for which this expression holds, which names columns that are there. */
  readonly where?: string | undefined
  /** Those that meet this condition in SQL. */
  readonly only?: string | undefined
  /** Those of a client company. */
  readonly tenant?: TenantScope | undefined
}

/** Writes the datasets' views: what a query sees when it names a dataset. */
export class Views {
  readonly #forms = new Map<string, FileForm>()
  readonly #texts = new WeakMap<LakeTable, string>()

  /** The text of the view of all rows or of some. */
  async textOf(
    connection: DuckDBConnection,
    table: LakeTable,
    { offsets, before, isExchanged, where, only, tenant }: RowChoice = {},
  ): Promise<string> {
    const all = before
      ? await (isExchanged ? this.#exchanges(connection, table, before) : this.#changes(connection, table, before))
      : offsets
        ? await this.#rowsAt(connection, table, offsets)
        : await this.#allRows(connection, table)
    const chosen = where === undefined ? all : `select * from (${all}) where (\n${where}\n)`
    const rows = tenant ? maskedRows(chosen, table, tenantCondition(table, tenant)) : chosen
    return only === undefined ? rows : this.#only(connection, rows, table, only)
  }

  /** The rows that came and those that went; a merge moves rows, and changes none. */
  async #changes(connection: DuckDBConnection, table: LakeTable, before: readonly LakeFile[]): Promise<string> {
    const came = table.files.filter((file) => !before.some((other) => isSame(file, other)))
    const went = before.filter((file) => !table.files.some((other) => isSame(file, other)))
    const [moved, fresh] = apart(came, went)
    const [left, lost] = apart(went, came)
    const plain = await this.relation(connection, table, [...fresh, ...lost])
    if (moved.length === 0 && left.length === 0) return plain
    const is = await this.relation(connection, table, moved)
    const was = await this.relation(connection, table, left)
    const without = (rows: string, others: string) =>
      `select * from (${rows}) anti join (select _offset from (${others})) using (_offset)`
    return [plain, without(is, was), without(was, is)].join(' union all by name ')
  }

  /** Each exchange numbers all rows anew: those that came and those that went are told by their values. */
  async #exchanges(connection: DuckDBConnection, table: LakeTable, before: readonly LakeFile[]): Promise<string> {
    const columns = names(inOrder(table.columns))
    const [is, was] = [
      await this.relation(connection, table, table.files),
      await this.relation(connection, table, before),
    ]
    const without = (rows: string, others: string) =>
      `(select ${columns} from (${rows}) except all select ${columns} from (${others}))`
    return `select *, null::bigint as "_offset" from (${without(is, was)} union all ${without(was, is)})`
  }

  /** A table that lacks a column of the condition has no row that meets it. */
  async #only(connection: DuckDBConnection, rows: string, table: LakeTable, only: string): Promise<string> {
    const text = maskedRows(rows, table, `coalesce((\n${only}\n), false)`)
    try {
      const statement = await connection.prepare(text)
      statement.destroySync()
      return text
    } catch (error) {
      if (!/referenced column .* not found/i.test(messageOf(error))) throw error
      return `select * from (${rows}) where false`
    }
  }

  async #allRows(connection: DuckDBConnection, table: LakeTable): Promise<string> {
    let text = this.#texts.get(table)
    if (text === undefined) {
      text = await this.relation(connection, table, table.files)
      this.#texts.set(table, text)
    }
    return text
  }

  async #rowsAt(connection: DuckDBConnection, table: LakeTable, offsets: readonly number[]): Promise<string> {
    const files = table.files.filter((file) =>
      offsets.some((offset) => overlaps(file, { first: offset, last: offset })),
    )
    const rows = await this.relation(connection, table, files)
    return `select * from (${rows}) where ${offsets.length > 0 ? `_offset in (${offsets.join(', ')})` : 'false'}`
  }

  /** A SELECT of the rows of some of the table's files. */
  async relation(connection: DuckDBConnection, table: LakeTable, files: readonly LakeFile[]): Promise<string> {
    const columns = inOrder(table.columns)
    const plain: LakeFile[] = []
    const branches: string[] = []
    for (const file of files) {
      const form = file.offsets === 'unknown' ? await this.#formOf(connection, file) : undefined
      if (file.deletes === undefined && (form === undefined || (form.hasFieldIds && form.hasRowIds))) plain.push(file)
      else branches.push(await foreignBranch(columns, file, form))
    }
    if (plain.length > 0) branches.unshift(plainBranch(columns, plain))
    return branches.length > 0 ? branches.join(' union all by name ') : emptyBranch(columns)
  }

  async #formOf(connection: DuckDBConnection, file: LakeFile): Promise<FileForm> {
    let form = this.#forms.get(file.path)
    if (!form) {
      const reader = await connection.runAndReadAll(
        `select name, field_id::bigint from parquet_schema(${quoteText(file.path)}) offset 1`,
      )
      const rows = reader.getRowsJson()
      form = {
        hasFieldIds: rows.some((row) => row[1] !== null),
        hasRowIds: rows.some((row) => Number(row[1]) === rowIdField),
        columns: new Set(rows.map((row) => String(row[0]))),
      }
      if (this.#forms.size > 10_000) this.#forms.clear()
      this.#forms.set(file.path, form)
    }
    return form
  }
}

function isSame(file: LakeFile, other: LakeFile): boolean {
  return file.id === other.id && file.deletes?.path === other.deletes?.path
}

/** The files that may have rows of the others, and those that have none. */
function apart(files: readonly LakeFile[], others: readonly LakeFile[]): [LakeFile[], LakeFile[]] {
  const isMixed = ({ first, last }: LakeFile) =>
    others.some((other) => first === undefined || last === undefined || overlaps(other, { first, last }))
  const mixed = files.filter(isMixed)
  return [mixed, files.filter((file) => !mixed.includes(file))]
}

const last = ['_source', '_received', '_id', '_tenant', '_rest']

/** `_time` first, then the user's fields, then what was added, as everybody expects them in `select *`. */
export function inOrder(columns: readonly LakeColumn[]): LakeColumn[] {
  const rank = (column: LakeColumn) => (column.name === '_time' ? -1 : last.indexOf(column.name) + 1)
  return columns.toSorted((a, b) => rank(a) - rank(b))
}

function names(columns: readonly LakeColumn[]): string {
  return columns.map((column) => quoteName(column.name)).join(', ')
}

/** By field id: columns that came later are null in older files, and those that were widened are cast. */
function schemaOf(columns: readonly LakeColumn[], withOffset: boolean): string {
  const entries = columns.map((column) => field(column.id, column.name, column.type))
  if (withOffset) entries.push(field(rowIdField, '_offset', 'BIGINT'))
  return `MAP {${entries.join(', ')}}`
}

function field(id: number, name: string, type: string): string {
  return `${id}: {name: ${quoteText(name)}, type: ${quoteText(type)}, default_value: NULL}`
}

function plainBranch(columns: readonly LakeColumn[], files: readonly LakeFile[]): string {
  const paths = files.map((file) => quoteText(file.path)).join(', ')
  return `select ${names(columns)}, "_offset" from read_parquet([${paths}], schema = ${schemaOf(columns, true)})`
}

/** A file with deleted rows, or one of another client, whose rows may be numbered by their place only. */
async function foreignBranch(
  columns: readonly LakeColumn[],
  file: LakeFile,
  form: FileForm | undefined,
): Promise<string> {
  const hasFieldIds = form?.hasFieldIds ?? true
  const hasRowIds = form?.hasRowIds ?? true
  const path = quoteText(file.path)
  const source = hasFieldIds
    ? `read_parquet([${path}], schema = ${schemaOf(columns, hasRowIds)}, file_row_number = true)`
    : `read_parquet([${path}], file_row_number = true)`
  const selected = hasFieldIds
    ? columns.map((column) => quoteName(column.name))
    : columns.map((column) => byName(column, form!))
  selected.push(
    hasRowIds && hasFieldIds ? '"_offset"' : `(${file.rowIdStart ?? 0} + file_row_number)::BIGINT as "_offset"`,
  )
  const deleted = file.deletes ? ` where file_row_number not in (${await removedPlaces(file.deletes)})` : ''
  return `select ${selected.join(', ')} from ${source}${deleted}`
}

function byName(column: LakeColumn, form: FileForm): string {
  const source = form.columns.has(column.name) ? quoteName(column.name) : 'NULL'
  return `${source}::${column.type} as ${quoteName(column.name)}`
}

function emptyBranch(columns: readonly LakeColumn[]): string {
  const typed = [
    ...columns.map((column) => `NULL::${column.type} as ${quoteName(column.name)}`),
    'NULL::BIGINT as "_offset"',
  ]
  return `select ${typed.join(', ')} where false`
}
