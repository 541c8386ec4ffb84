import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { lakeTypeOf } from '../catalogue/column-type.ts'
import { openCatalogue, timestamp } from '../catalogue/open.ts'

const rowId = '_ducklake_internal_row_id'

/** How a file is written: as we do by default, or as another DuckLake client would. */
export interface FileForm {
  readonly rowIds?: boolean
  readonly fieldIds?: boolean
}

/** A small lake whose catalogue is written row by row, so that tests can make any state of it. */
export class LakeFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'caudal-lake-'))
  readonly db: DatabaseSync
  readonly #instance: DuckDBInstance
  readonly duck: DuckDBConnection
  #tables = 0
  #files = 0
  #snapshots = 0

  private constructor(instance: DuckDBInstance, duck: DuckDBConnection) {
    this.#instance = instance
    this.duck = duck
    this.db = openCatalogue(this.folder)
  }

  static async make(): Promise<LakeFixture> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    return new LakeFixture(instance, await instance.connect())
  }

  /** A dataset with its columns, in the order of their field ids from 1 on. */
  dataset(name: string, columns: Readonly<Record<string, string>>): void {
    const id = ++this.#tables
    const snapshot = this.#snapshot()
    this.db
      .prepare(`insert into ducklake_table values (?, ?, ?, null, 0, ?, ?, 1)`)
      .run(id, crypto.randomUUID(), snapshot, name, `${name}/`)
    for (const [column, type] of Object.entries(columns)) this.column(name, column, type)
    mkdirSync(join(this.folder, 'data', 'main', name), { recursive: true })
  }

  column(dataset: string, name: string, type: string): void {
    const id = this.#tableId(dataset)
    const { next } = this.db.prepare('select count(*) + 1 as next from ducklake_column where table_id = ?').get(id) as {
      next: number
    }
    const insert = this.db.prepare(
      'insert into ducklake_column values (?, ?, null, ?, ?, ?, ?, null, null, 1, ?, null, null)',
    )
    const isList = type.endsWith('[]')
    const snapshot = this.#snapshot()
    insert.run(next, snapshot, id, next, name, isList ? 'list' : lakeTypeOf(type), null)
    if (isList) insert.run(next + 1, snapshot, id, next + 1, 'element', lakeTypeOf(type.slice(0, -2)), next)
  }

  /** Widens a column: the same field id with another type. */
  retype(dataset: string, name: string, type: string): void {
    this.#snapshot()
    const update = this.db.prepare('update ducklake_column set column_type = ? where table_id = ? and column_name = ?')
    update.run(lakeTypeOf(type), this.#tableId(dataset), name)
  }

  /** Writes the rows of a SELECT as one file, with offsets from `first` on. */
  async file(dataset: string, first: number, select: string, form: FileForm = {}): Promise<number> {
    const { rowIds = true, fieldIds = true } = form
    const table = this.#tableId(dataset)
    const id = this.#files++
    const path = join(this.folder, 'data', 'main', dataset, `${id}.parquet`)
    const columns = this.db
      .prepare(
        'select column_id as id, column_name as name, column_type as type from ducklake_column where table_id = ? and parent_column is null',
      )
      .all(table) as unknown as readonly { id: number; name: string; type: string }[]
    const numbered = rowIds
      ? `${first} + row_number() over () - 1 as ${rowId}, * from (${select})`
      : `* from (${select})`
    const present = (await this.duck.runAndReadAll(`describe (${select})`)).getRows().map((row) => String(row[0]))
    const ids = columns
      .filter(({ name }) => present.includes(name))
      .map(({ id, name, type }) => {
        return `${quoteName(name)}: ${type === 'list' ? `{__duckdb_field_id: ${id}, element: ${id + 1}}` : id}`
      })
    if (rowIds) ids.push(`${rowId}: 2147483540`)
    const options = fieldIds ? `, field_ids {${ids.join(', ')}}` : ''
    await this.duck.run(`copy (select ${numbered}) to ${quoteText(path)} (format parquet${options})`)
    const stats = (
      await this.duck.runAndReadAll(
        `select count(*), ${present.includes('_time') ? 'min(_time), max(_time)' : 'null, null'} from read_parquet(${quoteText(path)})`,
      )
    ).getRowsJson()[0]!
    const rows = Number(stats[0])
    const snapshot = this.#snapshot()
    this.db
      .prepare(
        `insert into ducklake_data_file values (?, ?, ?, null, null, ?, 1, 'parquet', ?, ?, 0, ?, null, null, null, null)`,
      )
      .run(id, table, snapshot, `${id}.parquet`, rows, statSync(path).size, first)
    const time = columns.find(({ name }) => name === '_time')
    if (time && stats[1] !== null) {
      this.db
        .prepare('insert into ducklake_file_column_stats values (?, ?, ?, 0, ?, 0, ?, ?, null, null)')
        .run(id, table, time.id, rows, String(stats[1]), String(stats[2]))
    }
    if (rowIds && fieldIds)
      this.db.prepare('insert into caudal_file values (?, ?, ?, 0, 1)').run(id, first, first + rows - 1)
    return id
  }

  /** Registers a file that names deleted rows, which lies beside the data. */
  deletes(dataset: string, file: number, path: string, count: number, format: 'parquet' | 'puffin'): void {
    const table = this.#tableId(dataset)
    this.db
      .prepare('insert into ducklake_delete_file values (?, ?, ?, null, ?, ?, 1, ?, ?, 0, 0, null, null)')
      .run(this.#files++, table, this.#snapshot(), file, path, format, count)
  }

  path(dataset: string, file: string | number): string {
    return join(this.folder, 'data', 'main', dataset, typeof file === 'number' ? `${file}.parquet` : file)
  }

  remove(): void {
    this.db.close()
    this.duck.closeSync()
    this.#instance.closeSync()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #tableId(dataset: string): number {
    return Number(this.db.prepare('select table_id as id from ducklake_table where table_name = ?').get(dataset)!.id)
  }

  #snapshot(): number {
    const id = ++this.#snapshots
    this.db.prepare('insert into ducklake_snapshot values (?, ?, 1, 100, 100)').run(id, timestamp(Date.now()))
    return id
  }
}
