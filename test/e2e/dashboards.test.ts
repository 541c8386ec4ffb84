import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  DashboardAnswers,
  DashboardReport,
  DashboardSummary,
  DashboardVersion,
  RemovedDashboard,
} from '../../src/model/dashboard.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: boards
streams: { shop: {}, secrets: {} }
datasets: { shop: { tenant: company }, secrets: {} }
tenants: { acme: {} }
monitors:
  costly: { sql: select max(cost) as value from shop, when: value > 3, every: 1s, over: 1d, title: Too costly }
roles: { wall: { may: [view], only: [dashboards/shop] } }
`

const board = `title: The shop # for the wall
variables:
  service: { sql: select distinct service from shop order by 1, multi: true, all: true }
panels:
  total:
    type: stat
    at: { x: 0, y: 0, w: 3, h: 3 }
    query: { in: shop, measure: count, where: { service: service } }
  by_service:
    type: bar
    at: { x: 3, y: 0, w: 3, h: 3 }
    query: { in: shop, kql: "cost > 1", measure: [count, sum(cost) as cost], by: service }
  over_time:
    type: line
    at: { x: 6, y: 0, w: 3, h: 3 }
    query: { in: shop, measure: avg(cost), by: service, every: 1h }
  chosen:
    type: table
    at: { x: 9, y: 0, w: 3, h: 3 }
    query: { sql: select service from shop where $service is null or service = any($service) order by 1 }
  broken:
    type: table
    at: { x: 0, y: 3, w: 3, h: 3 }
    query: { sql: select service::integer from shop }
  watched:
    type: alerts
    at: { x: 3, y: 3, w: 3, h: 3 }
tabs: { money: { title: Money } }
sections: { costs: { title: Costs, tab: money, closed: true } }
annotations:
  alerts: { monitors: all }
  dear: { in: shop, kql: "cost > 2", text: service }
  cheap: { sql: "select _time as time, service from shop where cost < 2" }
`

const hostile = `x') or 1=1 --`

