import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun } from '../support/browser.ts'
import { temporaryProject } from '../support/product.ts'
import { Visitor } from '../support/visitor.ts'

/** A row of another company than the one that looks. */
const canary = 'canary-9917'
const password = 'a long way to the river'

const script = 'globalThis.ran=1'
const handlers = ['onerror', 'onload', 'onfocus', 'onmouseover', 'onanimationstart', 'ontoggle', 'onbegin', 'onclick']
const elements = [
  'img src=x',
  'svg',
  'body',
  'video src=x',
  'details open',
  'input autofocus',
  'iframe src=x',
  'a href=x',
  'math',
  'object data=x',
]
const frames = [
  `<script>${script}</script>`,
  `<ScRiPt>${script}</sCrIpT>`,
  `</title><script>${script}</script>`,
  `</textarea><script>${script}</script>`,
  `"><script>${script}</script>`,
  `'-${script}-'`,
  `\`;${script}//`,
  `\${${script}}`,
  `{{constructor.constructor('${script}')()}}`,
  `javascript:${script}`,
  `JaVaScRiPt:${script}//`,
  `[link](javascript:${script})`,
  `![x](x"onerror="${script})`,
  `<a href="javascript:${script}">here</a>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<base href="//127.0.0.1:1/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${script}">`,
  `<style>@import 'http://127.0.0.1:1/'</style>`,
  `<link rel=stylesheet href=http://127.0.0.1:1/>`,
  `<form action="javascript:${script}"><button>x`,
]
/** 100 texts that would run, load or lead away if any page took one for markup. */
const payloads = [
  ...frames,
  ...elements.flatMap((element) => handlers.map((handler) => `"'><${element} ${handler}=${script}>`)),
]

const text = (value: unknown) => JSON.stringify(value)
/** Whatever its file may say in words, it says so. */
const yaml = `name: markup
tenants: { acme: { title: ${text(payloads[0])}, values: [acme] } }
streams: { events: {}, noisy: {} }
datasets: { events: { tenant: company, rules: [{ field: level, in: [${text(payloads[3])}], severity: warn }] }, noisy: {} }
functions:
  noise: { on: events, run: functions/noise.js, to: noisy }
views:
  levels: { sql: "select level, message, count(*) as n from events group by all" }
endpoints:
  /markup:
    sql: "select message from events where message = $text limit 1"
    summary: ${text(payloads[0])}
    params: { text: { type: text, default: ${text(payloads[1])}, description: ${text(payloads[2])} } }
monitors:
  loud:
    { in: events, kql: "n >= 0", over: 1h, every: 1s, when: "value > 0", by: [message], title: ${text(payloads[0])} }
`
const noise = `export default {
  *run(records) {
    for (const { message } of records) {
      console.log(message)
      yield { message, heard: message }
    }
  },
}
`
const panel = (type: string, y: number, query: object) => ({
  type,
  title: payloads[y],
  description: payloads[y + 1],
  at: { x: 0, y, w: 12, h: 2 },
  query,
})
const dashboard = {
  title: payloads[0],
  description: payloads[3],
  time: { from: '', to: 'now' },
  variables: { message: { title: payloads[5], type: 'list', values: payloads, default: payloads[6] } },
  tabs: { one: { title: payloads[7] } },
  panels: {
    text: { type: 'text', at: { x: 0, y: 0, w: 12, h: 2 }, text: payloads.join('\n\n') },
    table: panel('table', 2, { in: 'events', fields: ['message', 'level'] }),
    logs: panel('logs', 4, { in: 'events' }),
    pie: panel('pie', 6, { in: 'events', measure: 'count', by: 'message' }),
    bar: panel('horizontal_bar', 8, { in: 'events', measure: 'count', by: 'level' }),
    tree: panel('treemap', 10, { in: 'events', measure: 'count', by: ['level', 'message'] }),
  },
}

