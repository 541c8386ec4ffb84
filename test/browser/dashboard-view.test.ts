import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: shop
streams: { shop: {}, deploys: {} }
datasets: { shop: { time: time }, deploys: { time: time } }
monitors:
  failures: { kql: "status:500", in: shop, over: 1d, every: 1s, when: "value > 5", title: Payments fail }
`

const board = `title: The shop
time: { from: now-3h, to: now }
tabs:
  traffic: { title: Traffic }
  money: { title: Money }
sections:
  details: { title: Details, tab: traffic }
  rare: { title: Rarely looked at, tab: traffic, closed: true }
annotations:
  alerts: { title: Alerts, monitors: all }
  deploys: { title: Releases, in: deploys, text: version }
panels:
  requests:
    title: Requests
    type: stat
    at: { x: 0, y: 0, w: 3, h: 3 }
    query: { in: shop, measure: count, every: auto }
    value: sum
  over_time:
    title: Over time
    type: line
    tab: traffic
    at: { x: 0, y: 3, w: 12, h: 6 }
    query: { in: shop, measure: count, by: service, every: 5m }
  services:
    title: By service
    type: bar
    section: details
    at: { x: 0, y: 0, w: 6, h: 5 }
    query: { in: shop, measure: count, by: service }
    links: [{ title: All of it, to: "/ui/explore?in=shop&q=service:{service}" }]
  paths:
    title: Paths
    type: table
    section: details
    at: { x: 6, y: 0, w: 6, h: 5 }
    query:
      sql: select path, count(*) as requests from shop where _time >= $from group by path order by 1
  statuses:
    title: Answers
    type: pie
    section: rare
    at: { x: 0, y: 0, w: 6, h: 5 }
    query: { in: shop, measure: count, by: status }
  costs:
    title: Costs
    type: stat
    tab: money
    at: { x: 0, y: 3, w: 3, h: 3 }
    query: { in: shop, measure: sum(cost) }
