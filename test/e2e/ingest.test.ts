import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: intake
streams:
  events: {}
  spread: { partitions: 4, key: user }
datasets:
  events: {}
  spread: {}
`

interface Answer {
  received: number
  offset: number
  rejected?: number
}

describe('sending records over HTTP', () => {
  let product: Product
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    product = new Product(project.folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  const send = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}, stream = 'events') =>
    product.request(`/ingest/${stream}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-ndjson', ...headers },
    })
  const answerOf = async (response: Response) => (await response.json()) as Answer
  const next = async () => {
    const { streams } = await product.json<{ streams: { name: string; offsets: { next: number }[] }[] }>('/api/streams')
    return streams.find(({ name }) => name === 'events')!.offsets[0]!.next
  }

  it('answers with how many records it took and from which offset', async () => {
    const before = await next()
    const response = await send('{"a":1}\n{"a":2}\n')
    expect(response.status).toBe(200)
    expect(await answerOf(response)).toEqual({ received: 2, offset: before })
  })

  it.each([
    ['one JSON object', 'application/json', '{"form":"object"}', 1],
    ['a JSON array', 'application/json', '[{"form":"array"}, {"form":"array"},\n {"form":"array"}]', 3],
    ['CSV with a header', 'text/csv', 'form,n\ncsv,1\ncsv,2\n', 2],
    ['plain text lines', 'text/plain', 'form one\nform two', 2],
    ['NDJSON without a last newline', 'application/x-ndjson', '{"form":"open"}\n\n{"form":"open"}', 2],
  ])('takes %s', async (_name, type, body, count) => {
    expect((await answerOf(await send(body, { 'content-type': type }))).received).toBe(count)
  })

  it.each([
    ['UTF-8', Buffer.from('grün')],
    ['iso-8859-1', Buffer.from('grün', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffgrün', 'utf16le')],
  ])('takes text in %s, whatever its length', async (charset, body) => {
    const { offset } = await answerOf(await send(body, { 'content-type': `text/plain; charset=${charset}` }))
    await product.untilStored()
    expect(await product.rows(`select message from events where _offset = ${offset}`)).toEqual([{ message: 'grün' }])
  })

  it('takes gzip and zstd', async () => {
    const body = Buffer.from('{"packed":true}\n'.repeat(1000))
    expect((await answerOf(await send(gzipSync(body), { 'content-encoding': 'gzip' }))).received).toBe(1000)
    expect((await answerOf(await send(zstdCompressSync(body), { 'content-encoding': 'zstd' }))).received).toBe(1000)
    await product.untilStored()
    expect(await product.rows('select count(*)::int as n from events where packed')).toEqual([{ n: 2000 }])
  })

  describe('Parquet', () => {
    const type = { 'content-type': 'application/vnd.apache.parquet' }
    const arriving = async () => readdir(join(product.folder, '.caudal', 'arriving'))
    const parquetOf = async (select: string) => {
      const folder = await mkdtemp(join(tmpdir(), 'caudal-parquet-'))
      const connection = await (await DuckDBInstance.create(':memory:')).connect()
      await connection.run(`copy (${select}) to '${folder}/a' (format parquet, row_group_size 20000)`)
      connection.closeSync()
      const bytes = await readFile(join(folder, 'a'))
      await rm(folder, { recursive: true })
      return bytes
    }

    it('is taken, without the fields that are left out, and leaves nothing behind', async () => {
      const body = await parquetOf(
        "select 9007199254740993 as big, timestamp '2026-03-01 10:00' as taken, 'x' as secret, range as n from range(70000)",
      )
      const retry = { ...type, 'idempotency-key': 'parquet' }
      const path = '/ingest/events?omit=secret'
      const post = () => product.request(path, { method: 'POST', body, headers: retry })
      const first = await answerOf(await post())
      expect(first.received).toBe(70_000)
      expect(await answerOf(await post())).toEqual(first)
      await product.untilStored()
      expect(
        await product.rows(
          `select count(*)::int as n, count(distinct n)::int as d, min(big)::varchar as big, max(taken)::varchar as taken
           from events where taken is not null`,
        ),
      ).toEqual([{ n: 70_000, d: 70_000, big: '9007199254740993', taken: '2026-03-01T10:00:00.000000Z' }])
      expect(await arriving()).toEqual([])
    })

    it('is refused with a sentence when it is damaged', async () => {
      const body = await parquetOf('select range as n from range(10)')
      for (const bad of [body.subarray(0, 100), Buffer.alloc(0), Buffer.from('{"a":1}\n')]) {
        const response = await send(bad, type)
        expect(response.status).toBe(400)
        expect(await response.json()).toMatchObject({ message: expect.stringMatching(/^cannot read Parquet: /) })
      }
      expect(await arriving()).toEqual([])
    })

    it('is understood by parts of it, which the answer asks for', async () => {
      const body = await parquetOf(
        "select range as n, md5(range::varchar) as name, random() as share, date '2026-03-01' as time, {a: 1, b: [true]} as nested from range(60000)",
      )
      const asked: string[] = []
      let at: string | undefined
      for (;;) {
        const bytes = at
          ? Buffer.concat(
              at.split(',').map((part) => body.subarray(...(part.split('-').map(Number) as [number, number]))),
            )
          : body.subarray(0, 512 << 10)
        const query = new URLSearchParams({ name: 'rows', size: String(body.length), ...(at ? { at } : {}) })
        const response = await product.request(`/api/preview?${query}`, { method: 'POST', body: bytes })
        const answer = (await response.json()) as { wanted?: string }
        if (answer.wanted === undefined) {
          expect(answer).toMatchObject({
            format: 'parquet',
            rows: 60_000,
            read: 20,
            time: 'time',
            fields: [
              { name: 'n', type: 'whole', present: 20 },
              { name: 'name', type: 'text' },
              { name: 'share', type: 'number' },
              { name: 'time', type: 'time' },
              { name: 'nested.a', type: 'whole' },
              { name: 'nested.b', type: 'nested' },
            ],
          })
          break
        }
        at = answer.wanted
        asked.push(at)
        expect(asked.length).toBeLessThan(4)
      }
      expect(asked.length).toBeGreaterThan(0)
      expect(await arriving()).toEqual([])
    })

    it.each([
      ['without its size', { at: '0-10' }],
      ['beyond its end', { at: '5-11', size: '10' }],
      ['from its end', { at: '5-5', size: '10' }],
    ])('has no parts %s', async (_name, query) => {
      const path = `/api/preview?${new URLSearchParams({ name: 'a.parquet', ...query })}`
      const response = await product.request(path, { method: 'POST', body: Buffer.alloc(10) })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ message: expect.stringMatching(/^cannot read at /) })
    })
  })

  it('keeps malformed lines with their bytes, reason, line and request', async () => {
    const { received } = await answerOf(await send('{"good":1}\nnot json\n{"good":2}\n[1,2]\n'))
    expect(received).toBe(4)
    await product.untilStored()
    const rows = await product.rows('select text, reason, line, request from events_rejected order by _offset')
    expect(rows).toMatchObject([
      { text: 'not json', line: 2 },
      { text: '[1,2]', line: 4 },
    ])
    for (const { reason, request } of rows) {
      expect(reason).toMatch(/^cannot read line/)
      expect(request).toEqual(expect.any(String))
    }
    expect(await product.rows('select sum(good)::int as sum from events')).toEqual([{ sum: 3 }])
  })

  it('answers a repeated Idempotency-Key with the first answer and stores nothing', async () => {
    const first = await answerOf(await send('{"once":1}\n{"once":2}\n', { 'idempotency-key': 'k1' }))
    const again = await answerOf(await send('{"once":1}\n{"once":2}\n', { 'idempotency-key': 'k1' }))
    expect(again).toEqual(first)
    await product.untilStored()
    expect(await product.rows('select count(*)::int as n from events where once is not null')).toEqual([{ n: 2 }])
  })

  it('keeps the records of one key in one partition, in order', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => JSON.stringify({ user: `u${n % 7}`, n }))
    expect((await answerOf(await send(lines.join('\n'), {}, 'spread'))).received).toBe(300)
    await product.untilStored()
    const partition = '_offset // 35184372088832'
    expect(await product.rows(`select count(*)::int as n from spread`)).toEqual([{ n: 300 }])
    expect(
      await product.rows(
        `select max(p)::int as p from (select count(distinct ${partition}) as p from spread group by user)`,
      ),
    ).toEqual([{ p: 1 }])
    expect(
      await product.rows(
        `select count(*)::int as n from (select n < lag(n) over (partition by user order by _offset) as back from spread) where back`,
      ),
    ).toEqual([{ n: 0 }])
  })

  it('says what exists when the stream does not', async () => {
    const response = await send('{}', {}, 'evnets')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'not_found',
      message: 'cannot find stream "evnets"',
      hint: expect.stringContaining('events'),
    })
  })

  it('refuses a body of a type or encoding that it does not know', async () => {
    expect((await send('x', { 'content-type': 'image/png' })).status).toBe(415)
    expect((await send('x', { 'content-encoding': 'br' })).status).toBe(415)
    expect((await send('x', { 'content-type': 'text/plain; charset=ebcdic' })).status).toBe(415)
  })

  it('refuses a damaged gzip body with a sentence', async () => {
    const response = await send(gzipSync('{"a":1}\n').subarray(0, 15), { 'content-encoding': 'gzip' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('cannot decompress'),
    })
  })

  it('refuses to write its own log stream', async () => {
    expect((await send('{}', {}, '_caudal')).status).toBe(403)
  })

  it('keeps the equation', async () => {
    await product.untilStored()
    const { streams } = await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')
    for (const name of ['events', 'spread']) {
      const { received, stored, duplicate, rejected, late_dropped, refused } = streams[name]!
      expect(received).toBe(stored! + duplicate! + rejected! + late_dropped! + refused!)
    }
    expect(streams.events!.rejected).toBe(2)
  })
})
