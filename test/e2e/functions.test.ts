import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: functions
streams:
  raw: {}
  keyed: { partitions: 4, key: a }
functions:
  tidy: { on: raw, run: functions/tidy.ts, with: { most: 100 }, to: tidied, errors: untidy, timeout: 1s }
  short: { on: tidied, use: [{ rename: { fields: { b: c } } }, { drop: { when: "a >= 12" } }], to: short }
  python: { on: tidied, command: [python3, functions/upper.py], to: uppers, errors: lowers }
  named: { on: tidied, use: { lookup: { file: names.csv, on: { a: id } } }, to: named }
  sums:
    on: tidied
    use: { window: { time: at, size: 1h, aggregates: { n: count }, close_after: 1s } }
    to: sums
  spread: { on: tidied, use: { rename: { fields: {} } }, to: keyed }
datasets:
  tidied: {}
  untidy: {}
  short: {}
  uppers: {}
  lowers: {}
  keyed: {}
  named: {}
  sums: {}
`

const tidy = `import { defineFunction } from 'caudal'

interface Reading { a: number; why?: string }

export default defineFunction<Reading, { most: number }>({
  *run(records, { reject, state, config }) {
    for (const record of records) {
      if (record.why === 'loop') for (;;);
      if (record.why === 'exit') process.exit(3)
      if (record.why === 'throw') throw new Error('it is thrown')
      const seen = (state.get<number>('seen') ?? 0) + 1
      state.set('seen', seen)
      if (record.a > config.most) reject(record, 'it is too much')
      else yield { ...record, b: seen, at: '2026-01-01T00:00:00Z' }
    }
  },
})
`

const upper = `import json, sys
print('reading', file=sys.stderr)
for line in sys.stdin:
    record = json.loads(line)
    if record['a'] == 3:
        print(json.dumps({'_reject': 'it is three', 'record': record}))
    else:
        print(json.dumps({'a': record['a'], 'upper': True}))
