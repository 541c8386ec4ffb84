import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: against
streams:
  raw: { partitions: 2, key: place }
functions:
  clean: { on: raw, run: functions/clean.ts, to: readings, errors: readings_invalid, batch: 100 }
  named: { on: readings, use: { lookup: { dataset: places, on: { place: place }, take: [name] } }, to: readings_named }
datasets:
  places: {}
  readings: {}
sources:
  places: { type: files, path: "places/*.csv", to: places }
`

const cleanText = (rule: string, mean: string) => `export default {
  *run(records, { reject, state }) {
    for (const record of records) {
      if (${rule}) reject(record, 'too much')
      else yield { id: record.id, place: record.place, mean: ${mean}, at: state.get('at') ?? 0 }
    }
  },
}
`

let product: Product
let folder: string
/** Where the function is changed: another folder of the same project, so that the running one does not take it up. */
let work: string
let removeAll: (() => Promise<void>)[]

async function writeProject(into: string, clean: string): Promise<void> {
  await mkdir(join(into, 'functions'), { recursive: true })
  await mkdir(join(into, 'places'), { recursive: true })
  await writeFile(join(into, 'functions', 'clean.ts'), clean)
  await writeFile(join(into, 'places', 'places.csv'), 'place,name\np0,North\np1,South\n')
}

async function send(from: number, until: number): Promise<void> {
  const lines = Array.from({ length: until - from }, (_, i) => {
    const id = from + i
    return id % 50 === 7 ? 'no json' : JSON.stringify({ id, place: `p${id % 5}`, mean: id % 40 })
  })
  await product.request('/ingest/raw', {
    method: 'POST',
    body: lines.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  await product.untilStored()
}

beforeAll(async () => {
  const live = await temporaryProject(yaml)
  const changed = await temporaryProject(yaml)
  folder = live.folder
  work = changed.folder
  removeAll = [live.remove, changed.remove]
  for (const each of [folder, work]) await writeProject(each, cleanText('record.mean > 35', 'record.mean'))
  product = new Product(folder)
  await product.start()
  // The live function is to know all places from its first record on.
  await eventually(
    () => product.rows('select 1 from places'),
    (rows) => rows.length === 2,
  )
  await product.stop()
  await product.start()
  for (let i = 0; i < 4; i++) await send(i * 500, (i + 1) * 500)
})

afterAll(async () => {
  await product.stop()
  for (const remove of removeAll) await remove()
})

const against = (...args: string[]) => {
  const { url, token } = product.connection()
  return caudal(['test', '--against', '7d', ...args, '--url', url, '--token', token], { cwd: work })
}

describe('caudal test --against', () => {
  it('tells no difference where nothing was changed', async () => {
    const { code, stdout } = await against('clean', '--fail-on-change')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^= clean: 2,000 records since /)
    const valid = Array.from({ length: 2000 }, (_, id) => id).filter((id) => id % 50 !== 7 && id % 40 <= 35).length
    expect(stdout).toContain(`  readings: ${valid.toLocaleString('en')} same, 0 changed, 0 new, 0 gone\n`)
    expect(stdout).toContain(`  rejected: ${2000 - valid} same, 0 changed, 0 newly, 0 no longer\n`)
  })

  it('tells what differs, with examples field by field, and ends with 1 if asked to', async () => {
    await writeFile(
      join(work, 'functions', 'clean.ts'),
      cleanText('record.mean > 38 || record.mean === 3', 'record.mean === 5 ? 5.5 : record.mean'),
    )
    const { code, stdout } = await against('clean', '--fail-on-change', '--json')
    expect(code).toBe(1)
    const [{ streams, rejected, examples, records }] = JSON.parse(stdout)
    const count = (...means: number[]) =>
      Array.from({ length: 2000 }, (_, id) => id).filter((id) => id % 50 !== 7 && means.includes(id % 40)).length
    expect(records).toBe(2000)
    expect(streams.readings).toMatchObject({
      changed: count(5),
      new: count(36, 37, 38),
      gone: count(3),
      fields: { mean: count(5) },
    })
    expect(rejected).toMatchObject({ changed: 0, new: count(3), gone: count(36, 37, 38) })
    expect(examples).toContainEqual({
      stream: 'readings',
      how: 'changed',
      before: expect.objectContaining({ mean: 5 }),
      after: expect.objectContaining({ mean: 5.5 }),
    })
    const shown = await against('clean')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('- {"mean":5}\n    + {"mean":5.5}\n')
    expect((await against('clean', '--ignore', 'mean', '--json')).stdout).toContain('"changed":0,"new":')
  })

  it('writes nothing into the streams', async () => {
    const appended = async () =>
      (await product.json<{ streams: { name: string; offsets: unknown }[] }>('/api/streams')).streams
        .filter(({ name }) => !name.startsWith('_'))
        .map(({ name, offsets }) => [name, offsets])
    const before = await appended()
    await against('clean')
    expect(await appended()).toEqual(before)
  })

  it('runs chains with the tables that they look into', async () => {
    const { stdout, stderr } = await against('named', '--json')
    const [{ streams }] = JSON.parse(stdout || `"${stderr}"`)
    expect(streams.readings_named).toMatchObject({ changed: 0, new: 0, gone: 0 })
    expect(streams.readings_named.same).toBeGreaterThan(1000)
  })

  it('takes the records apart that the new version fails on', async () => {
    await writeFile(
      join(work, 'functions', 'clean.ts'),
      cleanText(`(() => { if (record.id === 700) throw new Error('odd'); return record.mean > 35 })()`, 'record.mean'),
    )
    const [{ rejected, streams }] = JSON.parse((await against('clean', '--json')).stdout)
    expect(streams.readings).toMatchObject({ changed: 0, new: 0, gone: 1 })
    expect(rejected).toMatchObject({ new: 1, gone: 0 })
  })

  it('looks at what was read since a time only', async () => {
    await writeFile(join(work, 'functions', 'clean.ts'), cleanText('record.mean > 35', 'record.mean'))
    const since = new Date().toISOString()
    await send(2000, 2300)
    const { url, token } = product.connection()
    const { stdout } = await caudal(['test', '--against', since, 'clean', '--json', '--url', url, '--token', token], {
      cwd: work,
    })
    const [{ records, streams, rejected }] = JSON.parse(stdout)
    expect(records).toBeLessThanOrEqual(300)
    expect(streams.readings).toMatchObject({ changed: 0, new: 0, gone: 0 })
    expect(rejected).toMatchObject({ changed: 0, new: 0, gone: 0 })
  })

  it('tells what cannot be compared', async () => {
    expect((await against('claen')).stderr).toContain('Did you mean "clean"?')
    const { url, token } = product.connection()
    const soon = await caudal(['test', '--against', 'soon', '--url', url, '--token', token], { cwd: work })
    expect(soon).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot read since "soon"') })
    await writeFile(join(work, 'functions', 'clean.ts'), 'import "./missing.ts"\n')
    expect(await against('clean')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot load "functions/clean.ts"'),
    })
  })

  it('works while the project is at rest', async () => {
    await product.stop()
    const { code, stdout } = await caudal(['test', '--against', '7d', 'clean'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^= clean: 2,300 records/) })
    expect(await readFile(join(folder, 'functions', 'clean.ts'), 'utf8')).toContain('too much')
  })
})
