/**
 * One catalogue transaction is one DuckLake snapshot. What is written follows what the official extension writes, so that it
 * sees our changes as it would its own, and detects its conflicts with them.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { foreignRowIds } from '../../../model/offset.ts'
import { timestamp } from './open.ts'
import { statement } from './statement.ts'
import { type ColumnStatistics, widest } from './statistics.ts'

/** A Parquet file that is synced to disk and waits to be known. */
export interface NewFile {
  /** Its name within the table's folder. */
  readonly name: string
  readonly rows: number
  readonly bytes: number
  readonly footer_bytes: number
  readonly firstOffset: number
  readonly lastOffset: number
  /** How often its rows were merged. */
  readonly level: number
  readonly crc32c: number
  readonly statistics: readonly ColumnStatistics[]
}

/** The types of a table's columns (and of what is nested in them) by column id, for the order of their statistics. */
export type ColumnTypes = ReadonlyMap<number, string>

export class Commit {
  readonly snapshot: number
  readonly #db: DatabaseSync
  readonly #changes = new Set<string>()
  readonly #altered = new Set<number>()
  #schemaVersion: number
  #nextCatalogId: number
  #nextFileId: number

  constructor(db: DatabaseSync) {
    this.#db = db
    const last = statement(db, 'select * from ducklake_snapshot order by snapshot_id desc limit 1').get()!
    this.snapshot = Number(last.snapshot_id) + 1
    this.#schemaVersion = Number(last.schema_version)
    this.#nextCatalogId = Number(last.next_catalog_id)
    this.#nextFileId = Number(last.next_file_id)
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    statement(this.#db, sql).run(...values)
  }

  get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return statement(this.#db, sql).get(...values)
  }

  all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return statement(this.#db, sql).all(...values)
  }

  newTableId(): number {
    return this.#nextCatalogId++
  }

  /** `inserted_into_table:3` and the like, as `ducklake_snapshot_changes` keeps them. */
  change(what: string): void {
    this.#changes.add(what)
  }

  /** The table has other columns from this snapshot on. */
  alter(tableId: number): void {
    this.#altered.add(tableId)
  }

  /** Tables came or went, columns did not change. */
  alterCatalogue(): void {
    this.#altered.add(-1)
  }

  /** Adds a file to a table. Row ids are in the file, but for `row_id_start` where each row's is its place after it. */
  addFile(tableId: number, file: NewFile, types: ColumnTypes): void {
    for (const column of file.statistics) this.#widenTableStatistics(tableId, column, types.get(column.columnId) ?? '')
    this.#writeFile(tableId, file)
    this.change(`inserted_into_table:${tableId}`)
  }

  #writeFile(tableId: number, file: NewFile): number {
    const id = this.#nextFileId++
    // Only where it is true row by row: a client that merges such files no longer writes their row ids.
    const isConsecutive = file.level === 0 && file.lastOffset - file.firstOffset + 1 === file.rows
    this.run(
      `insert into ducklake_data_file values (?, ?, ?, null, null, ?, 1, 'parquet', ?, ?, ?, ?, null, null, null, null)`,
      ...[id, tableId, this.snapshot, file.name, file.rows, file.bytes, file.footer_bytes],
      isConsecutive ? file.firstOffset : null,
    )
    this.run(
      'insert into caudal_file values (?, ?, ?, ?, ?)',
      ...[id, file.firstOffset, file.lastOffset, file.level, file.crc32c],
    )
    for (const column of file.statistics) {
      this.run(
        'insert into ducklake_file_column_stats values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)',
        ...[id, tableId, column.columnId, column.bytes, column.values - column.nulls, column.nulls],
        ...[column.min ?? null, column.max ?? null, column.hasNan === undefined ? null : Number(column.hasNan)],
      )
    }
    return id
  }

  /** A file names the rows that are gone from a data file, in place of the one that did before. */
  addDeletes(
    tableId: number,
    of: number,
    file: Pick<NewFile, 'name' | 'bytes' | 'footer_bytes' | 'crc32c'> & { readonly count: number },
  ): void {
    this.#endDeletes(of)
    const id = this.#nextFileId++
    this.run(
      `insert into ducklake_delete_file values (?, ?, ?, null, ?, ?, 1, 'parquet', ?, ?, ?, null, null)`,
      ...[id, tableId, this.snapshot, of, file.name, file.count, file.bytes, file.footer_bytes],
    )
    this.run('insert into caudal_delete values (?, ?)', id, file.crc32c)
    this.change(`deleted_from_table:${tableId}`)
  }