`

const services = ['web', 'pay', 'search']

/** Two hours of requests, of which the last has twice as many. */
function records(now: number) {
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  return Array.from({ length: 360 }, (_, i) => ({
    time: at(i < 120 ? 119 - i / 2 : (360 - i) / 4),
    service: services[i % 3],
    path: i % 2 === 0 ? '/cart' : '/<b>x</b>',
    status: i % 20 === 0 ? 500 : 200,
    cost: 1,
  }))
}

describe.skipIf(absence)(`what people do with a dashboard${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  const panel = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })
  const open = async (look = {}) => {
    const page = await run.open('/dashboards/shop', look)
    await panel(page, 'Requests').getByText('360').waitFor()
    return page
  }
  /** In the middle of the first bar. */
  const clickFirstBar = async (page: Page) => {
    const chart = panel(page, 'By service').locator('canvas')
    await chart.scrollIntoViewIfNeeded()
    const { width, height } = (await chart.boundingBox())!
    await chart.click({ position: { x: width * 0.3, y: height * 0.18 } })
  }

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      const now = Date.now()
      await product.json('/ingest/shop', records(now))
      const version = '1.4 <i>'
      await product.json('/ingest/deploys', [{ time: new Date(now - 40 * 60_000).toISOString(), version }])
      const headers = { 'content-type': 'application/json' }
      for (const name of ['shop', 'arranged']) {
        const body = JSON.stringify({ yaml: board })
        const saved = await product.request(`/api/dashboards/${name}`, { method: 'PUT', headers, body })
        expect(saved.status).toBe(200)
      }
      const firing = async () => {
        const { monitors } = await product.json<{ monitors: object[] }>('/api/monitors')
        expect(monitors).toMatchObject([{ state: 'firing' }])
      }
      await vi.waitFor(firing, { timeout: 60_000, interval: 200 })
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows tabs, sections and marks, at $width px, $theme, in $language', async (look) => {
    const page = await open(look)
    await panel(page, 'Over time').locator('canvas').waitFor()
    await keepPicture(page, 'dashboard-tabs', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
    expect(await panel(page, 'Costs').count()).toBe(0)
    expect(await panel(page, 'Answers').count()).toBe(0)
  })

  it('opens tabs and sections by keyboard, and keeps the tab in the address', async () => {
    const page = await open()
    await page.getByRole('tab', { name: 'Traffic' }).focus()
    await page.keyboard.press('ArrowRight')
    await panel(page, 'Costs').getByText('360').waitFor()
    await expect.poll(() => page.url()).toContain('tab=money')
    await panel(page, 'Over time').waitFor({ state: 'hidden' })
    await page.keyboard.press('ArrowLeft')
    await panel(page, 'Over time').waitFor()
    await page.getByRole('button', { name: /Rarely looked at/ }).focus()
    await page.keyboard.press('Enter')
    await panel(page, 'Answers').locator('canvas').waitFor()
  })

  it('filters all panels by what is clicked, in the address and removable', async () => {
    const page = await open()
    await clickFirstBar(page)
    await keepPicture(page, 'dashboard-pick')
    await page.getByRole('menuitem', { name: /^Only / }).click()
    await panel(page, 'Requests').getByText('120', { exact: true }).waitFor()
    await expect.poll(() => page.url()).toContain('filters=')
    await page.reload()
    await panel(page, 'Requests').getByText('120', { exact: true }).waitFor()
    await keepPicture(page, 'dashboard-filtered')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: /^Remove the filter service/ }).click()
    await panel(page, 'Requests').getByText('360', { exact: true }).waitFor()
  })

  it('filters what is asked in SQL, too, and takes what records say as text', async () => {
    const page = await open()
    await panel(page, 'Paths').getByRole('button', { name: '/<b>x</b>' }).click()
    await page.getByRole('menuitem', { name: 'Without /<b>x</b>' }).click()
    await panel(page, 'Requests').getByText('180', { exact: true }).waitFor()
    await panel(page, 'Paths').getByRole('button', { name: '/<b>x</b>' }).waitFor({ state: 'hidden' })
    await panel(page, 'Paths').getByRole('button', { name: '/cart' }).waitFor()
  })

  it('takes a filter that is typed', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Field' }).fill('status')
    await page.getByLabel(/^Value/).fill('500')
    await page.getByLabel(/^Value/).press('Enter')
    await panel(page, 'Requests').getByText('18', { exact: true }).waitFor()
  })

  it('leads on with what was clicked', async () => {
    const page = await open()
    await clickFirstBar(page)
    await page.getByRole('menuitem', { name: 'All of it' }).click()
    await expect.poll(() => decodeURIComponent(page.url())).toMatch(/\/ui\/explore\?in=shop&q=service:(web|pay|search)/)
  })

  it('is compared with the time before', async () => {
    const page = await run.open('/dashboards/shop?from=now-1h')
    await panel(page, 'Over time').locator('canvas').waitFor()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('menuitem', { name: 'The time before' }).click()
    await expect.poll(() => page.url()).toContain('compare=previous')
    const change: Locator = panel(page, 'Requests').getByText(/^\+\d+/)
    await change.waitFor()
    await keepPicture(page, 'dashboard-compared')
  })

  it('is arranged in the browser, which writes the file', async () => {
    const page = await run.open('/dashboards/arranged')
    await panel(page, 'Requests').getByText('360').waitFor()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Tabs and sections' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Remove Money' }).click()
    await dialog.getByRole('button', { name: 'Add section' }).click()
    await dialog.getByLabel('Title of the section').last().fill('Of the night')
    await keepPicture(page, 'dashboard-arrange')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await panel(page, 'Costs').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved in dashboards/arranged.yaml').waitFor()
    const text = await readFile(join(run.product.folder, 'dashboards/arranged.yaml'), 'utf8')
    expect(text).toContain('title: Of the night')
    expect(text).not.toContain('money')
    expect(text).toContain('section: details')
  })
})
