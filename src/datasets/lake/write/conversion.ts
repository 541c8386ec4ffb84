/** One chunk becomes Parquet files: usually one, more when DuckDB stumbles over a record. No record is lost, none holds up others. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { FileSystem } from '../../../lib/file-system.ts'
import { quoteText } from '../../../lib/sql-text.ts'
import type { NewFile } from '../catalogue/commit.ts'
import { type Duck, isMachineFailure } from '../duck.ts'
import { rowIdColumn, type StoryColumn, writeParquet } from '../parquet.ts'
import {
  type RejectedRow,
  recordColumns,
  rejectedColumns,
  rejectedName,
  rejectedNdjson,
  rejectedQuery,
  restColumn,
  timeColumn,
} from '../rejected.ts'
import { anyWithoutTime, findingsOf } from '../remarks/doubts.ts'
import type { Finding } from '../remarks/remark-store.ts'
import { joinLines, linesOf, longestLine, originOf, type Run, splitRuns } from './chunk.ts'
import type { Layout } from './layout.ts'
import { type ReadSql, rowAlias } from './read-columns.ts'

/** Records that are ready to be read by DuckDB. */
export interface Records {
  readonly dataset: string
  readonly table: number
  /** The file with the lines, and the offsets that they have. */
  readonly path: string
  readonly runs: readonly Run[]
  readonly layout: Pick<Layout, 'sql' | 'select'> & { readonly columns: readonly StoryColumn[] }
  /** The lines themselves. */
  readonly bytes: Buffer
}

export interface Converted {
  readonly files: readonly NewFile[]
  readonly rejected: readonly RejectedRow[]
}

/** DuckDB reads pieces of twice the longest record; small pieces stay in the processor's cache. */
const leastObject_bytes = 1 << 16

export class Converter {
  readonly #duck: Duck
  readonly #folderOf: (dataset: string) => string
  /** Datasets with times that are not plain ISO 8601, or with records without one. */
  readonly #oddTimes = new Set<string>()
  readonly #fileSystem: FileSystem

  constructor(duck: Duck, folderOf: (dataset: string) => string, fileSystem: FileSystem) {
    this.#duck = duck
    this.#folderOf = folderOf
    this.#fileSystem = fileSystem
  }

  /** The files are on disk, names included, when this resolves; no catalogue knows them yet. */
  async convert(records: Records): Promise<Converted> {
    if (records.runs.length === 0) return { files: [], rejected: [] }
    try {
      const file = await this.#duck.use((connection) => this.#write(connection, records))
      return { files: [file], rejected: [] }
    } catch (error) {
      if (isMachineFailure(error)) throw error
      return this.#halve(records, error)
    }
  }

  /** What the database saw of the records that it wrote into these files. */
  async findings(records: Records, files: readonly NewFile[]): Promise<Finding[]> {
    const { dataset, layout } = records
    if (files.length === 0 || layout.sql.doubts.length === 0) return []
    return this.#duck.use(async (connection) => {
      // Both are next to nothing to ask, and rarely so.
      const hasRest = files.some((file) => !hasOnlyNulls(file, restColumn))
      const paths = files.map(({ name }) => join(this.#folderOf(dataset), name))
      const isPlain = layout.sql.plain !== undefined && !this.#oddTimes.has(dataset)
      const lacksTime = !isPlain && (await anyWithoutTime(connection, paths))
      const doubts = layout.sql.doubts.filter(({ kind }) => (kind === 'no_time' ? lacksTime : hasRest))
      if (doubts.length === 0) return []
      const rows = chunkRows(records, await runsTable(connection, records.runs))
      const found: Finding[] = []
      for (const doubt of doubts) found.push(...(await findingsOf(connection, doubt, rows)))
      return found
    })
  }

