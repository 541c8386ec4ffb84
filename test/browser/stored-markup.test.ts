import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun } from '../support/browser.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = `name: markup
streams: { events: {} }
datasets: { events: {} }
`
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

describe.skipIf(absence)(`what people and devices fill in${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      const all = payloads.map((text, i) => ({
        message: text,
        level: text,
        n: i,
        nested: { [text]: text, list: [text] },
      }))
      const columns = Object.fromEntries(payloads.slice(0, 10).map((text) => [text, text]))
      await product.json('/ingest/events', [...all, columns])
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

  it.each<[string, string | RegExp]>([
    ['/explore', payloads[0]!],
    ['/explore?in=events_rejected', /globalThis|JSON/],
    ['/explore?in=_audit', payloads[0]!],
    [`/explore?q=${encodeURIComponent(`"${payloads[0]}"`)}`, payloads[0]!],
    ['/rejected', /globalThis/],
    ['/pipeline', 'events'],
    ['/pipeline?part=stream:events&tab=records', 'events'],
    ['/settings', '1'],
    ['/settings/people', payloads[4]!],
    ['/settings/tokens', payloads[4]!],
    ['/settings/audit', payloads[4]!],
    ['/settings/installation', 'markup'],
  ])('is text and nothing else at %s', async (path, shown) => {
    const page = await run.open(path, { isStranger: true })
    await page.locator('input[autocomplete="username"]').fill('root')
    await page.locator('input[autocomplete="current-password"]').fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('main').getByText(shown).first().waitFor({ state: 'attached' })
    await look(page)
    await page.mouse.move(400, 400)
    await page.mouse.move(700, 600)
    const row = page.getByRole('main').getByRole('row').nth(1)
    if (path.startsWith('/explore') && (await row.count()) > 0) {
      await row.click()
      await look(page)
    }
    await page.keyboard.press('Control+k')
    await look(page)
  })
})
