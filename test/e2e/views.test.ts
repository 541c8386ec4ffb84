import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Refresh, ViewReport } from '../../src/model/view-report.ts'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const head = `name: weather
streams:
  readings: {}
datasets:
  readings: { fields: { date: date, mean: number } }
`
const monthly = `  monthly:
    sql: sql/monthly.sql
    export: { to: public/monthly.csv }
`
const yaml = `${head}views:
  yearly: { sql: "select year, max(warmest) as warmest from monthly group by all" }
${monthly}`
const sql = `select place, year(date) as year, month(date) as month, max(mean) as warmest
from readings group by all order by all
`

describe('views of a running project', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>

  const edit = (file: string, text: string) => writeFile(join(folder, file), text)
  const send = (...records: object[]) =>
    product.request('/ingest/readings', {
      method: 'POST',
      body: records.map((record) => JSON.stringify(record)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    })
  const reading = (date: string, mean: number) => ({ date, place: 'lake', mean })
  const views = async () => (await product.json<{ views: ViewReport[] }>('/api/views')).views
  const view = async (name: string) => (await views()).find((each) => each.name === name)
  const rows = (name: string) => product.rows(`select * exclude (_time, _offset) from ${name}`).catch(() => [])
  const history = async (name: string) =>
    (await product.json<{ refreshes: Refresh[] }>(`/api/views/${name}/history`)).refreshes

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    folder = project.folder
    remove = project.remove
    const { mkdir } = await import('node:fs/promises')
    await mkdir(join(folder, 'sql'))
    await edit('sql/monthly.sql', sql)
    product = new Product(folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('wait for the first record without a complaint', async () => {
    const waiting = await eventually(views, (all) => all.every(({ state }) => state === 'waiting'))
    expect(waiting.map(({ name, state }) => [name, state])).toEqual([
      ['monthly', 'waiting'],
      ['yearly', 'waiting'],
    ])
    expect(await history('monthly')).toEqual([])
  })

  it('follow their inputs, each after those that it reads', async () => {
    await send(reading('2024-03-01', 16.5), reading('2024-03-09', 17.5), reading('2024-04-01', 18.5))
    expect(
      await eventually(
        () => rows('yearly'),
        (found) => found.length > 0,
      ),
    ).toEqual([{ year: 2024, warmest: 18.5 }])
    expect(await rows('monthly')).toEqual([
      { place: 'lake', year: 2024, month: 3, warmest: 17.5 },
      { place: 'lake', year: 2024, month: 4, warmest: 18.5 },
    ])
    const { datasets } = await product.json<{ datasets: { name: string; view?: boolean }[] }>('/api/datasets')
    expect(datasets.filter((each) => each.view).map(({ name }) => name)).toEqual(['monthly', 'yearly'])
  })

  it('are exported to a file with their own columns', async () => {
    const file = join(folder, 'public/monthly.csv')
    const text = await eventually(
      () => readFile(file, 'utf8').catch(() => ''),
      (found) => found !== '',
    )
    expect(text).toBe('place,year,month,warmest\r\nlake,2024,3,17.5\r\nlake,2024,4,18.5\r\n')
  })

  it('are exported again when the file is elsewhere, or when somebody asks for it, though no row has changed', async () => {
    const read = (name: string) => readFile(join(folder, `public/${name}`), 'utf8').catch(() => '')
    const text = await read('monthly.csv')
    await edit('caudal.yaml', yaml.replace('monthly.csv', 'other.csv'))
    expect(await eventually(() => read('other.csv'), Boolean)).toBe(text)
    await edit('caudal.yaml', yaml)
    await eventually(
      () => view('monthly'),
      (one) => one !== undefined,
    )
    await rm(join(folder, 'public/monthly.csv'), { force: true })
    await product.request('/api/views/monthly/refresh', { method: 'POST' })
    expect(await eventually(() => read('monthly.csv'), Boolean)).toBe(text)
  })

  it('tell which rows a late record changed, and change no others', async () => {
    const before = await history('yearly')
    await send(reading('2024-03-20', 18))
    const [latest] = await eventually(
      () => history('monthly'),
      (found) => found.length === 2,
    )
    expect(latest).toMatchObject({
      cause: ['readings'],
      added: 0,
      changed: 1,
      removed: 0,
      key: ['place', 'year', 'month'],
    })
    expect(latest!.keys.changed).toEqual([['lake', '2024', '3']])
    await eventually(
      () => view('yearly'),
      (found) => found?.state === 'fresh',
    )
    expect(await history('yearly')).toEqual(before)
    const { stdout } = await caudal(['views', 'history', 'monthly', '--project', folder])
    expect(stdout).toContain('place, year, month: lake 2024 3')
  })

  it('are searched like any dataset', async () => {
    const { hits } = await product.json<{ hits: object[] }>('/api/search', { kql: 'month:3', in: ['monthly'] })
    expect(hits).toMatchObject([{ place: 'lake', year: 2024, month: 3, warmest: 18 }])
  })

  it('keep the last good rows when they fail, and say where in the SQL', async () => {
    await edit('sql/monthly.sql', sql.replace('max(mean)', 'max(meen)'))
    const failed = await eventually(
      () => view('monthly'),
      (found) => found?.state === 'failed',
    )
    expect(failed).toMatchObject({
      state: 'failed',
      rows: 2,
      error: { at: { file: 'sql/monthly.sql', line: 1, column: 61 } },
    })
    expect(await rows('monthly')).toHaveLength(2)
    expect((await history('monthly'))[0]).toMatchObject({ outcome: 'failed', cause: ['the project file'] })
    const { problems } = await product.json<{ problems: string[] }>('/api/status')
    expect(problems.join()).toContain('View "monthly" has its last good rows')
    await edit('sql/monthly.sql', sql)
    await eventually(
      () => view('monthly'),
      (found) => found?.state === 'fresh',
    )
  })

  it('are computed by hand at once, and no other name is', async () => {
    const { stdout } = await caudal(['views', 'refresh', 'monthly', '--project', folder])
    expect(stdout).toMatch(/^monthly: 2 rows in .*, nothing changed\n$/)
    const { code, stderr } = await caudal(['views', 'refresh', 'montly', '--project', folder])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean "monthly"?')
  })

  it('have the old rows or the new ones after a kill at any moment, and catch up', async () => {
    for (let round = 0; round < 3; round++) {
      await send(
        ...Array.from({ length: 40 }, (_, n) =>
          reading(`${2000 + round}-01-${String(1 + (n % 28)).padStart(2, '0')}`, n),
        ),
      )
      await new Promise((resolve) => setTimeout(resolve, 40 * round))
      await product.kill()
      await product.start()
      const years = (await rows('monthly')).length
      expect([2 + round, 3 + round]).toContain(years)
      await eventually(
        () => rows('monthly'),
        (found) => found.length === 3 + round,
      )
    }
    const expected = await product.rows(sql)
    expect(
      await eventually(
        () => rows('monthly'),
        (found) => found.length === expected.length,
      ),
    ).toEqual(expected)
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })

  it('are computed although the processes that read or write die meanwhile', async () => {
    await send(reading('2030-01-01', 1))
    const { execFileSync } = await import('node:child_process')
    const pids = execFileSync('pgrep', ['-g', String(product.group), '-f', 'reader-process|lake-process'], {
      encoding: 'utf8',
    })
    for (const pid of pids.trim().split('\n')) process.kill(Number(pid), 'SIGKILL')
    const found = await eventually(
      () => rows('monthly'),
      (all) => all.some((row) => row.year === 2030),
    )
    expect(found).toContainEqual({ place: 'lake', year: 2030, month: 1, warmest: 1 })
  })

  it('stay in the lake when the project does not have them any more, until they are removed', async () => {
    await edit('caudal.yaml', `${head}views:\n${monthly}`)
    const left = await eventually(
      () => view('yearly'),
      (found) => found?.state === 'left',
    )
    expect(left).toMatchObject({ state: 'left' })
    expect(await rows('yearly')).not.toEqual([])
    expect((await caudal(['views', 'remove', 'monthly', '--project', folder])).stderr).toContain('the project has it')
    expect((await caudal(['views', 'remove', 'yearly', '--project', folder])).code).toBe(0)
    expect((await views()).map(({ name }) => name)).toEqual(['monthly'])
  })
})
