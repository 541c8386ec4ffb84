import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

/** All tests share a product, and each has streams of its own in it. */
const most = 17
const numbered = (line: (n: number) => string) => Array.from({ length: most }, (_, n) => line(n + 1)).join('\n')
const yaml = `name: mended
streams:
  spread: { partitions: 3, key: id }
  unread: {}
  readings_4: {}
  invalid_4: {}
${numbered((n) => `  events_${n}: {}`)}
${[1, 2, 3].map((n) => `  readings_${n}: {}\n  invalid_${n}: {}`).join('\n')}
functions:
  clean_4: { on: readings_4, run: functions/strict.ts, to: cleaned, errors: invalid_4 }
${[1, 2, 3].map((n) => `  clean_${n}: { on: readings_${n}, use: rename, with: { fields: { a: b } }, to: cleaned, errors: invalid_${n} }`).join('\n')}
datasets:
  spread: {}
  unread: {}
  invalid_4: {}
${numbered((n) => `  events_${n}: {}`)}
${[1, 2, 3].map((n) => `  readings_${n}: {}\n  invalid_${n}: {}`).join('\n')}
`

const mend = `export default {
  *run(records) {
    for (const { text, record, reason } of records) {
      if (text.includes('loop')) for (;;);
      if (text.includes('nothing')) continue
      if (text.includes('throw')) throw new Error('odd')
      yield record ?? JSON.parse(text + '}')
    }
  },
}
`

const strict = `export default {
  *run(records, { reject }) {
    for (const record of records) reject(record, 'cannot read mean ' + JSON.stringify(record.mean) + ': expecting -5 to 45')
  },
}
`

let product: Product
let folder: string
let remove: () => Promise<void>
/** The stream of the test. */
let events: string
let tests = 0

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  ;({ folder, remove } = project)
  await mkdir(join(folder, 'functions'))
  await writeFile(join(folder, 'functions', 'mend.ts'), mend)
  await writeFile(join(folder, 'functions', 'strict.ts'), strict)
  product = new Product(folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await remove()
})

beforeEach(() => {
  events = `events_${++tests}`
})

