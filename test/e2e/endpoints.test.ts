import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: published
streams: { readings: {} }
datasets: { readings: { fields: { date: date, mean: number } } }
views:
  monthly: { sql: "select place, year(date) as year, month(date) as month, avg(mean) as mean_temperature from readings group by all" }
endpoints:
  /temp:
    sql: select place, year, month, mean_temperature from monthly where year = $year and month = $month and place = $place
    params: { year: integer, month: { type: integer, min: 1, max: 12 }, place: { type: text, default: lake } }
    one: true
    public: true
    not_found: select min(year * 100 + month) as first_month, max(year * 100 + month) as last_month from monthly
  /readings/{place}:
    sql: select date, mean from readings where place = $place and date >= $from order by date
    params: { place: text, from: { type: date, default: 2000-01-01 } }
    pages: true
    limit: 3
  /all: { sql: select mean from readings, limit: 3, public: true }
  /slow: { sql: "select sum(a.range * b.range % 7)::double as n from range(50000) a, range(20000) b" }
  /endless:
    sql: select sum(a.range * b.range % $n)::double as n from range(10000000) a, range(10000000) b
    params: { n: integer }
  /whole: { sql: "select * from readings where place = 'lake' order by _time limit 1", pages: true }
  /named: { sql: "select _source, * from readings limit 1", one: true }
  /wrong: { sql: select meen from readings, public: true }
