import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: quality
streams: { readings: {}, stations: {} }
datasets:
  stations: {}
  readings:
    rules:
      - { field: mean, range: [-5, 40] }
      - { field: sd, range: [null, 0.5], severity: warn, name: spread }
      - { sql: "sd is null or sd <= abs(mean)" }
      - { field: place, references: stations.place }
      - { field: day, monotonic: true, by: place }
      - { field: id, unique: true }
      - { freshness: 1h }
`

let product: Product
let remove: () => Promise<void>

beforeEach(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  product = new Product(project.folder)
  await product.start()
})

afterEach(async () => {
  await product.stop()
  await remove()
})

async function send(stream: string, records: readonly object[]): Promise<void> {
  const response = await product.request(`/ingest/${stream}`, {
    method: 'POST',
    body: records.map((record) => JSON.stringify(record)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(response.status).toBe(200)
  await product.untilStored()
}

interface Card {
  rules: { rule: string; severity: string; checked: number; failed: number }[]
  hours: { source: string; checked: number; failed: Record<string, number> }[]
}

const counters = async () =>
  (await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')).streams.readings

const run = (...args: string[]) => caudal([...args, '--project', product.folder])

const readings = [
  { id: 1, day: 3, place: 'a', mean: 10, sd: 0.1, at: 'x' },
  { id: 2, day: 1, place: 'b', mean: 55, sd: 0.1 },
  { id: 3, day: 2, place: 'a', mean: 12, sd: 0.9 },
  { id: 3, day: 4, place: 'c', mean: 0.2, sd: 0.3 },
  { id: 3, day: 4, place: 'c', mean: 1, sd: 0.3 },
]

describe('the rules of a dataset', () => {
  it('reject or count, and the scorecard says how many', async () => {
    await send('stations', [{ place: 'a' }, { place: 'b' }])
    await send('readings', readings)
    expect(await counters()).toMatchObject({ received: 5, stored: 3, rejected: 2, duplicate: 0 })
    const card = await product.json<Card>('/api/quality/readings')
    expect(card.rules.map(({ rule, severity, checked, failed }) => [rule, severity, checked, failed])).toEqual([
      ['mean range', 'reject', 5, 1],
      ['spread', 'warn', 5, 1],
      ['sd is null or sd <= abs(mean)', 'reject', 5, 1],
      ['place references', 'warn', 3, 1],
      ['day monotonic', 'warn', 3, 1],
      ['id unique', 'warn', 3, 1],
      ['freshness', 'warn', 3, 0],
    ])
    const stored = card.hours.filter(({ source }) => source !== '')
    expect(stored).toMatchObject([{ source: 'http', checked: 5, failed: { 'mean range': 1, spread: 1 } }])
    const { stdout } = await run('quality')
    expect(stdout).toMatch(/readings +mean range +reject +5 +1 +20 +mean from -5 to 40/)
    expect((await run('quality', 'readings', '--hours')).stdout).toMatch(/http +5 +3 +/)
    expect((await run('rejected', 'readings', '--reasons')).stdout).toContain('expecting mean from -5 to 40')
  })

  it('let a corrected record in, and reject again what is still wrong', async () => {
    await send('readings', readings.slice(0, 2))
    const wrong = await run('replay', '--rejected', 'readings_rejected:1', '--text', '{"id":2,"mean":56}')
    expect(wrong.stdout).toBe('replayed 1 record: 1 rejected again\n')
    expect(wrong.stderr).toMatch(/^rejected again, as readings_rejected:2: .*expecting mean from -5 to 40/)
    await product.untilStored()
    const { became } = await product.json<{ became: object }>('/api/rejected/readings/1')
    expect(became).toEqual({ dataset: 'readings_rejected', offset: 2, state: 'rejected' })
    await run('replay', '--rejected', 'readings_rejected:2', '--text', '{"id":2,"mean":15.5}')
    await product.untilStored()
    expect(await product.rows('select id, mean, _source from readings order by _offset')).toEqual([
      { id: 1, mean: 10, _source: 'http' },
      { id: 2, mean: 15.5, _source: 'replay:readings_rejected:2' },
    ])
    expect(await counters()).toMatchObject({ received: 4, stored: 2, rejected: 2, pending: 0 })
  })

  it('that are mended let all of their records in when those are replayed', async () => {
    await send('readings', readings)
    const file = join(product.folder, 'caudal.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('[-5, 40]', '[-5, 60]'))
    while (!product.output.includes('project file applied')) await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await run('replay', '--rejected', 'readings')).stdout).toBe(
      'replayed 2 records: 1 accepted, 1 rejected again\n',
    )
    await product.untilStored()
    expect(await counters()).toMatchObject({ received: 7, stored: 4, rejected: 3 })
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })

  it('are told when they are none; once they are mended, what waited is stored by them', async () => {
    const file = join(product.folder, 'caudal.yaml')
    const before = await readFile(file, 'utf8')
    await writeFile(file, before.replace('sd is null or', 'sd is nul or'))
    while (!product.output.includes('expecting an SQL expression'))
      await new Promise((resolve) => setTimeout(resolve, 50))
    const problems = async () => (await product.json<{ problems: { message: string }[] }>('/api/project')).problems
    expect((await problems())[0]!.message).toContain(
      'cannot use rule "sd is nul or sd <= abs(mean)" of dataset "readings"',
    )
    // Another reading of the same project does not make it right.
    const toldTimes = () => product.output.split('project file not applied').length - 1
    const told = toldTimes()
    await appendFile(file, '# nothing else\n')
    await expect.poll(toldTimes).toBeGreaterThan(told)
    expect(await problems()).toHaveLength(1)
    await send('readings', readings)
    await writeFile(file, before)
    while ((await problems()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    await product.untilStored()
    expect(await counters()).toMatchObject({ received: 5, stored: 3, rejected: 2 })
  })

  it('are proposed from the data, and hold for it', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({
      id: n + 100,
      day: n,
      place: ['north', 'south'][n % 2],
      code: `P-${String(n).padStart(2, '0')}`,
      mean: 3.2 + (n % 20),
    }))
    await send('readings', many)
    const { stdout } = await run('profile', 'readings')
    expect(stdout).toContain('- { field: place, in: [ north, south ], severity: warn }')
    expect(stdout).toContain('- { field: mean, range: [ 0, 30 ], severity: warn }')
    expect(stdout).toContain('- { field: code, pattern: "[A-Z]-[0-9]{2}", severity: warn }')
    expect(stdout).toContain('- { field: id, unique: true, severity: warn }')
    expect((await run('profile', 'readings', '--columns')).stdout).toMatch(/mean +DOUBLE +60 +0 +\d+ +3.2 +22.2/)
    const file = join(product.folder, 'caudal.yaml')
    await writeFile(file, `name: quality\nstreams: { readings: {} }\n${stdout}`)
    const check = await caudal(['check', product.folder])
    expect(check.code).toBe(0)
    await product.json('/api/rebuild/readings', {})
    await product.untilStored()
    const card = await product.json<Card>('/api/quality/readings')
    expect(card.rules.length).toBeGreaterThan(5)
    for (const { failed } of card.rules) expect(failed).toBe(0)
  })
})
