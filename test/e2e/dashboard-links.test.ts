import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DashboardAnswers, DashboardReport } from '../../src/model/dashboard.ts'
import type { DashboardLinkInfo } from '../../src/model/dashboard-link.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: boards
streams: { visits: {}, secrets: {} }
datasets: { visits: { tenant: company }, secrets: {} }
tenants: { acme: { title: Acme } }
`

const board = `title: Visits
variables:
  place: { type: list, values: [north, south], all: true }
  shown: { type: list, values: [a, b] }
panels:
  count:
    type: stat
    at: { x: 0, y: 0, w: 3, h: 3 }
    query: { sql: select count(*) as n from visits where $place is null or place = $place }
  rows:
    type: table
    at: { x: 3, y: 0, w: 3, h: 3 }
    query: { in: visits, fields: [company, place] }
  secret:
    type: table
    at: { x: 6, y: 0, w: 3, h: 3 }
    query: { in: secrets }
  failing:
    type: table
    at: { x: 9, y: 0, w: 3, h: 3 }
    query: { sql: select cast(note as integer) from visits }
`

interface Made {
  readonly path: string
  readonly link: DashboardLinkInfo
}

describe('a link to a dashboard', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>

  const make = (link: object) => product.json<Made>('/api/links', { dashboard: 'visits', title: 'For Acme', ...link })
  const secretOf = ({ path }: Made) => path.split('#')[1]!
  const ask = (secret: string, path: string, body?: object) =>
    fetch(`${product.connection().url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${secret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const answersOf = async (secret: string, panels: readonly string[], rest: object = {}) => {
    const body = { ask: panels.map((name) => `panels.${name}`), variables: { place: null }, ...rest }
    const { answers } = (await (await ask(secret, '/api/dashboards/visits/query', body)).json()) as DashboardAnswers
    return panels.map((name) => answers[`panels.${name}`]!)
  }

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    folder = project.folder
    remove = project.remove
    await mkdir(join(folder, 'dashboards'))
    await writeFile(join(folder, 'dashboards/visits.yaml'), board)
    await writeFile(join(folder, 'dashboards/other.yaml'), 'title: Other\n')
    product = new Product(folder)
    await product.start()
    await product.json('/ingest/visits', [
      { company: 'acme', place: 'north', note: '1' },
      { company: 'acme', place: 'south', note: '2' },
      { company: 'globex', place: 'north', note: 'canary-5521' },
    ])
    await product.json('/ingest/secrets', [{ word: 'canary-5522' }])
    await product.untilStored()
  })

  afterAll(async () => {
    await product?.stop()
    await remove?.()
  })

  it('shows that dashboard and nothing else', async () => {
    const secret = secretOf(await make({}))
    const { dashboards } = (await (await ask(secret, '/api/dashboards')).json()) as { dashboards: { name: string }[] }
    expect(dashboards.map(({ name }) => name)).toEqual(['visits'])
    expect((await answersOf(secret, ['count']))[0]!.rows).toEqual([{ n: 3 }])
    expect((await ask(secret, '/api/dashboards/other')).status).toBe(404)
    for (const [path, body] of [
      ['/api/datasets'],
      ['/api/tokens'],
      ['/api/links'],
      ['/api/monitors'],
      ['/api/sql', { sql: 'select * from visits' }],
      ['/api/search', { kql: '' }],
      ['/api/dashboards/query', { queries: { a: { in: 'visits' } } }],
      ['/ingest/visits', { a: 1 }],
    ] as const) {
      expect((await ask(secret, path, body)).status, path).toBe(403)
    }
  })

  it('keeps to its rows in the engine, whatever is asked', async () => {
    const secret = secretOf(await make({ filters: [{ field: 'place', value: 'north' }] }))
    const [count, , secrets] = await answersOf(secret, ['count', 'rows', 'secret'], {
      filters: [{ field: 'place', value: 'south', not: true }],
    })
    expect(count!.rows).toEqual([{ n: 2 }])
    // A dataset that lacks the field has no row for it.
    expect(secrets!.rows).toEqual([])
    const [none] = await answersOf(secret, ['count'], { filters: [{ field: 'place', value: 'south' }] })
    expect(none!.rows).toEqual([{ n: 0 }])
  })

  it('shows a company only its rows, and tells no value of others in an error', async () => {
    const secret = secretOf(await make({ tenant: 'acme', filters: [{ field: 'place', value: 'north' }] }))
    const answers = await answersOf(secret, ['count', 'rows', 'failing'])
    expect(answers[0]!.rows).toEqual([{ n: 1 }])
    expect(JSON.stringify(answers)).not.toContain('canary')
    const open = secretOf(await make({ filters: [{ field: 'company', value: 'acme' }] }))
    const [, , failing] = await answersOf(open, ['count', 'rows', 'failing'])
    expect(JSON.stringify(failing)).not.toContain('canary')
    expect(failing).not.toHaveProperty('sql')
  })

  it('has the choices made that were fixed, and does not say how it is asked', async () => {
    const made = await make({ variables: { place: 'south' } })
    const [count] = await answersOf(secretOf(made), ['count'], { variables: { place: null } })
    expect(count!.rows).toEqual([{ n: 1 }])
    const report = (await (await ask(secretOf(made), '/api/dashboards/visits')).json()) as DashboardReport
    expect(Object.keys(report.dashboard.variables)).toEqual(['shown'])
    expect(JSON.stringify(report)).not.toContain('select')
    expect(report.yaml).toBeUndefined()
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ dashboard: 'visits', title: 'x', variables: { absent: 'x' } })
    expect((await product.request('/api/links', { method: 'POST', headers, body })).status).toBe(400)
  })

  it('is refused with one changed character, once it has expired, and once it is revoked', async () => {
    const made = await make({})
    const secret = secretOf(made)
    const last = secret.at(-1) === 'A' ? 'B' : 'A'
    for (const wrong of [secret.slice(0, -1) + last, secret.slice(1), `${secret}A`, made.link.id]) {
      expect((await ask(wrong, '/api/dashboards')).status, wrong).toBe(401)
    }
    expect((await ask(secretOf(await make({ expires: '1ms' })), '/api/dashboards')).status).toBe(401)
    expect((await ask(secret, '/api/dashboards')).status).toBe(200)
    expect((await product.request(`/api/links/${made.link.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(secret, '/api/dashboards')).status).toBe(401)
  })

  it('outlives a crash, is stored as a hash, and is listed without its secret', async () => {
    const made = await make({ title: 'Stays' })
    await product.kill()
    await product.start()
    expect((await ask(secretOf(made), '/api/dashboards')).status).toBe(200)
    expect(await (await product.request('/api/links')).text()).not.toContain(secretOf(made))
    const data = join(folder, '.caudal')
    for (const file of (await readdir(data)).filter((name) => name.startsWith('state.sqlite'))) {
      expect((await readFile(join(data, file))).includes(secretOf(made)), file).toBe(false)
    }
  })

  it('may be shown by the sites that it names, and by no other', async () => {
    const headersOf = async (path: string) => (await fetch(`${product.connection().url}${path}`)).headers
    const made = await make({ embed: ['https://acme.example', 'http://localhost:8080'] })
    const headers = await headersOf(made.path.split('#')[0]!)
    expect(headers.get('content-security-policy')).toContain(
      'frame-ancestors https://acme.example http://localhost:8080',
    )
    expect(headers.get('x-frame-options')).toBeNull()
    for (const path of ['/ui/shared/absent', (await make({})).path.split('#')[0]!, '/ui/dashboards/visits']) {
      const closed = await headersOf(path)
      expect(closed.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
      expect(closed.get('x-frame-options'), path).toBe('DENY')
    }
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify({
      dashboard: 'visits',
      title: 'x',
      embed: ["https://a.example; script-src 'unsafe-inline'"],
    })
    expect((await product.request('/api/links', { method: 'POST', headers: json, body })).status).toBe(400)
  })

  it('is told in the audit log: who made it, and each look by it', async () => {
    const made = await make({ title: 'Told' })
    expect((await ask(secretOf(made), '/api/dashboards/visits')).status).toBe(200)
    const sql = `select action, route, what from _audit where who = 'link:${made.link.id}' or what like '%Told%'`
    const entries = async () => (await product.json<{ rows: object[] }>('/api/sql', { sql })).rows
    await expect.poll(entries).toEqual(
      expect.arrayContaining([
        { action: 'changed', route: 'POST /api/links', what: expect.stringContaining('visits') },
        { action: 'saw', route: 'GET /api/dashboards/:dashboard', what: 'visits' },
      ]),
    )
  })
})
