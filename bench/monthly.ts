/**
 * Dirty CSV that is dropped until readings, invalid rows and the monthly table of the water example hold it all, against the same by
 * DuckDB by hand, Polars and pandas: as weekly files, of which each costs something by itself, and as one file of as many rows as
 * somebody brings once. Without the monitor: nobody else sends mails.
 */
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { Chance } from '../examples/water/weekly/chance.ts'
import { type Delivery, deliver } from '../examples/water/weekly/delivery.ts'
import { writeDirtily } from '../examples/water/weekly/file.ts'
import { measure } from '../examples/water/weekly/stations.ts'
import { writeFiles } from '../examples/water/weekly/write-files.ts'
import { Product } from '../test/support/product.ts'
import { pythonPackages } from '../test/support/python-packages.ts'
import { monthlyOf, waterProject } from '../test/water/project.ts'
import { duckdbMonthly } from './limits/duckdb-monthly.ts'
import { median, pause } from './run.ts'
import { type Line, ms } from './table.ts'

const runs = 3
const from = '2006-01-02'
const weeks = 780

export async function monthly(): Promise<Line[]> {
  if (absence !== undefined) throw new Error(absence)
  return [
    ...(await compared('dirty weekly CSV files', () => deliver({ seed: 1, places: 20, from, weeks }))),
    ...(await compared('dirty CSV file', () => [oneFile(260)])),
  ]
}

/** All that these places measured in 15 years, a hundredth of it corrected further down. */
function oneFile(places: number): Delivery {
  const chance = new Chance(1)
  const readings = measure({ places, from, weeks }, chance)
  const corrected = readings
    .filter(() => chance.happens(0.01))
    .map((reading) => ({ ...reading, mean: reading.mean + 1 }))
  return { day: '2021-01-01', ...writeDirtily('all.csv', [...readings, ...corrected], chance) }
}

async function compared(kind: string, filesOf: () => readonly Delivery[]): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-bench-'))
  try {
    const files = filesOf()
    const rows = files.reduce((sum, { truth }) => sum + truth.length, 0)
    const landed = join(folder, 'landed')
    const results = join(folder, 'results')
    mkdirSync(results)
    await writeFiles(landed, files)
    const duckdb = await repeated(() => duckdbMonthly(inOrder(landed), results))
    const polars = await repeated(async () => byLibrary('polars', landed, results), duckdb.rows)
    const pandas = await repeated(async () => byLibrary('pandas', landed, results), duckdb.rows)
    const caudal = await repeated(() => byCaudal(landed, duckdb.rows), duckdb.rows)
    const what = `${files.length} ${kind}, ${rows.toLocaleString('en')} rows, dropped until the monthly table holds them`
    const against = (name: string, peer: Timed, aim: number): Line => ({
      what,
      measured: ms(caudal.ms),
      against: `${name} ${ms(peer.ms)}`,
      ratio: peer.ms / caudal.ms,
      aim: `>= ${aim}`,
      reached: peer.ms / caudal.ms >= aim,
    })
    return [against('DuckDB by hand', duckdb, 0.9), against('Polars', polars, 1.5), against('pandas', pandas, 10)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Timed {
  readonly rows: readonly object[]
  readonly ms: number
}

/** The median of the times; all runs give the same rows, which are those that are wanted. */
async function repeated(run: () => Promise<Timed>, wanted?: readonly object[]): Promise<Timed> {
  const results: Timed[] = []
  for (let i = 0; i < runs; i++) results.push(await run())
  const { rows } = results[0]!
  for (const result of results)
    if (!isDeepStrictEqual(result.rows, wanted ?? rows)) throw new Error('the monthly table is another one')
  return { rows, ms: median(results.map(({ ms }) => ms)) }
}

const { python, absence } = pythonPackages('frames', ['pandas==3.0.0', 'polars==2.1.0'])

function byLibrary(name: 'pandas' | 'polars', folder: string, results: string): Timed {
  const script = fileURLToPath(new URL('./peers/monthly.py', import.meta.url))
  const output = execFileSync(python, [script, name, folder, results], { maxBuffer: 1 << 28, encoding: 'utf8' })
  const { seconds, rows } = JSON.parse(output)
  return { rows, ms: seconds * 1000 }
}

/** From the moment when all files lie there until its table is the wanted one. */
async function byCaudal(folder: string, wanted: readonly object[]): Promise<Timed> {
  const project = await waterProject('')
  const file = join(project.folder, 'caudal.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^monitors:.*$/ms, ''))
  const product = new Product(project.folder)
  try {
    await product.start()
    const begin = performance.now()
    for (const path of inOrder(folder)) linkSync(path, join(project.landing, basename(path)))
    for (;;) {
      // A small question first: the whole table is compared when it may be the wanted one.
      const [{ rows: count } = { rows: 0 }] = await product
        .rows<{ rows: number }>('select count(*)::int as rows from monthly')
        .catch(() => [])
      const ms = performance.now() - begin
      const rows = count === wanted.length ? await monthlyOf(product) : []
      if (isDeepStrictEqual(rows, wanted)) return { rows, ms }
      if (ms > 300_000) throw new Error('the monthly table is another one after five minutes')
      await pause(100)
    }
  } finally {
    await product.stop()
    await project.remove()
  }
}

/** The files by their dates. */
function inOrder(folder: string): string[] {
  const files = readdirSync(folder).map((name) => ({
    path: join(folder, name),
    at: statSync(join(folder, name)).mtimeMs,
  }))
  return files.sort((a, b) => a.at - b.at).map(({ path }) => path)
}