describe.skipIf(absence)(`what people and devices fill in${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  let shared: string

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    mkdirSync(join(project.folder, 'functions'))
    writeFileSync(join(project.folder, 'functions/noise.js'), noise)
    run = await BrowserRun.startAt(project, async (product) => {
      const all = payloads.map((text, i) => ({
        message: text,
        level: text,
        n: i,
        nested: { [text]: text, list: [text] },
      }))
      const columns = Object.fromEntries(payloads.slice(0, 10).map((text) => [text, text]))
      await product.json('/ingest/events', [...all, columns])
      await product.json('/ingest/events', [
        { company: 'globex', message: canary, level: canary, nested: { list: [canary] } },
        { company: 'acme', message: 'ours', level: 'info' },
      ])
      const lines = await product.request('/ingest/events', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: `{"n":1}\n${payloads.join('\n')}\n`,
      })
      expect(lines.status).toBe(200)
      await product.json('/api/users', { name: 'root', title: payloads[0], role: 'admin', password })
      for (const [i, title] of payloads.entries()) {
        await product.json('/api/users', { name: `user-${i}`, title: title.slice(0, 200), role: 'viewer' })
      }
      for (const [i, text] of payloads.slice(0, 20).entries()) {
        await product.json('/api/tokens', { name: `t-${i}`, role: 'viewer', attributes: { company: text } })
      }
      const body = JSON.stringify({ dashboard })
      const headers = { 'content-type': 'application/json' }
      const saved = await product.request('/api/dashboards/markup', { method: 'PUT', body, headers })
      expect(await saved.text(), 'the dashboard').toContain('"version"')
      const { path } = await product.json<{ path: string }>('/api/links', { dashboard: 'markup', title: payloads[0] })
      shared = path.replace('/ui', '')
      await product.json('/api/silences', { monitor: 'loud', for: '1h', comment: payloads[0] })
      await product.untilStored()
      const [first] = await product.rows<{ _offset: number }>('select _offset from events_rejected limit 1')
      await product.json('/api/rejected/events/discard', { offsets: [Number(first!._offset)], why: payloads[0] })
      for (const agent of payloads.slice(0, 10)) {
        const visitor = new Visitor(product.connection().url)
        await visitor.post('/api/session', { name: 'root', password }, { 'user-agent': agent })
        await visitor.post('/api/search', { kql: agent, in: ['events'] }, { 'user-agent': agent })
        await visitor.post('/api/sql', { sql: `select '${agent.replaceAll("'", "''")}' as x` })
      }
    })
  })

  afterAll(() => run?.stop())

  async function look(page: Page): Promise<void> {
    // Whatever was just drawn has had its chance to load and to run.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))')
    expect(await page.evaluate('globalThis.ran')).toBeUndefined()
    expect(page.frames().length).toBe(1)
    expect(new URL(page.url()).origin).toBe(run.product.connection().url)
    expect(await page.locator('main script, main iframe, main object, main base, main meta, main link').count()).toBe(0)
    expect(
      await page.locator('main [href^="javascript:" i], main [onerror], main [onload], main [onfocus]').count(),
    ).toBe(0)
  }

  it('has 100 forms of markup to be tried', () => {
    expect(new Set(payloads).size).toBe(100)
  })

  /** Of what a place shows, one text that is there once the place is drawn. */
  const shownAt: readonly (readonly [path: string, shown: string | RegExp])[] = [
    ['/explore', payloads[0]!],
    ['/explore?view=patterns&in=events', 'globalThis'],
    ['/explore?in=events_rejected', /globalThis|JSON/],
    ['/explore?in=_audit&q=globalThis', /globalThis/],
    [`/explore?q=${encodeURIComponent(`"${payloads[0]}"`)}`, payloads[0]!],
    ['/rejected', /globalThis/],
    ['/pipeline', 'events'],
    ['/pipeline?part=stream:events&tab=records', 'events'],
    ['/dashboards', payloads[0]!],
    ['/dashboards/markup', payloads[4]!],
    ['/shared', payloads[4]!],
    ['/data', 'events'],
    ['/data/events', /globalThis/],
    ['/data/levels', /globalThis/],
    ['/monitors?name=loud', payloads[0]!],
    ['/functions?name=noise', /globalThis/],
    ['/endpoints?name=/markup', payloads[0]!],
    ['/settings', '1'],
    ['/settings/people', payloads[4]!],
    ['/settings/tokens', payloads[4]!],
    ['/settings/links', payloads[0]!],
    ['/settings/audit', payloads[4]!],
    ['/settings/installation', 'markup'],
  ]

  /** As the person whose own name is markup, where the page shows who one is. */
  async function opened(path: string): Promise<Page> {
    if (path === '/shared') return run.open(shared, { isStranger: true })
    if (!path.startsWith('/settings')) return run.open(path)
    const page = await run.open(path, { isStranger: true })
    await page.locator('input[autocomplete="username"]').fill('root')
    await page.locator('input[autocomplete="current-password"]').fill(password)
    await page.keyboard.press('Enter')
    return page
  }

  it.each(shownAt)('is text and nothing else at %s', async (path, shown) => {
    const page = await opened(path)
    await page.getByRole('main').getByText(shown).first().waitFor({ state: 'attached' })
    await look(page)
    await page.mouse.move(400, 400)
    await page.mouse.move(700, 600)
    const row = page.getByRole('main').getByRole('row').nth(1)
    if (path.startsWith('/explore') && (await row.count()) > 0) {
      await row.click()
      await look(page)
    }
    if (path === '/shared') return
    await page.keyboard.press('Control+k')
    await look(page)
  })

  it('tells a person of a company nothing of another one, on whatever page', async () => {
    const { token } = await run.product.json<{ token: string }>('/api/tokens', {
      name: 'theirs',
      role: 'reader',
      tenant: 'acme',
    })
    const page = await run.open('/', { isStranger: true })
    await page.evaluate((secret) => sessionStorage.setItem('caudal.token', secret), token)
    const told: string[] = []
    page.on('response', async (response) => {
      const body = response.url().includes('/api/') ? await response.text().catch(() => '') : ''
      if (body.includes(canary)) told.push(`${page.url()}: ${response.url()}`)
    })
    for (const path of [
      ...shownAt.map(([each]) => each),
      '/explore?view=patterns&in=events&compare=before',
      '/sources/new',
    ]) {
      if (path === '/shared') continue
      await page.goto(`${run.product.connection().url}/ui${path}`)
      await page.getByRole('main').first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await page.getByText(canary).count(), path).toBe(0)
    }
    await page.goto(`${run.product.connection().url}/ui/explore?in=events`)
    await page.getByRole('main').getByText('ours').first().waitFor()
    expect(told).toEqual([])
  })
})