`

describe('the endpoints of a running project', () => {
  let product: Product
  let remove: () => Promise<void>

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${product.connection().url}${path}`, { headers })
  const send = async (...records: object[]) => {
    await product.request('/ingest/readings', {
      method: 'POST',
      body: records.map((record) => JSON.stringify(record)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    })
    await product.untilStored()
  }
  const reading = (date: string, mean: number, place = 'lake') => ({ date, place, mean })
  /** Asks until the view has followed its input. */
  const untilRight = <T>(path: string, isRight: (body: T) => boolean): Promise<T> =>
    eventually(async () => (await (await ask(path)).json()) as T, isRight)

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

  it('say that there are no records yet', async () => {
    const answer = await ask('/temp?year=2024&month=3')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ message: 'cannot find /temp: there are no records yet' })
  })

  it('are asked about where a path is nearly theirs, of those who may know of them only', async () => {
    expect(await (await product.request('/nmaed?place=lake')).json()).toMatchObject({
      message: 'cannot find "GET /nmaed"',
      hint: 'Did you mean "/named"?',
    })
    const hintOf = async (path: string) => {
      const answer = await fetch(`${product.connection().url}${path}`)
      return ((await answer.json()) as { hint: string }).hint
    }
    expect(await hintOf('/nmaed')).toBe('The routes are listed at /api/docs.')
    expect(await hintOf('/tmep')).toBe('Did you mean "/temp"?')
  })

  it('answer with the row that there is as an object', async () => {
    await send(reading('2024-03-01', 16), reading('2024-03-02', 17), reading('2024-05-01', 20))
    const found = await untilRight<{ mean_temperature?: number }>('/temp?year=2024&month=3', (body) => 'place' in body)
    expect(found).toEqual({ place: 'lake', year: 2024, month: 3, mean_temperature: 16.5 })
  })

  it('tell what is wrong with a parameter, and what there is when there is no row', async () => {
    const wrong = await ask('/temp?year=2024&month=13')
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toEqual({
      code: 'invalid',
      message: 'cannot read month "13": expecting a whole number from 1 to 12',
      hint: 'Write it like ?month=1.',
    })
    const missing = await ask('/temp?year=2031&month=1')
    expect(missing.status).toBe(404)
    expect(await missing.json()).toEqual({
      code: 'not_found',
      message: 'cannot find /temp with year 2031, month 1, place lake: there is no such row',
      hint: 'first_month: 202403, last_month: 202405',
    })
  })

  it('never splice a value into the SQL', async () => {
    for (const place of ["x' or '1'='1", "lake'; drop table readings; --", 'lake" or true', '$year', '%', 'lake\\'])
      expect((await ask(`/temp?year=2024&month=3&place=${encodeURIComponent(place)}`)).status, place).toBe(404)
    for (const bad of ['2024 or true', '2024)--', '(select 2024)'])
      expect((await ask(`/temp?year=${encodeURIComponent(bad)}&month=3`)).status, bad).toBe(400)
  })

  it('answer anew at once after a commit, and from memory with an entity tag otherwise', async () => {
    const first = await ask('/all')
    const again = await ask('/all', { 'if-none-match': first.headers.get('etag')! })
    expect([first.status, again.status]).toEqual([200, 304])
    for (let round = 0; round < 10; round++) {
      const place = `round-${round}`
      const path = `/readings/${place}`
      expect(await (await product.request(path)).json()).toEqual([])
      await send(reading('2024-06-01', round, place))
      expect(await (await product.request(path)).json()).toEqual([{ date: '2024-06-01', mean: round }])
    }
  })

  it('give what the records have, and of the columns of Caudal those that are named', async () => {
    const whole = (await (await product.request('/whole')).json()) as object[]
    expect(whole.map((row) => Object.keys(row))).toEqual([['date', 'mean', 'place']])
    const named = (await (await product.request('/named')).json()) as object
    expect(Object.keys(named)).toEqual(['_source', 'date', 'mean', 'place'])
  })

  it('let nobody have from memory what is not theirs', async () => {
    const path = '/readings/lake?from=2024-03-01'
    const hot = '/named'
    for (const each of [path, hot]) for (let time = 0; time < 3; time++) await product.request(each)
    const make = async (only: string[]) => {
      const body = JSON.stringify({ name: `t${only.length}${only[0]}`.replace(/\W/g, '_'), role: 'reader', only })
      const headers = { 'content-type': 'application/json' }
      return (await (await product.request('/api/tokens', { method: 'POST', body, headers })).json()) as Token
    }
    interface Token {
      readonly name: string
      readonly token: string
    }
    const mine = await make([hot])
    const other = await make(['/whole'])
    const status = async (token?: string, more: Record<string, string> = {}) =>
      (await ask(hot, { ...(token && { authorization: `Bearer ${token}` }), ...more })).status
    expect(await status(mine.token)).toBe(200)
    expect(await status()).toBe(401)
    expect(await status('caudal_nonsense')).toBe(401)
    expect(await status(other.token)).toBe(403)
    expect((await fetch(`${product.connection().url}${hot}`, { method: 'POST' })).status).not.toBe(200)
    await product.request(`/api/tokens/${mine.name}`, { method: 'DELETE' })
    expect(await status(mine.token)).toBe(401)
  })

  it('are counted by how they were answered', async () => {
    await ask('/temp?year=2024&month=13')
    let lines: string[] = []
    const figure = (start: string) =>
      Number(
        lines
          .find((line) => line.startsWith(start))
          ?.split(' ')
          .at(-1),
      )
    // A view that is computed anew meanwhile is asked again.
    await expect
      .poll(async () => {
        await ask('/temp?year=2024&month=3')
        lines = (await (await product.request('/metrics')).text()).split('\n')
        return figure('caudal_endpoint_memory_answers_total{endpoint="/temp"}')
      })
      .toBeGreaterThanOrEqual(4)
    expect(figure('caudal_endpoint_requests_total{endpoint="/temp",status="200"}')).toBeGreaterThanOrEqual(5)
    expect(figure('caudal_endpoint_requests_total{endpoint="/temp",status="400"}')).toBeGreaterThanOrEqual(1)
    const count = figure('caudal_endpoint_seconds_count{endpoint="/temp"}')
    expect(figure('caudal_endpoint_seconds_bucket{endpoint="/temp",le="+Inf"}')).toBe(count)
    expect(lines).toContain('# TYPE caudal_endpoint_seconds histogram')
    expect(figure('caudal_view_rows{view="monthly"}')).toBeGreaterThan(0)
    const { endpoints } = (await (await product.request('/api/status')).json()) as {
      endpoints: Record<string, { requests: number; from_memory: number }>
    }
    expect(endpoints['/temp']).toMatchObject({ requests: count })
  })

  it('give pages, and the way to the next one, again and again', async () => {
    await send(...[1, 2, 3, 4, 5, 6, 7].map((day) => reading(`2025-01-0${day}`, day, 'river')))
    for (let time = 0; time < 2; time++) {
      const seen: number[] = []
      let path: string | undefined = '/readings/river?from=2025-01-02'
      while (path) {
        const answer: Response = await product.request(path)
        seen.push(...((await answer.json()) as { mean: number }[]).map(({ mean }) => mean))
        path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
      }
      expect(seen).toEqual([2, 3, 4, 5, 6, 7])
    }
  })

  it('answer in the form that is asked for', async () => {
    const path = '/readings/river?limit=1'
    const csv = await product.request(path, { headers: { accept: 'text/csv' } })
    expect(await csv.text()).toBe('date,mean\r\n2025-01-01,1\r\n')
    expect(csv.headers.get('content-type')).toContain('text/csv')
    const arrow = await product.request(`${path}&format=arrow`)
    expect(tableFromIPC(await arrow.arrayBuffer()).numRows).toBe(1)
    const parquet = Buffer.from(await (await product.request(`${path}&format=parquet`)).arrayBuffer())
    expect(parquet.subarray(0, 4).toString()).toBe('PAR1')
  })

  it('are not computed for those who have gone', async () => {
    for (let round = 0; round < 3; round++) {
      const stop = new AbortController()
      const left = Array.from({ length: 8 }, (_, n) =>
        product.request(`/endless?n=${round * 8 + n + 1}`, { signal: stop.signal }).catch(() => 'gone'),
      )
      await new Promise((resolve) => setTimeout(resolve, 300))
      stop.abort()
      expect(new Set(await Promise.all(left))).toEqual(new Set(['gone']))
    }
    expect((await ask('/temp?year=2024&month=5')).status).toBe(200)
  })

  it('refuse more rows than their limit rather than cut them silently', async () => {
    const answer = await ask('/all')
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ message: 'cannot answer /all: there are more than 3 rows' })
  })

  it('keep the SQL and its mistakes to themselves', async () => {
    const answer = await ask('/wrong')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('meen')
    expect(product.output).toContain('cannot answer /wrong: cannot run query: referenced column "meen" not found')
  })

  it('need a token for them, unless they are public', async () => {
    expect((await ask('/readings/lake')).status).toBe(401)
    const tokenFor = async (name: string, role: string, only?: string[]) =>
      (await product.json<{ token: string }>('/api/tokens', { name, role, ...(only ? { only } : {}) })).token
    const statusOf = async (token: string, path = '/readings/lake') =>
      (await ask(path, { authorization: `Bearer ${token}` })).status
    expect(await statusOf(await tokenFor('anna', 'reader'))).toBe(200)
    expect(await statusOf(await tokenFor('robot', 'writer'))).toBe(403)
    const shop = await tokenFor('shop', 'reader', ['/readings/{place}'])
    expect(await statusOf(shop)).toBe(200)
    expect(await statusOf(await tokenFor('other', 'reader', ['/temp']))).toBe(403)
    const sql = await fetch(`${product.connection().url}/api/sql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sql: 'select * from readings' }),
    })
    expect(sql.status).toBe(403)
  })

  it('are described by OpenAPI, the public ones for everybody', async () => {
    const document = (await (await ask('/api/endpoints/openapi.json')).json()) as { paths: Record<string, object> }
    expect(Object.keys(document.paths).sort()).toEqual(['/all', '/temp', '/wrong'])
    const own = await product.json<{ paths: Record<string, object> }>('/api/endpoints/openapi.json')
    expect(Object.keys(own.paths)).toContain('/readings/{place}')
    expect(own.paths['/temp']).toMatchObject({
      get: {
        parameters: [
          { name: 'year', in: 'query', required: true, schema: { type: 'integer' } },
          { name: 'month', schema: { minimum: 1, maximum: 12 } },
          { name: 'place', required: false, schema: { default: 'lake' } },
          { name: 'format' },
        ],
      },
    })
  })

  it('leave the paths of Caudal alone, and follow an edit of the project', async () => {
    expect(await (await ask('/health')).json()).toEqual({ status: 'ok' })
    const missing = await ask('/nothing/here')
    expect(missing.status).toBe(404)
    expect(await missing.json()).toMatchObject({ message: 'cannot find "GET /nothing/here"' })
    const edited = yaml
      .replace('  /all:', '  /everything:')
      .replace('limit: 3, public', 'limit: 1000, public')
      .replace(/(\/slow: ).*/, '$1{ sql: select 1 as n }')
    const before = product.request('/slow')
    await writeFile(join(product.folder, 'caudal.yaml'), edited)
    await untilRight<object>('/everything', (body) => Array.isArray(body))
    expect((await ask('/all')).status).toBe(404)
    await before
    // What was computed for the earlier definition comes last, and is no answer to this one.
    expect(await (await product.request('/slow')).json()).toEqual([{ n: 1 }])
  })
})
