import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Log, silent } from '../../lib/log.ts'
import type { DatasetFrame, DatasetOptions, DatasetWriter, Outcome } from '../dataset.ts'
import { openCatalogueReadOnly } from './catalogue/open.ts'
import { readTable } from './catalogue/read.ts'
import { type Row, rowsOf } from './duck.ts'
import { type LakeEngine, startLake } from './index.ts'
import { rowIdField } from './parquet.ts'
import type { LakeOptions } from './protocol.ts'
import { liveRows } from './removal/live-rows.ts'

/** A lake, once it is open. */
export async function openLake(options: Parameters<typeof startLake>[0]): Promise<LakeEngine> {
  const lake = startLake(options)
  await lake.opened
  return lake
}

/** A lake in a temporary folder, stopped and removed when it goes out of scope. */
export class TestLake implements AsyncDisposable {
  readonly folder: string
  engine: LakeEngine
  readonly #options: Partial<LakeOptions>

  private constructor(folder: string, engine: LakeEngine, options: Partial<LakeOptions>) {
    this.folder = folder
    this.engine = engine
    this.#options = options
  }

  static async open(options: Partial<LakeOptions> & { log?: Log; onDamage?: () => void } = {}): Promise<TestLake> {
    const folder = mkdtempSync(join(tmpdir(), 'caudal-lake-'))
    const { log = silent, onDamage = () => {}, ...rest } = options
    return new TestLake(folder, await openLake({ ...rest, folder, log, onDamage }), rest)
  }

  async restart(between: () => void = () => {}): Promise<void> {
    await this.engine.stop()
    between()
    this.engine = await openLake({ ...this.#options, folder: this.folder, log: silent })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Fills a dataset again from a boundary on with these frames, as a rebuild does; resolves with what came of them, and its new writer. */
export async function fillAgain(
  { engine }: TestLake,
  options: DatasetOptions,
  boundary: ReadonlyMap<number, number>,
  frames: readonly DatasetFrame[],
): Promise<{ outcome: Outcome; writer: DatasetWriter }> {
  const next = await engine.beginNext(options.name, boundary)
  const filling = await engine.open({ ...options, name: next })
  const last = frames.at(-1)
  const outcome = last ? await filling.append(frames, last.offset + last.count) : await filling.totals()
  await engine.close(options.name)
  await engine.close(next)
  await engine.swap(options.name, boundary)
  return { outcome, writer: await engine.open(options) }
}

/** A frame of NDJSON lines; strings are taken as they are. */
export function frameOf(offset: number, records: readonly unknown[], more: Partial<DatasetFrame> = {}): DatasetFrame {
  const lines = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)))
  return {
    offset,
    count: records.length,
    kind: 'records',
    source: 'test',
    received: Date.UTC(2025, 0, 1) + offset,
    bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')),
    ...more,
  }
}

/** Rows of a dataset as they are committed, read by a DuckDB of the test's own. */
export async function rowsIn(lake: TestLake, dataset: string, select = '*', order = '_offset'): Promise<Row[]> {
  const db = openCatalogueReadOnly(lake.folder)
  const table = readTable(db, lake.folder, dataset)
  db.close()
  if (!table || table.files.length === 0) return []
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const columns = [...table.columns, { id: rowIdField, name: '_offset', type: 'BIGINT' }]
  const source = await liveRows(table.files, columns, order === 'file_row_number')
  const rows = await rowsOf(connection, `select ${select} from (${source}) order by ${order}`)
  connection.closeSync()
  instance.closeSync()
  return rows
}