  #endDeletes(of: number): void {
    this.run(
      'update ducklake_delete_file set end_snapshot = ? where data_file_id = ? and end_snapshot is null',
      ...[this.snapshot, of],
    )
  }

  /** The rows of files in another file, or in none where none is left. */
  replaceFiles(tableId: number, ids: readonly number[], file: NewFile | undefined): number | undefined {
    this.endFiles(ids)
    const id = file && this.#writeFile(tableId, file)
    this.change(`compacted_table:${tableId}`)
    return id
  }

  /** The table's totals after files came or went. */
  addToTable(tableId: number, rows: number, bytes: number): void {
    this.run(
      `update ducklake_table_stats set record_count = record_count + ?, file_size_bytes = file_size_bytes + ?,
         next_row_id = max(next_row_id, ?) where table_id = ?`,
      ...[rows, bytes, foreignRowIds, tableId],
    )
  }

  /** The files are no part of the table from this snapshot on. */
  endFiles(ids: readonly number[]): void {
    for (const id of ids) {
      this.run('update ducklake_data_file set end_snapshot = ? where data_file_id = ?', this.snapshot, id)
      this.#endDeletes(id)
    }
  }

  #widenTableStatistics(tableId: number, column: ColumnStatistics, type: string): void {
    const known = this.get(
      'select * from ducklake_table_column_stats where table_id = ? and column_id = ?',
      ...[tableId, column.columnId],
    )
    // A column has no row until it has a value, so that a row without a range always means: not known.
    if (column.values === column.nulls && !known) return
    const own = column.min === undefined || column.max === undefined ? undefined : { min: column.min, max: column.max }
    if (!known) {
      const before = this.get('select record_count as n from ducklake_table_stats where table_id = ?', tableId)
      this.run(
        'insert into ducklake_table_column_stats values (?, ?, ?, ?, ?, ?, null)',
        ...[tableId, column.columnId, Number(column.nulls > 0 || Number(before?.n) > 0)],
        ...[column.hasNan === undefined ? null : Number(column.hasNan), own?.min ?? null, own?.max ?? null],
      )
      return
    }
    const { min_value: min, max_value: max, contains_null: hasNull, contains_nan: hasNan } = known
    const range = typeof min === 'string' && typeof max === 'string' ? { min, max } : undefined
    const isEmpty = column.values === column.nulls
    const widened = isEmpty ? range : range && own && widest(type, range, own)
    this.run(
      `update ducklake_table_column_stats set contains_null = ?, contains_nan = ?, min_value = ?, max_value = ?
       where table_id = ? and column_id = ?`,
      ...[
        Number(hasNull === 1 || column.nulls > 0),
        hasNan === null ? null : Number(hasNan === 1 || column.hasNan === true),
      ],
      ...[widened?.min ?? null, widened?.max ?? null, tableId, column.columnId],
    )
  }

  /** Writes the snapshot itself, if there was any change. */
  finish(): void {
    if (this.#changes.size === 0) return
    if (this.#altered.size > 0) this.#schemaVersion++
    for (const tableId of this.#altered) {
      if (tableId === -1) continue
      this.run('insert into ducklake_schema_versions values (?, ?, ?)', this.snapshot, this.#schemaVersion, tableId)
    }
    this.run(
      'insert into ducklake_snapshot values (?, ?, ?, ?, ?)',
      ...[this.snapshot, timestamp(Date.now()), this.#schemaVersion, this.#nextCatalogId, this.#nextFileId],
    )
    this.run(
      `insert into ducklake_snapshot_changes values (?, ?, 'Caudal', null, null)`,
      ...[this.snapshot, [...this.#changes].join(',')],
    )
  }
}

/** Runs the changes in one transaction; none of them happens if one throws. */
export function commit<Result>(db: DatabaseSync, write: (commit: Commit) => Result): Result {
  db.exec('begin immediate')
  try {
    const change = new Commit(db)
    const result = write(change)
    change.finish()
    db.exec('commit')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}