async function send(stream: string, lines: readonly string[]): Promise<void> {
  const response = await product.request(`/ingest/${stream}`, {
    method: 'POST',
    body: lines.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(response.status).toBe(200)
  await product.untilStored()
}

interface Shown {
  id: string
  offset: number
  reason: string
  text: string
  bytes: string
  fate: { fate: string; by: string; replayed_as?: number; edited?: true; reason?: string } | null
  became?: { dataset: string; offset: number; state: string } | null
}

const list = async (dataset: string, query = '') =>
  (await product.json<{ records: Shown[] }>(`/api/rejected/${dataset}${query}`)).records

/** Promise 2, as anyone can read it. */
async function expectEquation(stream: string): Promise<void> {
  await product.untilStored()
  const { streams } = await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')
  const { received, stored, duplicate, rejected, late_dropped, refused } = streams[stream]!
  expect(received).toBe(stored! + duplicate! + rejected! + late_dropped! + refused!)
  expect((await product.rows<{ n: number }>(`select count(*) as n from ${stream}`))[0]!.n).toBe(stored)
}

const run = (...args: string[]) => caudal([...args, '--project', folder])

describe('a rejected record', () => {
  it('is listed, counted by reason, and shown with its original bytes', async () => {
    await send(events, ['{"id":1}', '{"id":2', 'no json', '{"id":3'])
    const { datasets } = await product.json<{ datasets: { of?: string }[] }>('/api/rejected')
    expect(datasets.filter(({ of }) => of === events)).toEqual([
      { dataset: `${events}_rejected`, of: events, records: 3, open: 3 },
    ])
    const { reasons } = await product.json<{ reasons: { reason: string; count: number }[] }>(
      `/api/rejected/${events}/reasons`,
    )
    expect(reasons.map(({ count }) => count)).toEqual([2, 1])
    const [newest] = await list(events, '?limit=1')
    const older = await list(events, `?limit=1&before=${newest!.offset}`)
    expect([newest!.text, older[0]!.text]).toEqual(['{"id":3', 'no json'])
    const one = await product.json<Shown>(`/api/rejected/${events}_rejected/${newest!.offset}`)
    expect(Buffer.from(one.bytes, 'base64').toString()).toBe('{"id":3')
    expect(await list(events, `?reason=${encodeURIComponent(reasons[1]!.reason)}`)).toHaveLength(1)
    const { stdout } = await run('rejected', 'show', newest!.id, '--bytes')
    expect(stdout).toBe('{"id":3')
  })

  it('is counted with those that differ in the values of their reasons only, and replayed with them', async () => {
    await send(
      'readings_4',
      [17, 18].map((mean) => JSON.stringify({ mean: `warm ${mean}` })),
    )
    const path = '/api/rejected/invalid_4'
    const { reasons } = await product.json<{ reasons: object[] }>(`${path}/reasons`)
    const kind = 'cannot read mean "…": expecting -5 to 45'
    expect(reasons).toEqual([{ reason: kind, count: 2, example: 'cannot read mean "warm 17": expecting -5 to 45' }])
    const of = (reason: string) => list('invalid_4', `?reason=${encodeURIComponent(reason)}`)
    expect(await of(kind)).toHaveLength(2)
    expect(await of('cannot read mean "warm 18": expecting -5 to 45')).toHaveLength(1)
    expect((await run('rejected', 'invalid_4', '--reasons')).stdout).toContain(kind)
    const { stdout, stderr } = await run('replay', '--rejected', 'invalid_4', '--reason', kind)
    expect(stdout).toBe('replayed 2 records: 2 rejected again\n')
    expect(stderr).toContain('cannot read mean "warm 18"')
  })

  it('is corrected and replayed once, and both say so', async () => {
    await send(events, ['{"id":1}', '{"id":2'])
    const [{ id }] = (await list(events)) as [Shown]
    const early = await run('replay', '--rejected', id)
    expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('--edit') })
    expect((await run('replay', '--rejected', id, '--text', '{\n "id": 2 }')).stdout).toBe(
      'replayed 1 record: 1 accepted\n',
    )
    await expectEquation(events)
    expect(await product.rows(`select id, _source from ${events} order by id`)).toEqual([
      { id: 1, _source: 'http' },
      { id: 2, _source: `replay:${id}` },
    ])
    const shown = await product.json<Shown>(`/api/rejected/${events}/${id.split(':')[1]}`)
    expect(shown.fate).toMatchObject({ fate: 'replayed', edited: true, replayed_as: 2 })
    expect(shown.became).toEqual({ dataset: events, offset: 2, state: 'stored' })
    expect(await list(events)).toEqual([])
    expect(await list(events, '?state=replayed')).toHaveLength(1)
    const again = await run('replay', '--rejected', id, '--text', '{"id":2}')
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('it was replayed') })
  })

  it('stays as it is when the editor is left without a change', async () => {
    await send(events, ['{"id":1'])
    const { code, stdout, stderr } = await caudal(['replay', '--rejected', events, '--edit', '--project', folder], {
      env: { EDITOR: 'true' },
    })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain('nothing was replayed: no text was changed')
    expect((await list(events))[0]!.fate).toBe(null)
  })

  it('is corrected with many others in an editor', async () => {
    await send(events, ['{"id":1', '{"id":2', 'nonsense'])
    const { stdout, stderr } = await caudal(['replay', '--rejected', events, '--edit', '--project', folder], {
      env: { EDITOR: `sed -i -e 's/^{.*/&}/'` },
    })
    expect(stdout).toBe('replayed 2 records: 2 accepted\n')
    expect(stderr).toContain('1 record without a change stays as before')
    await expectEquation(events)
    expect(await product.rows(`select id from ${events} order by id`)).toEqual([{ id: 1 }, { id: 2 }])
    expect((await list(events)).map(({ text }) => text)).toEqual(['nonsense'])
  })

  it('whose text is still no JSON object stays as it is', async () => {
    await send(events, ['{"id":1', '{"id":2'])
    const answer = await product
      .json(`/api/rejected/${events}/replay`, { texts: { 0: '{"id":1,"id":}' } })
      .catch(String)
    expect(answer).toMatchObject({ replayed: 0, skipped: 2 })
    expect(await list(events)).toHaveLength(2)
  })

  it('is discarded with a reason, and stays', async () => {
    await send(events, ['{"id":1', '{"id":2'])
    const [newest, oldest] = (await list(events)) as [Shown, Shown]
    expect((await run('rejected', 'discard', newest.id, 'a test')).stdout).toBe('discarded 1 record\n')
    expect(await list(events)).toMatchObject([{ id: oldest.id }])
    expect(await list(events, '?state=discarded')).toMatchObject([{ fate: { fate: 'discarded', reason: 'a test' } }])
    expect((await run('replay', '--rejected', newest.id, '--text', '{}')).stderr).toContain('it was discarded')
    expect((await run('rejected', 'discard', newest.id, 'again')).code).toBe(2)
    await expectEquation(events)
  })

  it('of a stream with several partitions goes to the partition of its key', async () => {
    await send('spread', ['{"id":"a"}', '{"id":"b"', '{"id":"c"', '{"id":"d"'])
    const texts = Object.fromEntries((await list('spread')).map(({ offset, text }) => [offset, `${text}}`]))
    expect(await product.json('/api/rejected/spread/replay', { texts })).toMatchObject({ replayed: 3 })
    await expectEquation('spread')
    const rows = await product.rows<{ id: string }>('select id from spread order by id')
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('of a function goes back into the stream that the function reads, whatever the record says', async () => {
    const refused = { reason: 'no date', function: 'clean_1', stream: '_caudal', line: 7, original: '{"mean":3}' }
    await send('invalid_1', [JSON.stringify(refused)])
    expect(await product.json('/api/rejected')).toMatchObject({
      datasets: expect.arrayContaining([{ dataset: 'invalid_1', records: 1, open: 1 }]),
    })
    expect((await run('replay', '--rejected', 'invalid_1')).stdout).toBe('replayed 1 record: 1 accepted\n')
    await expectEquation('readings_1')
    expect(await product.rows('select mean, _source from readings_1')).toEqual([
      { mean: 3, _source: 'replay:invalid_1:0' },
    ])
    expect((await product.json<Shown>('/api/rejected/invalid_1/0')).fate).toMatchObject({ fate: 'replayed' })
  })

  it('is none where no function of the project rejects into, though it looks like one', async () => {
    const forged = { reason: 'no date', function: 'clean_2', stream: 'readings_2', original: '{"mean":3}' }
    await send(events, [JSON.stringify(forged), '{"id":1'])
    expect(await list(events)).toMatchObject([{ id: expect.stringContaining(`${events}_rejected:`), text: '{"id":1' }])
    await send('invalid_2', [JSON.stringify({ ...forged, function: 'unknown' })])
    const { stderr } = await run('replay', '--rejected', 'invalid_2:0')
    expect(stderr).toContain('no stream is known')
  })

  it('is asked for by those only who may read its dataset and write to its stream', async () => {
    await send(events, ['{"id":1'])
    const { token } = await product.json<{ token: string }>('/api/tokens', {
      name: 'other',
      role: 'editor',
      only: ['unread'],
    })
    const { url } = product.connection()
    const ask = (path: string, body?: object) =>
      fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      })
    expect(await (await ask('/api/rejected')).json()).toEqual({ datasets: [] })
    for (const path of [events, `${events}_rejected`, `${events}/0`, `${events}/reasons`])
      expect((await ask(`/api/rejected/${path}`)).status).toBe(403)
    expect((await ask(`/api/rejected/${events}/replay`, {})).status).toBe(403)
    expect((await ask(`/api/rejected/${events}/discard`, { why: 'x' })).status).toBe(403)
  })
})