  async convertRejected(
    dataset: string,
    table: number,
    rows: readonly RejectedRow[],
    path: string,
  ): Promise<NewFile[]> {
    if (rows.length === 0) return []
    const bytes = Buffer.from(rejectedNdjson(rows))
    writeFileSync(path, bytes)
    try {
      const name = rejectedName(dataset)
      const folder = await this.#makeFolder(name)
      const file = await this.#duck.use((connection) =>
        writeParquet(
          connection,
          rejectedQuery(path, longestLine(bytes), rowIdColumn),
          {
            folder,
            columns: rejectedColumns,
            story: { dataset: name, table, columns: rejectedColumns },
            level: 0,
            compressionLevel: 1,
          },
          this.#fileSystem,
        ),
      )
      return [file]
    } finally {
      rmSync(path, { force: true })
    }
  }

  async #write(connection: DuckDBConnection, records: Records): Promise<NewFile> {
    const { dataset, table, layout } = records
    const runs = await runsTable(connection, records.runs)
    const folder = await this.#makeFolder(dataset)
    const columns = [...recordColumns, ...layout.columns]
    const write = (query: string) =>
      writeParquet(
        connection,
        query,
        { folder, columns, story: { dataset, table, columns }, level: 0, compressionLevel: 1 },
        this.#fileSystem,
      )
    const plain = this.#oddTimes.has(dataset) ? undefined : layout.sql.plain
    let file = await write(conversionQuery(records, runs, plain))
    if (plain && hasNulls(file, timeColumn)) {
      this.#oddTimes.add(dataset)
      rmSync(join(folder, file.name))
      file = await write(conversionQuery(records, runs, undefined))
    }
    return file
  }

  async #makeFolder(dataset: string): Promise<string> {
    const folder = this.#folderOf(dataset)
    await this.#fileSystem.makeFolder(folder)
    return folder
  }

  async #halve(records: Records, error: unknown): Promise<Converted> {
    const lines = [...linesOf(records.bytes)]
    if (lines.length === 1) {
      const [run] = records.runs
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
      const reason = `cannot store record: ${why}`
      const { offset, received, source } = run!
      return {
        files: [],
        rejected: [{ offset, received, source, reason, line: undefined, request: undefined, bytes: lines[0]! }],
      }
    }
    const half = lines.length >> 1
    const [left, right] = splitRuns(records.runs, half)
    const results: Converted[] = []
    for (const [part, runs] of [
      [lines.slice(0, half), left],
      [lines.slice(half), right],
    ] as const) {
      const path = `${records.path}.${results.length}`
      const bytes = joinLines(part)
      writeFileSync(path, bytes)
      try {
        results.push(await this.convert({ ...records, path, runs, bytes }))
      } finally {
        rmSync(path, { force: true })
      }
    }
    return {
      files: results.flatMap((result) => result.files),
      rejected: results.flatMap((result) => result.rejected),
    }
  }
}

function hasNulls({ statistics }: NewFile, column: number): boolean {
  return statistics.find(({ columnId }) => columnId === column)?.nulls !== 0
}

function hasOnlyNulls({ rows, statistics }: NewFile, column: number): boolean {
  return statistics.find(({ columnId }) => columnId === column)?.nulls === rows
}

function conversionQuery(records: Records, runs: string, plain: ReadSql['plain']): string {
  const { layout } = records
  // A row of one side without the other would be a record with another's offset: it is an error, not a null.
  return `select ${[
    `${plain ? plain.time : `coalesce(${layout.sql.time}, make_timestamp(m.received * 1000))`} as _time`,
    'make_timestamp(m.received * 1000) as _received',
    'm.origin as _source',
    `${(plain ?? layout.sql).rest} as _rest`,
    ...(plain?.select ?? []),
    ...layout.select.slice(plain?.select.length ?? 0),
    `case when ${rowAlias}._ducklake_here is null then error('fewer records than offsets') else m."offset" end as ${rowIdColumn}`,
  ].join(', ')}
  from ${chunkRows(records, runs)}`
}

/** The records beside their offsets. */
function chunkRows({ path, layout, bytes }: Records, runs: string): string {
  const object_bytes = Math.max(leastObject_bytes, longestLine(bytes) + 1024)
  return `(select *, 1 as _ducklake_here from read_json(${quoteText(path)}, format = 'newline_delimited', records = true,
    maximum_object_size = ${object_bytes}, columns = ${layout.sql.columns})) ${rowAlias}
  positional join (select received, origin, source, unnest(range("offset", "offset" + count)) as "offset" from ${runs}) m`
}

/** So many fit the statement itself, which is quicker than a table. */
const runsInText = 50

/** The runs as something to select from. */
async function runsTable(connection: DuckDBConnection, runs: readonly Run[]): Promise<string> {
  if (runs.length <= runsInText) {
    const rows = runs.map(
      (run) =>
        `(${run.offset}::bigint, ${run.count}, ${run.received}::bigint, ${quoteText(originOf(run))}, ${quoteText(run.source)})`,
    )
    return `(values ${rows.join(', ')}) as runs("offset", count, received, origin, source)`
  }
  await connection.run(
    'create or replace temp table runs("offset" bigint, count bigint, received bigint, origin varchar, source varchar)',
  )
  const appender = await connection.createAppender('runs')
  for (const run of runs) {
    appender.appendBigInt(BigInt(run.offset))
    appender.appendBigInt(BigInt(run.count))
    appender.appendBigInt(BigInt(run.received))
    appender.appendVarchar(originOf(run))
    appender.appendVarchar(run.source)
    appender.endRow()
  }
  appender.closeSync()
  return 'runs'
}
