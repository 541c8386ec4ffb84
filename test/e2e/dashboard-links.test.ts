import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DashboardAnswers, DashboardReport } from '../../src/model/dashboard.ts'
import type { DashboardLinkInfo } from '../../src/model/dashboard-link.ts'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { headerOf, type Mail, MailServer, textOf } from '../support/smtp-server.ts'

const yaml = (server: string) => `name: boards
streams: { visits: {}, secrets: {} }
datasets: { visits: { tenant: company }, secrets: {} }
tenants: { acme: { title: Acme } }
channels:
  office: { type: email, to: [all@example.org], from: caudal@example.org, server: "${server}", limit: 1000 }
reports:
  for_acme:
    dashboard: trap
    schedule: 0 0 1 1 *
    channel: office
    to: [anna@acme.example]
    tenant: acme
    title: Visits of Acme
    language: es
  for_us: { dashboard: trap, schedule: 0 0 1 1 *, channel: office, format: png, filters: { place: north } }
`

/** Its panel fails for whoever sees a row that is not of Acme. */
const trap = `title: Trap
time: { from: "", to: now }
panels:
  own:
    type: stat
    at: { x: 0, y: 0, w: 3, h: 3 }
    query: { sql: "select count(*) + cast(max(case when company <> 'acme' then 'theirs' else '0' end) as integer) as n from visits" }
  over_time:
    type: line
    at: { x: 3, y: 0, w: 9, h: 5 }
    query: { in: visits, measure: count, by: place, every: 1h }
  notes:
    type: text
    at: { x: 0, y: 5, w: 12, h: 3 }
    text: "# Hello *there*"
`

const board = `title: Visits
variables:
  place: { type: list, values: [north, south], all: true }
  shown: { type: list, values: [a, b] }
  found: { type: query, sql: select distinct company from visits order by 1 }
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
  const mail = new MailServer()
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
    const project = await temporaryProject(yaml(await mail.listen()))
    folder = project.folder
    remove = project.remove
    await mkdir(join(folder, 'dashboards'))
    await writeFile(join(folder, 'dashboards/visits.yaml'), board)
    await writeFile(join(folder, 'dashboards/other.yaml'), 'title: Other\n')
    await writeFile(join(folder, 'dashboards/trap.yaml'), trap)
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
    await mail.close()
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
    expect(Object.keys(report.dashboard.variables)).toEqual(['shown', 'found'])
    const choices = async (secret: string) =>
      (await ask(secret, '/api/dashboards/visits/query', { ask: ['variables.found'] })).status
    expect(await choices(secretOf(made))).toBe(200)
    expect(await choices(secretOf(await make({ variables: { found: 'acme' } })))).toBe(404)
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
    // A year goes by meanwhile, in which reports were due.
    const state = new DatabaseSync(join(folder, '.caudal/state.sqlite'), { timeout: 30_000 })
    state.exec('update report_time set settled_ms = settled_ms - 366 * 86400000')
    state.close()
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

  describe('or a report, which comes by mail,', () => {
    const sent = (count: number) =>
      eventually(
        () => mail.mails.length,
        (many) => many >= count,
        { timeout_ms: 120_000 },
      )
    const fileOf = ({ source }: Mail) => {
      const part = source.split(/^--[^\r\n]+\r?\n/m).find((one) => /content-disposition: attachment/i.test(one)) ?? ''
      return Buffer.from(part.slice(part.indexOf('\r\n\r\n')), 'base64')
    }

    it('is made up for, once, when its time passed while nothing ran', { timeout: 180_000 }, async () => {
      await sent(2)
      expect(mail.mails.map(({ to }) => to[0]).sort()).toEqual(['all@example.org', 'anna@acme.example'])
      const { reports } = await product.json<{ reports: { last?: string; error?: object }[] }>('/api/reports')
      expect(reports.map(({ last, error }) => [typeof last, error])).toEqual([
        ['string', undefined],
        ['string', undefined],
      ])
      const { notices } = await product.json<{ notices: object[] }>('/api/channels/office/notices')
      expect(notices).toHaveLength(2)
    })

    it('has the rows of its company only, and goes to its people only', { timeout: 180_000 }, async () => {
      const { stdout, code, stderr } = await caudal(['report', 'send', 'for_acme', '--project', folder])
      expect(code, stderr).toBe(0)
      expect(stdout).toMatch(/^office delivers the notice report-for_acme-/)
      await sent(3)
      const one = mail.mails.at(-1)
      expect([one!.to, headerOf(one!, 'subject')]).toEqual([['anna@acme.example'], '[boards] Visits of Acme'])
      expect(textOf(one!)).toContain('Se adjunta el informe «Visits of Acme».')
      expect(fileOf(one!).subarray(0, 5).toString()).toBe('%PDF-')
      expect(product.output).not.toContain('report "for_acme" lacks')
    })

    it('has the rows of its filters, as a picture, too', { timeout: 180_000 }, async () => {
      const file = join(folder, 'us.png')
      const { code, stderr } = await caudal(['report', 'draw', 'for_us', '--out', file, '--project', folder])
      expect(code, stderr).toBe(0)
      expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')
      // The other company has been in the north, too: the panel that minds is left out, and told in the log.
      expect(product.output).toContain('report "for_us" lacks panels.own')
    })
  })
})
