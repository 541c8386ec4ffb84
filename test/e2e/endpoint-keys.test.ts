import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EndpointDetail } from '../../src/model/endpoint-report.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: keys
streams: { visits: {}, shops: {}, plain: {} }
datasets: { visits: {}, shops: {}, plain: {} }
endpoints:
  /visits:
    sql: select page, company from visits where $page is null or page = $page order by page
    params: { page: { type: text, required: false } }
    scope: company = $token.company
    pages: true
    limit: 100
  /around:
    sql: |
      with mine as (select * from visits), other as materialized (select company from visits)
      select (select count(*) from visits v)::int as counted,
        (select string_agg(distinct company, ',') from (select company from mine union select company from other)) as companies
      from (select 1) left join (select 1 as one) on true
    scope: company = $token.company
    one: true
  /facts:
    sql: select page from visits where page = 'nothing'
    scope: company = $token.company
    not_found: select string_agg(distinct company, ',') from visits
  /joined:
    sql: select v.page, s.name from visits v join shops s using (company) order by all
    scope: company = $token.company
  /converted:
    sql: select count(*)::int as n from visits where note::int > 0
    scope: company = $token.company
    one: true
  /plain: { sql: select 1 as n }
  /uncovered: { sql: select id from plain, scope: company = $token.company }
  /counted: { sql: select 1 as n, public: true, rate: [3/m], cors: ["https://example.org"] }
