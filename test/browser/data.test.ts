import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'

const yaml = `name: river
tenants: { acme: { title: Acme Ltd } }
streams:
  readings: {}
  parcels: {}
datasets:
  readings:
    retention: 5y
    key: [id]
    fields: { celsius: number }
    rules:
      - { field: celsius, type: number, severity: reject }
      - { field: place, in: [P-01, P-04], severity: warn }
  parcels: { tenant: company }
views:
  daily:
    # The mean of each day.
    sql: >
      select date_trunc('day', _time) as day, place, round(avg(celsius), 1) as mean
      from readings group by day, place -- of all places
    export: { to: public/daily.csv }
endpoints:
  /daily: { sql: "select * from daily" }
monitors:
  warm: { on: readings, when: "celsius > 40" }
`

const records = Array.from({ length: 60 }, (_, i) => ({
  id: i % 58,
  time: new Date(Date.UTC(2026, 2, 1 + (i % 5), i % 24)).toISOString(),
  place: ['P-01', 'P-04', '<img src=x onerror=alert(1)>'][i % 3],
  celsius: i === 7 ? 'warm' : 10 + (i % 9) / 2,
  sensor: { model: i % 2 === 0 ? 'S1' : 'S2', serial: 1000 + i },
  ...(i % 4 === 0 ? { note: 'checked' } : {}),
}))

describe.skipIf(absence)(`data${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/readings', records)
      await product.json('/ingest/parcels', [
        { company: 'acme', depot: 'Vigo' },
        { company: 'globex', depot: 'Oslo' },
      ])
    })
    // The view follows by itself.
    const rowsOfView = async () => (await run.product.json<{ views: { rows: number }[] }>('/api/views')).views[0]!.rows
    await eventually(rowsOfView, (rows) => rows > 0, { timeout_ms: 60_000 })
  })

  afterAll(() => run?.stop())

  it.each(looks)('lists datasets and views with their numbers, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/data', look)
    await page.getByRole('link', { name: 'readings', exact: true }).waitFor()
    await page.getByText(look.language === 'es' ? /vista · / : /view · /).waitFor()
    await keepPicture(page, 'data', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows what a dataset is, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/data/readings', look)
    await page.getByRole('table').first().waitFor()
    await page.getByRole('link', { name: 'daily', exact: true }).waitFor()
    await page.getByRole('img').first().waitFor()
    await keepPicture(page, 'data-dataset', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows its fields with their values, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/data/readings?tab=fields', look)
    await page
      .getByText(/^\d+\s?%$/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'place', exact: true }).click()
    await page.getByRole('link', { name: 'P-01' }).waitFor()
    await keepPicture(page, 'data-fields', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows its quality by rule and hour, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/data/readings?tab=quality', look)
    await page.getByRole('img', { name: /place/ }).waitFor()
    await keepPicture(page, 'data-quality', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows the SQL of a view and its refreshes, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/data/daily?tab=definition', look)
    await page.locator('[data-kind="keyword"]').first().waitFor()
    await page.getByText('public/daily.csv').waitFor()
    await keepPicture(page, 'data-view', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('tab').nth(2).click()
    await page.getByRole('cell', { name: /\+\d/ }).first().waitFor()
    await keepPicture(page, 'data-refreshes', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('leads on: to Explore, the pipeline, rejected records, and back', async () => {
    const page = await run.open('/data')
    const other = page.getByRole('link', { name: 'daily', exact: true })
    await other.waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('read')
    await other.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'readings', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'readings' }).waitFor()
    await page.getByRole('link', { name: 'In the pipeline' }).click()
    await page.getByRole('link', { name: 'Data', exact: true }).nth(1).click()
    await page.getByRole('heading', { level: 1, name: 'readings' }).waitFor()
    await page.getByRole('link', { name: /^1 \(/ }).click()
    await page.waitForURL(/\/rejected\?in=readings/)
    await page.goBack()
    await page.getByRole('link', { name: 'Explore', exact: true }).last().click()
    await page.waitForURL(/\/explore\?in=readings/)
  })

  it('tells what was done to a dataset, and what the project file says of it', async () => {
    const page = await run.open('/data/readings?tab=changes')
    await page.getByText('made', { exact: true }).waitFor()
    await keepPicture(page, 'data-changes')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('tab', { name: 'Declaration' }).click()
    await page.getByText('retention: 5y').waitFor()
    await page.getByText(/caudal\.yaml:\d+/).waitFor()
    await keepPicture(page, 'data-declaration')
    expect(await violationsOf(page)).toEqual([])
  })

  it('refreshes a view by hand', async () => {
    const page = await run.open('/data/daily')
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await page.getByText('Refreshed: nothing has changed').waitFor()
  })

  it.each(looks)(
    'shows a company its own rows and nothing of all, at $width px, $theme, in $language',
    async (look) => {
      const { token } = await run.product.json<{ token: string }>('/api/tokens', {
        name: `acme-${look.width}-${look.theme}`,
        role: 'reader',
        tenant: 'acme',
      })
      const page = await run.open('/data', { ...look, isStranger: true })
      await page.evaluate((secret) => sessionStorage.setItem('caudal.token', secret), token)
      await page.reload()
      await page.getByRole('link', { name: 'parcels' }).waitFor()
      await keepPicture(page, 'data-of-company', look)
      const rail = page.getByRole('navigation').first()
      expect(await rail.locator('a[href$="/endpoints"], a[href$="/rejected"]').count()).toBe(0)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole('link', { name: 'parcels' }).click()
      await page.getByRole('cell', { name: 'Vigo' }).waitFor()
      await page.getByRole('tab', { name: look.language === 'es' ? 'Campos' : 'Fields' }).click()
      await page.getByText('depot').first().waitFor()
      await keepPicture(page, 'dataset-of-company', look)
      expect(await violationsOf(page)).toEqual([])
      const text = await page.getByRole('main').textContent()
      expect(text).not.toContain('Oslo')
      expect(text).not.toContain('globex')
      expect(await page.getByRole('alert').count()).toBe(0)
    },
  )

  it('says so when there is none of a name', async () => {
    const page = await run.open('/data/nothing')
    await page.getByRole('heading', { name: 'There is no dataset “nothing”' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'All datasets' }).click()
    await page.getByRole('link', { name: 'readings', exact: true }).waitFor()
  })
})