describe('dashboards', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>
  const tokens = new Map<string, string>()

  const ask = async (path: string, body?: object, { as = 'admin', method = body ? 'POST' : 'GET' } = {}) => {
    const response = await fetch(`${product.connection().url}/api/dashboards${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(as) ?? product.connection().token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: response.status === 204 ? undefined : ((await response.json()) as unknown) }
  }
  const answersOf = async (body: object, as = 'admin') =>
    ((await ask('/shop/query', body, { as })).body as DashboardAnswers).answers

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    folder = project.folder
    remove = project.remove
    await mkdir(join(folder, 'dashboards'))
    await writeFile(join(folder, 'dashboards/shop.yaml'), board)
    product = new Product(folder)
    await product.start()
    await product.json('/ingest/shop', [
      { service: 'web', cost: 1, company: 'acme' },
      { service: 'web', cost: 2, company: 'globex' },
      { service: 'pay', cost: 3, company: 'acme' },
      { service: hostile, cost: 4, company: 'globex' },
    ])
    await product.json('/ingest/secrets', [{ a: 1, time: '1987-03-02T00:00:00Z' }])
    await product.untilStored()
    for (const [name, rights] of Object.entries({
      viewer: { role: 'viewer' },
      reader: { role: 'reader' },
      wall: { role: 'wall' },
      other: { role: 'viewer', only: ['secrets'] },
      acme: { role: 'viewer', tenant: 'acme' },
      asking: { role: 'reader', tenant: 'acme' },
    })) {
      tokens.set(name, (await product.json<{ token: string }>('/api/tokens', { name, ...rights })).token)
    }
  })

  afterAll(async () => {
    await product?.stop()
    await remove?.()
  })

  it('answers many panels in one request, each by itself', async () => {
    const names = ['total', 'by_service', 'over_time', 'chosen', 'broken'].map((name) => `panels.${name}`)
    const answers = await answersOf({ ask: [...names, 'variables.service'], variables: { service: null } })
    expect(answers['panels.total']!.rows).toEqual([{ count: 4 }])
    expect(answers['panels.by_service']!.rows).toEqual(
      expect.arrayContaining([
        { service: 'web', count: 1, cost: 2 },
        { service: 'pay', count: 1, cost: 3 },
      ]),
    )
    expect(answers['panels.over_time']).toMatchObject({ interval_ms: 3_600_000, columns: [{ name: 'time' }, {}, {}] })
    expect(answers['panels.chosen']!.rows).toHaveLength(4)
    expect(answers['panels.broken']!.error).toMatchObject({ code: 'invalid' })
    expect(answers['variables.service']!.rows).toHaveLength(3)
  })

  it('tells all that is wrong with one that is being written, each with the keys that lead to it', async () => {
    const dashboard = {
      title: 'Wrong',
      variables: { region: { type: 'list' }, service: { sql: 'select nothing from shop where 1 = $later' } },
      annotations: {
        dear: { in: 'shp', text: 'service' },
        odd: { in: 'shop', kql: '(', text: 'service' },
        mute: { in: 'shop' },
      },
    }
    const { body } = await ask('/shop/check', { dashboard })
    const { problems } = body as { problems: { message: string; at: { option: string } }[] }
    expect(problems.map(({ at }) => at.option).sort()).toEqual([
      'annotations.dear.in',
      'annotations.mute.text',
      'annotations.odd.kql',
      'variables.region.values',
      'variables.service.sql',
    ])
    expect((await ask('/shop/check', { dashboard: { title: 'Right' } })).body).toEqual({ problems: [] })
    expect((await ask('/shop/check', { dashboard }, { as: 'reader' })).status).toBe(403)
    expect(await readFile(join(folder, 'dashboards/shop.yaml'), 'utf8')).toBe(board)
  })

  it('answers what a variable or an annotation that is being written gives', async () => {
    const queries = { service: { sql: 'select distinct service from shop where service = any($wanted)' } }
    const annotations = { dear: { in: 'shop', kql: 'cost > 2', text: 'service' }, all: { monitors: 'all' } }
    const asked = { queries, annotations, variables: { wanted: ['web'] } }
    const { answers } = (await ask('/query', asked)).body as DashboardAnswers
    expect(answers.service!.rows).toEqual([{ service: 'web' }])
    expect(answers.dear!.rows).toHaveLength(2)
    const seenBy = async (as: string) => ((await ask('/query', asked, { as })).body as DashboardAnswers).answers
    expect((await seenBy('asking')).dear!.rows).toHaveLength(1)
    expect((await seenBy('asking')).all!.rows).toEqual([])
    await expect.poll(async () => (await seenBy('reader')).all!.rows!.length, { timeout: 60_000 }).toBe(1)
  })

  it('binds what is chosen, whatever it is', async () => {
    const wanted = { ask: ['panels.total', 'panels.chosen'] }
    const web = await answersOf({ ...wanted, variables: { service: ['web'] } })
    expect([web['panels.total']!.rows, web['panels.chosen']!.rows]).toEqual([
      [{ count: 2 }],
      [{ service: 'web' }, { service: 'web' }],
    ])
    const odd = await answersOf({ ...wanted, variables: { service: [hostile] } })
    expect([odd['panels.total']!.rows, odd['panels.chosen']!.rows]).toEqual([[{ count: 1 }], [{ service: hostile }]])
  })

  it('filters what has the field, with what is asked in SQL, too', async () => {
    const names = ['panels.total', 'panels.chosen']
    const rowsOf = async (filters: object[]) => {
      const answers = await answersOf({ ask: names, variables: { service: null }, filters })
      return names.map((id) => answers[id]!.rows)
    }
    expect(await rowsOf([{ field: 'service', value: 'pay' }])).toEqual([[{ count: 1 }], [{ service: 'pay' }]])
    expect(await rowsOf([{ field: 'service', value: hostile, not: true }])).toEqual([
      [{ count: 3 }],
      [{ service: 'pay' }, { service: 'web' }, { service: 'web' }],
    ])
    const unknown = [{ field: 'absent', value: 'x' }]
    expect((await rowsOf(unknown))[0]).toEqual([{ count: 4 }])
    const wrong = { ask: names, filters: [{ field: 'service', value: 1 }] }
    expect(await ask('/shop/query', wrong)).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })

  it('marks what happened: records, SQL and alerts, which only those are told who see all of it', async () => {
    const names = ['annotations.alerts', 'annotations.dear', 'annotations.cheap']
    const of = async (as?: string) => (await answersOf({ ask: names }, as)) as Record<string, { rows: object[] }>
    await expect.poll(async () => (await of())['annotations.alerts']!.rows).toMatchObject([{ text: 'Too costly' }])
    const marks = await of('viewer')
    expect(marks['annotations.alerts']!.rows).toHaveLength(1)
    expect(marks['annotations.dear']!.rows).toHaveLength(2)
    expect(marks['annotations.cheap']!.rows).toMatchObject([{ service: 'web' }])
    const own = await of('acme')
    expect(own['annotations.alerts']!.rows).toEqual([])
    expect(own['annotations.dear']!.rows).toMatchObject([{ service: 'pay' }])
  })

  it('tells how monitors stand to those who may see what they look at, viewers and those with a link included', async () => {
    const of = async (as: string) =>
      (await answersOf({ ask: ['panels.watched'], variables: { service: null } }, as))['panels.watched']!.rows
    await expect.poll(() => of('viewer')).toMatchObject([{ monitor: 'costly', state: 'firing' }])
    expect(await of('wall')).toMatchObject([{ monitor: 'costly' }])
    expect(await of('acme')).toEqual([])
    const { path } = await product.json<{ path: string }>('/api/links', { dashboard: 'shop', title: 'A link' })
    tokens.set('link', path.split('#')[1]!)
    expect(await of('link')).toMatchObject([{ monitor: 'costly' }])
    const draft = (await ask('/query', { queries: {}, alerts: ['a'] }, { as: 'reader' })).body as DashboardAnswers
    expect(draft.answers.a!.rows).toMatchObject([{ monitor: 'costly' }])
    expect((await ask('/query', { queries: {}, alerts: ['a'] }, { as: 'asking' })).body).toMatchObject({
      answers: { a: { rows: [] } },
    })
  })

  it('shows those who may view what is saved, and lets only readers ask what they like', async () => {
    const own = { queries: { a: { in: 'shop', measure: 'count' } } }
    expect((await ask('/query', own, { as: 'viewer' })).status).toBe(403)
    expect((await ask('/query', own, { as: 'reader' })).body).toMatchObject({
      answers: { a: { rows: [{ count: 4 }] } },
    })
    for (const as of ['viewer', 'wall']) {
      expect(
        (await answersOf({ ask: ['panels.total'], variables: { service: null } }, as))['panels.total']!.rows,
      ).toEqual([{ count: 4 }])
    }
    const { editable, yaml: text } = (await ask('/shop', undefined, { as: 'viewer' })).body as DashboardReport
    expect([editable, text]).toEqual([false, undefined])
  })

  it('shows nobody what their names do not include, and a company only its rows', async () => {
    expect((await ask('', undefined, { as: 'other' })).body).toEqual({ dashboards: [] })
    expect((await ask('/shop/query', { ask: ['panels.total'] }, { as: 'other' })).status).toBe(404)
    const answers = await answersOf(
      { ask: ['panels.total', 'variables.service'], variables: { service: null } },
      'acme',
    )
    expect(answers['panels.total']!.rows).toEqual([{ count: 2 }])
    expect(answers['variables.service']!.rows).toEqual([{ service: 'pay' }, { service: 'web' }])
  })

  it('begins for a company where its own rows begin', async () => {
    const beginning = async (dataset: string, as: string) => {
      const own = { points: 50, variables: {}, queries: { a: { in: dataset, measure: 'count' } } }
      return ((await ask('/query', own, { as })).body as DashboardAnswers).from.slice(0, 4)
    }
    expect(await beginning('secrets', 'reader')).toBe('1987')
    // None of these rows is theirs.
    expect(await beginning('secrets', 'asking')).not.toBe('1987')
    expect(await beginning('shop', 'asking')).toBe(await beginning('shop', 'reader'))
  })

  it('follows its file, and tells what is wrong with it while the earlier one goes on', async () => {
    const titles = async () =>
      ((await ask('')).body as { dashboards: DashboardSummary[] }).dashboards.map(({ title }) => title)
    await writeFile(join(folder, 'dashboards/second.yaml'), 'title: Second\n')
    await expect.poll(titles).toEqual(['Second', 'The shop'])
    await writeFile(join(folder, 'dashboards/second.yaml'), 'titel: Second\n')
    const problems = async () => (await product.json<{ problems: object[] }>('/api/project')).problems
    await expect
      .poll(problems)
      .toMatchObject([{ message: expect.stringContaining('"titel"'), at: { file: 'dashboards/second.yaml', line: 1 } }])
    expect(await titles()).toEqual(['Second', 'The shop'])
    await rm(join(folder, 'dashboards/second.yaml'))
    await expect.poll(titles).toEqual(['The shop'])
  })

  it('is saved with its comments, refuses to overwrite what others have saved, and can be had again', async () => {
    const { version, dashboard } = (await ask('/shop')).body as DashboardReport
    const changed = { ...dashboard, title: 'The shops' }
    const put = { method: 'PUT' }
    const saved = (await ask('/shop', { dashboard: changed, version }, put)).body as DashboardReport
    expect(saved).toMatchObject({ title: 'The shops', yaml: board.replace('The shop #', 'The shops #') })
    expect(await readFile(join(folder, 'dashboards/shop.yaml'), 'utf8')).toBe(saved.yaml)
    expect(await ask('/shop', { dashboard, version }, put)).toMatchObject({ status: 409 })
    expect(await ask('/shop', { dashboard }, put)).toMatchObject({ status: 409 })
    const slip = { ...dashboard, panels: { a: { type: 'lines', at: dashboard.panels.total!.at } } }
    expect(await ask('/shop', { dashboard: slip, version: saved.version }, put)).toMatchObject({
      status: 400,
      body: { hint: 'Did you mean "line"?', at: { file: 'dashboards/shop.yaml' } },
    })
    const { versions } = (await ask('/shop/history')).body as { versions: DashboardVersion[] }
    expect(versions).toMatchObject([{ yaml: board, by: 'local' }])
    expect((await ask('/shop/restore', { id: versions[0]!.id })).body).toMatchObject({ title: 'The shop', yaml: board })
    await product.kill()
    await product.start()
    expect((await ask('/shop/history')).body).toMatchObject({ versions: [{ yaml: saved.yaml }, { yaml: board }] })
  })

  it('lists those that were removed, by whom or elsewhere, and has them again', async () => {
    const removed = async () => {
      const { dashboards } = await product.json<{ dashboards: RemovedDashboard[] }>('/api/removed-dashboards')
      return dashboards
    }
    expect(await removed()).toEqual([])
    const text = 'title: Gone # with its comment\n'
    await ask('/gone', { yaml: text }, { method: 'PUT' })
    await writeFile(join(folder, 'dashboards/lost.yaml'), text)
    await expect.poll(async () => (await ask('/lost')).status, { timeout: 60_000 }).toBe(200)
    await ask('/lost', { yaml: 'title: Lost\n', version: '*' }, { method: 'PUT' })
    expect((await ask('/gone', undefined, { method: 'DELETE' })).status).toBe(204)
    await rm(join(folder, 'dashboards/lost.yaml'))
    await expect.poll(removed, { timeout: 60_000 }).toMatchObject([
      { name: 'gone', title: 'Gone', by: 'local', elsewhere: false },
      { name: 'lost', title: 'Gone', by: 'local', elsewhere: true },
    ])
    const { id } = (await removed())[0]!
    expect((await ask('/gone/restore', { id })).body).toMatchObject({ yaml: text })
    expect((await removed()).map(({ name }) => name)).toEqual(['lost'])
    const asReader = { headers: { authorization: `Bearer ${tokens.get('reader')}` } }
    expect((await fetch(`${product.connection().url}/api/removed-dashboards`, asReader)).status).toBe(403)
  })
})