describe('a replay that is killed', () => {
  it('has put each record into the stream once, or left it open', async () => {
    const count = 4000
    await send(
      events,
      Array.from({ length: count }, (_, n) => `{"id":${n}`),
    )
    const texts = Object.fromEntries(Array.from({ length: count }, (_, n) => [n, `{"id":${n}}`]))
    for (let tries = 0; tries < 3; tries++) {
      const replaying = product.json(`/api/rejected/${events}/replay`, { texts }).catch(() => {})
      while ((await list(events, '?state=replayed&limit=10000')).length < (tries + 1) * 1000)
        await new Promise((resolve) => setTimeout(resolve, 5))
      await product.kill()
      await replaying
      await product.start()
      await product.untilStored()
    }
    const open = (await list(events, '?limit=10000')).length
    const stored = async () =>
      (
        await product.rows<{ n: number; ids: number }>(`select count(*) as n, count(distinct id) as ids from ${events}`)
      )[0]!
    expect(await stored()).toEqual({ n: count - open, ids: count - open })
    expect(await product.json(`/api/rejected/${events}/replay`, { texts })).toMatchObject({ replayed: open })
    await expectEquation(events)
    expect(await stored()).toEqual({ n: count, ids: count })
  })
})

describe('rejected records that a function edits', () => {
  beforeEach(async () => {
    await send(events, ['{"id":1', '{"id":2', '{"nothing":3', '{"throw":4', 'no json'])
  })

  it('are shown first, and nothing is stored', async () => {
    const { code, stdout, stderr } = await run('rejected', 'edit', events, '--function', 'functions/mend.ts')
    expect(code).toBe(0)
    expect(stdout).toContain('  - {"id":1\n  + {"id":1}\n')
    expect(stdout).toContain('of 5 records: 2 changed, 0 as before, 3 left\n')
    expect(stderr).toContain('it gave no record')
    expect(stderr).toContain('odd (functions/mend.ts:6:')
    expect(stderr).toContain('the same with --replay')
    expect(await list(events)).toHaveLength(5)
  })

  it('are replayed with what edited them in their history', async () => {
    const { stdout } = await run('rejected', 'edit', events, '--function', 'functions/mend.ts', '--replay')
    expect(stdout).toBe('replayed 2 of 5 records: 2 changed, 0 as before, 3 left\n')
    await expectEquation(events)
    expect(await product.rows(`select id from ${events} order by id`)).toEqual([{ id: 1 }, { id: 2 }])
    const [replayed] = await list(events, '?state=replayed')
    expect(replayed!.fate).toMatchObject({ fate: 'replayed', edited: true, reason: 'edited by functions/mend.ts' })
    expect((await run('rejected', 'show', replayed!.id)).stdout).toContain('edited by functions/mend.ts')
    const again = await run('rejected', 'edit', events, '--function', 'functions/mend.ts', '--replay')
    expect(again.stdout).toBe('replayed 0 of 3 records: 0 changed, 0 as before, 3 left\n')
  })

  it('are left where the function gives them as they were', async () => {
    await writeFile(
      join(folder, 'functions', 'clean.ts'),
      'export default { *run(records) { for (const { record } of records) yield record ?? {} } }\n',
    )
    await send('readings_3', ['[1]'])
    const { stdout } = await run('rejected', 'edit', 'invalid_3', '--function', 'functions/clean.ts')
    expect(stdout).toContain('of 1 record: 1 changed')
  })

  it('tell what cannot edit them', async () => {
    const edit = (file: string) => run('rejected', 'edit', events, '--function', file)
    expect((await edit('functions/none.ts')).stderr).toContain('there is no such file')
    expect((await edit('../mend.ts')).stderr).toContain('it lies outside of the project')
    expect((await edit('.caudal/mend.ts')).stderr).toContain('it lies outside of the project')
    expect((await edit('caudal.yaml')).stderr).toContain('expecting a file that ends in .ts')
    expect((await run('rejected', 'edit', events)).stderr).toContain('expecting a function')
    await writeFile(join(folder, 'functions', 'broken.ts'), 'export default 7\n')
    expect((await edit('functions/broken.ts')).stderr).toContain('it has no default export with a run')
  })

  it('do not keep a function that hangs', async () => {
    await send(events, ['loop', 'loop', 'loop'])
    const { code, stderr } = await run('rejected', 'edit', events, '--function', 'functions/mend.ts', '--replay')
    expect(code).toBe(2)
    expect(stderr).toContain('it took longer than 5 s (functions/mend.ts:4:')
    await expectEquation(events)
  })
})
