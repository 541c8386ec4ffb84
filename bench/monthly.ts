/** Dirty CSV files that are dropped until the monthly table of the water example holds them all, against DuckDB by hand, Polars and pandas. */
import { execFileSync } from 'node:child_process'
import { linkSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { deliver } from '../examples/water/weekly/delivery.ts'
import { writeFiles } from '../examples/water/weekly/write-files.ts'
import { Product } from '../test/support/product.ts'
import { pythonPackages } from '../test/support/python-packages.ts'
import { Mailbox } from '../test/water/mailbox.ts'
import { monthlyOf, waterProject } from '../test/water/project.ts'
import { duckdbMonthly } from './limits/duckdb-monthly.ts'
import { median, pause } from './run.ts'
import { type Line, ms } from './table.ts'

const runs = 3

/** 20 places in 15 years. */
export async function monthly(): Promise<Line[]> {
  if (absence !== undefined) throw new Error(absence)
  const folder = await mkdtemp(join(tmpdir(), 'caudal-bench-'))
  try {
    const files = deliver({ seed: 1, places: 20, from: '2006-01-02', weeks: 780 })
    await writeFiles(folder, files)
    const duckdb = await repeated(() => duckdbMonthly(inOrder(folder)))
    const polars = await repeated(async () => byLibrary('polars', folder))
    const pandas = await repeated(async () => byLibrary('pandas', folder))
    const caudal = await repeated(() => byCaudal(folder, duckdb.rows))
    const what = `${files.length} dirty CSV files, ${files.flatMap(({ truth }) => truth).length} rows, dropped until the monthly table holds them`
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

/** The median of the times; all runs give the same rows. */
async function repeated(run: () => Promise<Timed>): Promise<Timed> {
  const results: Timed[] = []
  for (let i = 0; i < runs; i++) results.push(await run())
  return { rows: results[0]!.rows, ms: median(results.map(({ ms }) => ms)) }
}

const { python, absence } = pythonPackages('frames', ['pandas==3.0.0', 'polars==2.1.0'])

function byLibrary(name: 'pandas' | 'polars', folder: string): Timed {
  const script = fileURLToPath(new URL('./peers/monthly.py', import.meta.url))
  const output = execFileSync(python, [script, name, folder], { maxBuffer: 1 << 28, encoding: 'utf8' })
  const { seconds, rows } = JSON.parse(output)
  return { rows, ms: seconds * 1000 }
}

/** From the moment when all files lie there until its table is the wanted one. */
async function byCaudal(folder: string, wanted: readonly object[]): Promise<Timed> {
  const mailbox = new Mailbox()
  const project = await waterProject(await mailbox.open())
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
    await mailbox.close()
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