`

describe('the keys of endpoints', () => {
  let product: Product
  let remove: () => Promise<void>
  const tokens = new Map<string, string>()

  const ask = (path: string, name?: string, headers: Record<string, string> = {}) =>
    fetch(`${product.connection().url}${path}`, {
      headers: { ...headers, ...(name === undefined ? {} : { authorization: `Bearer ${tokens.get(name)}` }) },
    })
  const send = (stream: string, ...records: object[]) =>
    product.request(`/ingest/${stream}`, {
      method: 'POST',
      body: records.map((record) => JSON.stringify(record)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    })
  const create = async (name: string, company?: string, only?: string[]) => {
    const attributes = company === undefined ? {} : { attributes: { company } }
    const body = { name, role: 'reader', ...attributes, ...(only ? { only } : {}) }
    tokens.set(name, (await product.json<{ token: string }>('/api/tokens', body)).token)
  }

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    product = new Product(project.folder)
    await product.start()
    await send(
      'visits',
      { company: 'acme', page: 'a', note: '1' },
      { company: 'acme', page: 'b', note: '2' },
      { company: 'canary', page: 'c', note: 'canary' },
    )
    await send('shops', { company: 'acme', name: 'Acme' }, { company: 'canary', name: 'Canary' })
    await send('plain', { id: 1 })
    await product.untilStored()
    const { stdout } = await caudal([
      'token',
      'create',
      'acme',
      '--only',
      '/visits,/around,/facts,/joined,/converted,/uncovered',
      '--set',
      'company=acme',
      '--project',
      project.folder,
    ])
    tokens.set('acme', stdout.trim())
    await create('canary', 'canary')
    await create('nobody')
    await create('quotes', "acme' or '1'='1")
    await create('commented', "x') or true --")
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('see their own rows in every form, page and order of asking', async () => {
    for (const path of ['/visits', '/visits?format=csv', '/visits?limit=50', '/visits?page=c', '/visits', '/joined']) {
      // The other one asks first, so that an answer of theirs is in memory.
      expect(await (await ask(path, 'canary')).text(), path).not.toMatch(/acme/i)
      const own = await ask(path, 'acme')
      expect(own.status).toBe(200)
      expect(await own.text(), path).not.toMatch(/canary/i)
    }
    expect(await (await ask('/visits', 'acme')).json()).toHaveLength(2)
    expect(await (await ask('/joined', 'acme')).json()).toEqual([
      { page: 'a', name: 'Acme' },
      { page: 'b', name: 'Acme' },
    ])
  })

  it('see no others through subqueries, WITH, or the facts of an answer without rows', async () => {
    expect(await (await ask('/around', 'acme')).json()).toEqual({ counted: 2, companies: 'acme' })
    expect(await (await ask('/around', 'canary')).json()).toEqual({ counted: 1, companies: 'canary' })
    expect(await (await ask('/facts', 'acme')).json()).toMatchObject({ code: 'not_found', hint: 'acme' })
  })

  it('see no value of another row in the error of a conversion', async () => {
    expect(await (await ask('/converted', 'acme')).json()).toEqual({ n: 2 })
    expect((await ask('/converted', 'canary')).status).toBeGreaterThanOrEqual(400)
  })

  it('see nothing without a value, or with one that looks like SQL', async () => {
    expect((await ask('/visits')).status).toBe(401)
    const refused = await ask('/visits', 'nobody')
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ message: 'cannot use /visits: the token "nobody" has no company' })
    for (const name of ['quotes', 'commented']) expect(await (await ask('/visits', name)).json(), name).toEqual([])
    expect((await product.request('/visits')).status).toBe(403)
  })

  it('read nothing from a dataset without the column', async () => {
    const answer = await ask('/uncovered', 'acme')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual([])
  })

  it('cannot go around the endpoints', async () => {
    for (const [path, body] of [
      ['/api/sql', { sql: 'select * from visits' }],
      ['/api/search', { kql: '', in: ['visits'] }],
      ['/api/search', { kql: '' }],
    ] as const) {
      // The second one has no --only.
      for (const name of ['acme', 'quotes']) {
        const response = await fetch(`${product.connection().url}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens.get(name)}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        expect(await response.text(), path).not.toMatch(/canary|"page"/)
      }
    }
    for (const name of ['acme', 'quotes']) {
      expect((await ask('/api/tail/visits', name)).status).toBe(403)
      for (const path of ['/api/datasets', '/api/streams', '/api/status', '/metrics'])
        expect(await (await ask(path, name)).text(), path).not.toContain('visits')
    }
    const tampered = "/visits?page=c'%20or%20company='canary"
    expect(await (await ask(tampered, 'acme')).json()).toEqual([])
    expect((await ask('/visits?company=canary', 'acme')).status).toBe(400)
    expect((await ask('/visits?token_company=canary', 'acme')).status).toBe(400)
  })

  it('are answered so many times, and are told how often and when again', async () => {
    const first = await ask('/counted')
    expect(first.headers.get('ratelimit-limit')).toBe('3')
    expect(first.headers.get('ratelimit-remaining')).toBe('2')
    await ask('/counted')
    await ask('/counted')
    const refused = await ask('/counted')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(1)
    expect(await refused.json()).toMatchObject({ message: 'cannot answer /counted: more than 3 requests in a minute' })
  })

  it('have quotas of their own, and administrators see what is used of them', async () => {
    const body = { name: 'brief', role: 'viewer', only: ['/plain'], rate: ['2/h'] }
    const { token } = await product.json<{ token: string }>('/api/tokens', body)
    tokens.set('brief', token)
    expect((await ask('/plain', 'brief')).headers.get('ratelimit-limit')).toBe('2')
    expect((await ask('/plain', 'brief')).status).toBe(200)
    expect((await ask('/plain', 'brief')).status).toBe(429)
    expect((await product.request('/plain')).status).toBe(200)
    const { endpoints } = await product.json<{ endpoints: EndpointDetail[] }>('/api/endpoints')
    const plain = endpoints.find(({ name }) => name === '/plain')!
    expect(plain).toMatchObject({ usage: { limited: 1, statuses: { 200: 3, 429: 1 } }, sql: expect.any(String) })
    expect(plain.quotas).toEqual([
      { caller: 'brief', most: 2, window_ms: 3_600_000, used: 2, reset_s: expect.any(Number) },
    ])
    expect(plain.usage.latency.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    // Of a key for some rows the SQL of all is none of its business.
    const seen = (await (await ask('/api/endpoints', 'acme')).json()) as { endpoints: EndpointDetail[] }
    expect(seen.endpoints.map(({ name }) => name)).not.toContain('/plain')
    expect(seen.endpoints[0]).not.toHaveProperty('sql')
    expect(seen.endpoints[0]).not.toHaveProperty('quotas')
    const wrong = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, name: 'x', rate: ['2'] }),
    }
    expect((await product.request('/api/tokens', wrong)).status).toBe(400)
  })

  it('are let in from the pages of the origins that the project names', async () => {
    const preflight = (origin: string, path = '/counted') =>
      fetch(`${product.connection().url}${path}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      })
    const allowed = await preflight('https://example.org')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://example.org')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await preflight('https://example.org', '/visits')).status).toBe(404)
    const answer = await ask('/counted', undefined, { origin: 'https://example.org' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://example.org')
  })
})