`

describe('functions', () => {
  let product: Product
  let remove: () => Promise<void>

  const send = async (lines: string) =>
    product.request('/ingest/raw', {
      method: 'POST',
      body: lines,
      headers: { 'content-type': 'application/x-ndjson' },
    })
  const values = async (dataset: string, what = 'a') =>
    (await product.rows<{ v: unknown }>(`select ${what} as v from ${dataset} order by _offset`)).map(({ v }) => v)

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    await mkdir(join(project.folder, 'functions'))
    await writeFile(join(project.folder, 'functions', 'tidy.ts'), tidy)
    await writeFile(join(project.folder, 'functions', 'upper.py'), upper)
    await writeFile(join(project.folder, 'names.csv'), 'id,name\n1,one\n2,two\n')
    product = new Product(project.folder)
    await product.start()
    const lines = Array.from({ length: 10 }, (_, a) => `{"a":${a}}`)
    lines.push(
      '{"a":200}',
      'not json',
      '{"a":10,"why":"throw"}',
      '{"a":11,"why":"exit"}',
      '{"a":12}',
      '{"a":13,"why":"loop"}',
    )
    await send(`${lines.join('\\n')}\n{"a":14}\n`.replaceAll('\\n', '\n'))
    await product.untilStored()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('give what they yield, in order, and keep their state', async () => {
    expect(await values('tidied')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14])
    expect(await values('tidied', 'b')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13])
  })

  it('put what they reject into the error stream, with reason, place and original text', async () => {
    const rows = await product.rows(
      'select reason, function, stream, source, line, place, original from untidy order by _offset',
    )
    const common = { function: 'tidy', stream: 'raw', source: 'http' }
    expect(rows).toEqual([
      { ...common, reason: 'it is too much', line: 11, place: null, original: '{"a":200}' },
      {
        ...common,
        reason: expect.stringContaining('cannot read line as JSON'),
        line: 12,
        place: null,
        original: 'not json',
      },
      {
        ...common,
        reason: 'it is thrown',
        line: 13,
        place: 'functions/tidy.ts:10:41',
        original: '{"a":10,"why":"throw"}',
      },
      {
        ...common,
        reason: 'process.exit was called: a function ends by returning',
        line: 14,
        place: 'functions/tidy.ts:9:42',
        original: '{"a":11,"why":"exit"}',
      },
      {
        ...common,
        reason: expect.stringContaining('it took longer than 1 s'),
        line: 16,
        place: expect.stringContaining('functions/tidy.ts:8'),
        original: '{"a":13,"why":"loop"}',
      },
    ])
  })

  it('may be chains of built-in ones, and count what they drop', async () => {
    expect(await values('short', 'c')).toHaveLength(10)
    const { streams } = await product.json<{ streams: Record<string, object> }>('/api/status')
    expect(streams.raw).toMatchObject({ received: 17, stored: 12, rejected: 5, pending: 0 })
  })

  it('may be programs that read and write JSON lines', async () => {
    expect(await values('uppers')).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 12, 14])
    expect(await values('lowers', 'reason')).toEqual(['it is three'])
    expect(product.output).toContain('reading function=python')
  })

  it('look into tables of the project, as they are now', async () => {
    expect((await values('named', 'name')).slice(0, 4)).toEqual([null, 'one', 'two', null])
  })

  it('give what they held back once its time has come', async () => {
    // Before the first window there is no such column.
    const sums = async () => (await values('sums', 'n').catch(() => [])).map(Number)
    await expect.poll(sums).not.toEqual([])
    // Two records come seconds later, for one before them is a loop without end: in time or not.
    expect((await sums())[0]).toBeGreaterThanOrEqual(10)
  })

  it('spread records over partitions by key', async () => {
    expect((await values('keyed')).sort()).toEqual([0, 1, 12, 14, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('are told of: by command, by API, and to Prometheus', async () => {
    const { functions } = await product.json<{ functions: Record<string, unknown>[] }>('/api/functions')
    expect(functions.find(({ name }) => name === 'tidy')).toMatchObject({
      on: 'raw',
      state: 'running',
      workers: 1,
      lag_records: 0,
    })
    const metrics = await (await product.request('/metrics')).text()
    expect(metrics).toMatch(/caudal_function_invocations_total\{function="tidy"\} \d+/)
    const { stdout } = await caudal(['functions', '--project', product.folder])
    expect(stdout).toMatch(/^tidy +raw +running +1 /m)
  })

  it('go on where they were after a start', async () => {
    await product.stop()
    await product.start()
    await send('{"a":15}\n')
    await product.untilStored()
    expect(await values('tidied')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15])
    expect((await values('tidied', 'b')).at(-1)).toBe(14)
    expect(await values('uppers')).toHaveLength(12)
    const { streams } = await product.json<{ streams: Record<string, object> }>('/api/status')
    expect(streams.raw).toMatchObject({ received: 18, stored: 13, rejected: 5, pending: 0 })
  })

  it('are taken up anew when their file is saved, and go on', async () => {
    const file = join(product.folder, 'functions', 'tidy.ts')
    await writeFile(file, tidy.replace('b: seen', 'b: -seen'))
    let last = 0
    for (let a = 20; a < 200 && last >= 0; a++) {
      await send(`{"a":20}\n`)
      await product.untilStored()
      last = Number((await values('tidied', 'b')).at(-1))
    }
    expect(last).toBeLessThan(0)
    await writeFile(file, tidy)
  })

  it('stop when their file has a mistake, which is told with its place, and go on once it is mended', async () => {
    const file = join(product.folder, 'functions', 'tidy.ts')
    await writeFile(file, 'export default {\n  run: nothing,\n}\n')
    const problem = async () => (await product.json<{ problems: string[] }>('/api/status')).problems.join()
    await expect
      .poll(problem)
      .toContain('Function "tidy" does not run: cannot load "functions/tidy.ts": nothing is not defined')
    await send('{"a":21}\n')
    await writeFile(file, tidy)
    await expect.poll(problem).toBe('')
    // Between the one and the other there is no function that could be behind.
    await expect.poll(async () => (await values('tidied')).at(-1)).toBe(21)
  })
})
