/** A log file that is followed, and CSV files that land, until their last record is in the dataset. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { startedProduct, untilRows } from './product.ts'
import { timed } from './run.ts'
import { type Line, ms, perSecond } from './table.ts'

const records = 1_000_000

export async function files(): Promise<Line[]> {
  const { product, stop } = await startedProduct(`name: bench
sources:
  lines: { type: tail, path: "logs/*.log", to: lines, poll: 50ms }
  rows: { type: files, path: "landing/*.csv", to: rows, poll: 50ms, settle: 100ms }
datasets:
  lines: {}
  rows: {}
`)
  mkdirSync(join(product.folder, 'logs'), { recursive: true })
  mkdirSync(join(product.folder, 'landing'), { recursive: true })
  const log = join(product.folder, 'logs', 'app.log')
  const csv = join(product.folder, 'landing', 'rows.csv')

  const lines = Array.from(
    { length: records },
    (_, n) =>
      `2026-01-01T00:00:00Z app[${n % 97}]: request ${n} took ${n % 1000} ms and answered with ${n % 7 ? 200 : 500}\n`,
  ).join('')
  const begin = performance.now()
  writeFileSync(log, lines)
  await untilRows(product, 'lines', records)
  const tailed = performance.now() - begin
  const { ms: counted } = await timed(async () => execFileSync('wc', ['-l', log]))

  const rows = `id,name,value,at\n${Array.from({ length: records }, (_, n) => `${n},name ${n % 1000},${(n % 10000) / 100},2026-01-01 00:00:00`).join('\n')}\n`
  const hidden = join(tmpdir(), `caudal-bench-${process.pid}.csv`)
  writeFileSync(hidden, rows)
  const bare = await bareDuckdb(hidden)
  const landing = performance.now()
  writeFileSync(`${csv}.part`, rows)
  renameSync(`${csv}.part`, csv)
  await untilRows(product, 'rows', records)
  const landed = performance.now() - landing
  await stop()
  return [
    {
      what: 'a file of 1 M lines, followed until searchable',
      measured: perSecond(records / (tailed / 1000)),
      against: `wc -l ${ms(counted)}`,
      ratio: counted / tailed,
      aim: 'shown',
    },
    {
      what: 'a CSV of 1 M rows, landed until searchable',
      measured: perSecond(records / (landed / 1000)),
      against: `bare DuckDB CSV to Parquet ${ms(bare)}`,
      ratio: bare / landed,
      aim: '>= 0.5',
      reached: bare / landed >= 0.5,
    },
  ]
}

async function bareDuckdb(path: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('set threads=2')
  const { ms } = await timed(() =>
    connection.run(`copy (select * from read_csv('${path}')) to '${path}.parquet' (format parquet, compression zstd)`),
  )
  return ms
}
