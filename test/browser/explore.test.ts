import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DashboardReport } from '../../src/model/dashboard.ts'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { logRecords } from './log-records.ts'

const yaml = `name: data-lake
streams:
  logs: {}
  readings: {}
datasets:
  logs: {}
  readings: {}
`

const count = 3000

describe.skipIf(absence)(`Explore${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      const records = logRecords(count, new Date())
      for (let i = 0; i < records.length; i += 1000) await product.json('/ingest/logs', records.slice(i, i + 1000))
      await product.json('/ingest/readings', [{ time: '2024-03-02T00:00:00Z', place: 'P-04', celsius: 17.4 }])
    })
  })

  afterAll(() => run?.stop())

  const table = (page: Page) => page.getByRole('table')
  const rows = (page: Page) => table(page).getByRole('row')
  const editor = (page: Page) => page.locator('.cm-content')
  const type = async (page: Page, text: string) => {
    await editor(page).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  }
  const heading = (page: Page) => page.getByRole('heading', { level: 1 })

  it.each(looks)('shows histogram, fields and records, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/explore?in=logs&q=level:error+or+service:worker', look)
    await rows(page).nth(5).waitFor()
    await editor(page).waitFor()
    await page.getByRole('img').waitFor()
    await keepPicture(page, 'explore', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    await rows(page).nth(3).click()
    await page.locator('dl').getByText('trace_id').waitFor()
    await keepPicture(page, 'explore-record', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('finds what is typed, and keeps the query in the address', async () => {
    const page = await run.open('/explore?in=logs')
    await rows(page).nth(5).waitFor()
    await editor(page).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('message:"cannot connect" and not level:error')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('q=message:%22cannot+connect%22+and+not+level:error')
    await expect.poll(() => rows(page).nth(1).textContent()).toContain('warning')
    expect(await table(page).locator('mark').first().textContent()).toBe('cannot connect')
    await page.goBack()
    await expect.poll(() => editor(page).textContent()).not.toContain('message')
  })

  it('completes fields, their values with counts, and the words between conditions', async () => {
    const page = await run.open('/explore?in=logs')
    await editor(page).click()
    await page.keyboard.type('serv')
    await page.getByRole('option', { name: /^service/ }).waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => editor(page).textContent()).toContain('service:')
    await page.keyboard.type('w')
    await page.getByRole('option', { name: /^worker/ }).waitFor()
    await keepPicture(page, 'explore-completion')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => editor(page).textContent()).toMatch(/service:w(eb|orker)/)
  })

  it('has the language at hand', async () => {
    const page = await run.open('/explore?in=logs', { width: 390 })
    await page.getByRole('button', { name: 'The query language' }).click()
    await page.getByText('the words one after the other').waitFor()
    await keepPicture(page, 'explore-language')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
  })

  it('says what is wrong with a query, under its place', async () => {
    const page = await run.open('/explore?in=logs')
    await editor(page).waitFor()
    await type(page, 'level:error and')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('cannot read query').waitFor()
    await page.locator('.cm-lintRange-error').waitFor()
    await keepPicture(page, 'explore-mistake')
    expect(await violationsOf(page, '[role=alert]')).toEqual([])
  })

  it('walks the records with J and K, and closes with Escape', async () => {
    const page = await run.open('/explore?in=logs')
    await rows(page).nth(5).waitFor()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).toContain('record=logs:')
    const first = page.url()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).not.toBe(first)
    await page.keyboard.press('k')
    await expect.poll(() => page.url()).toBe(first)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).not.toContain('record=')
  })

  it('shows a record as JSON and with what is around it', async () => {
    const page = await run.open('/explore?in=logs&q=level:error')
    await rows(page).nth(5).waitFor()
    await page.keyboard.press('j')
    await page.getByText('JSON', { exact: true }).click()
    await page.locator('pre').getByText('"level": "error"').waitFor()
    await page.getByText('Around', { exact: true }).click()
    await expect.poll(() => page.locator('ol li').count()).toBeGreaterThan(5)
    await keepPicture(page, 'explore-around')
    expect(await violationsOf(page, 'ol')).toEqual([])
  })

  it('filters by a click on a value of a field, and out again', async () => {
    const page = await run.open('/explore?in=logs')
    // What stands above the list is as high as it will be.
    await page.getByRole('img').waitFor()
    await page.getByRole('button', { name: /^t service/ }).click()
    await page.getByRole('button', { name: 'Only worker' }).waitFor()
    await keepPicture(page, 'explore-values')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await page.getByRole('button', { name: 'Only worker' }).click()
    await expect.poll(() => page.url()).toContain('q=service:worker')
    await page.keyboard.press('Escape')
    await rows(page).nth(2).click()
    await page.locator('dl > div').filter({ hasText: 'level' }).first().hover()
    await page.getByRole('button', { name: 'Without level' }).click()
    await expect.poll(() => page.url()).toMatch(/q=service:worker\+and\+not\+level:/)
  })

  it('shows fields as columns by a click', async () => {
    const page = await run.open('/explore?in=logs')
    await rows(page).nth(5).waitFor()
    for (const name of ['level', 'company']) {
      await page.getByRole('button', { name: new RegExp(`^t ${name}`) }).hover()
      await page.getByRole('button', { name: `Show ${name} as a column` }).click()
    }
    await page.getByRole('columnheader', { name: 'company' }).waitFor()
    await keepPicture(page, 'explore-columns')
    expect(page.url()).toContain('columns=level,company')
  })

  it('makes the stretch of the histogram that is dragged over the time range', async () => {
    const page = await run.open('/explore?in=logs')
    const box = (await page.getByRole('img').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.4, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + 30, { steps: 4 })
    await keepPicture(page, 'explore-brush')
    await page.mouse.up()
    await expect.poll(() => page.url()).toMatch(/from=\d{4}-\d\d-\d\dT[\d:.]+Z&to=/)
    await expect
      .poll(async () => Number((await heading(page).textContent())!.replace(/\D/g, '')))
      .toBeLessThan(count / 2)
  })

  it('takes a time range by one click or as text, and says what is none', async () => {
    const page = await run.open('/explore?in=logs')
    await page.getByRole('button', { name: /^Time range/ }).click()
    await page.getByRole('textbox', { name: 'From' }).fill('yesterday')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('Write now-15m').waitFor()
    await keepPicture(page, 'explore-time')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await page.getByRole('textbox', { name: 'From' }).fill('now-2h')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(() => page.url()).toContain('from=now-2h')
    await page.getByRole('button', { name: 'Time range: Last 2 hours' }).click()
    await page.getByRole('button', { name: 'All time' }).click()
    await expect.poll(() => page.url()).toContain('from=always')
  })

  it('says where the records are when the time range has none', async () => {
    const page = await run.open('/explore?in=readings')
    await page.getByText('No record matches').waitFor()
    await keepPicture(page, 'explore-nothing')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Search all time' }).click()
    await expect.poll(() => rows(page).count()).toBe(2)
  })

  it('reads on while one scrolls, and repeats no record', async () => {
    const page = await run.open('/explore?in=logs&from=always')
    await rows(page).nth(5).waitFor()
    await expect
      .poll(async () => {
        await page.evaluate('document.querySelector("[role=table]").scrollTo(0, 1e9)')
        return table(page).getAttribute('aria-rowcount')
      })
      .toBe(String(count))
    await page.getByText('That is all.').waitFor()
  })

  it('shows what arrives while it is live', async () => {
    const page = await run.open('/explore?in=logs')
    await rows(page).nth(5).waitFor()
    await page.keyboard.press('l')
    await expect.poll(() => page.url()).toContain('refresh=live')
    await run.product.json('/ingest/logs', [{ level: 'error', message: 'came just now', service: 'api' }])
    await table(page).getByText('came just now').waitFor()
    await keepPicture(page, 'explore-live')
  })

  it('shows the SQL of a search and runs it', async () => {
    const page = await run.open('/explore?in=logs&q=level:error')
    await rows(page).nth(5).waitFor()
    await page.getByRole('button', { name: 'Show SQL' }).click()
    await page.getByRole('dialog').getByText('select * from "logs"').waitFor()
    await keepPicture(page, 'explore-sql-of')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await page.getByRole('button', { name: 'Open in SQL' }).click()
    await expect.poll(() => rows(page).count()).toBeGreaterThan(5)
    await type(page, 'select service, count(*) as records from logs group by all order by 2 desc')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('columnheader', { name: 'records' }).waitFor()
    await keepPicture(page, 'explore-sql')
    expect(await violationsOf(page)).toEqual([])
    await type(page, 'select nothing_such from logs')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').waitFor()
  })

  it('shows what SQL gave in columns that stand below each other, however long their values are', async () => {
    const page = await run.open('/explore?mode=sql&q=select+*+from+logs')
    await rows(page).nth(9).waitFor()
    const lefts = (await page.evaluate(
      `[...document.querySelectorAll('[role=row]')].slice(0, 10)
        .map((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)))`,
    )) as number[][]
    expect(lefts[0]!.length).toBeGreaterThan(5)
    expect(new Set(lefts.map((row) => JSON.stringify(row))).size).toBe(1)
  })

  it('shows times in the zone and numbers in the language of the person, and what they are exactly', async () => {
    const page = await run.open('/explore?mode=sql&q=select+_time,+20.5::double+as+x+from+logs+limit+1', {
      language: 'es',
    })
    const [time, number] = await Promise.all([0, 1].map((i) => rows(page).nth(1).getByRole('cell').nth(i)))
    expect(await number!.textContent()).toBe('20,5')
    expect(await time!.textContent()).not.toMatch(/Z$/)
    expect(await time!.getAttribute('title')).toMatch(/^\d{4}-.*Z$/)
  })

  it('means the moment of asking by now, also when only the time range is changed', async () => {
    const page = await run.open('/explore?in=logs&from=now-1h')
    await rows(page).nth(5).waitFor()
    const before = Date.now()
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/search'))
    await page.getByRole('button', { name: 'Last hour' }).click()
    await page.getByRole('button', { name: 'Last 4 hours' }).click()
    const { until } = (await asked).postDataJSON() as { until: string }
    expect(Date.parse(until)).toBeGreaterThanOrEqual(before)
  })

  it('has its fields on a phone, too', async () => {
    const page = await run.open('/explore?in=logs', { width: 390 })
    await rows(page).nth(5).waitFor()
    await page.getByRole('button', { name: 'Fields', exact: true }).click()
    const fields = page.getByRole('dialog', { name: 'Fields' })
    await fields.getByText('service', { exact: true }).click()
    await page.getByText('worker').first().waitFor()
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows patterns of the messages, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/explore?in=logs&view=patterns&compare=before&from=now-12h', look)
    await page.locator('ol > li').nth(2).waitFor()
    await keepPicture(page, 'explore-patterns', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('asks for the records of a pattern by a click, and for all but them by another', async () => {
    const page = await run.open('/explore?in=logs&from=now-2d')
    await expect.poll(() => heading(page).textContent()).toContain('records')
    const all = await heading(page).textContent()
    await page.getByText('Patterns', { exact: true }).click()
    await expect.poll(() => page.url()).toContain('view=patterns')
    const first = page.locator('ol > li').first()
    const template = (await first.getByRole('button').first().textContent())!
    const count = await first.locator('span').first().textContent()
    await first.getByRole('button', { name: 'Without' }).click()
    await expect.poll(() => page.url()).toContain('q=not')
    await expect.poll(() => page.locator('ol').textContent()).not.toContain(template)
    await page.goBack()
    await expect.poll(() => first.getByRole('button').first().textContent()).toBe(template)
    await first.getByRole('button', { name: 'Only' }).click()
    await rows(page).nth(2).waitFor()
    await expect.poll(() => heading(page).textContent()).toContain(`${count} records`)
    expect(await heading(page).textContent()).not.toBe(all)
  })

  it('shows the period before in the histogram, by a click on what is said of it', async () => {
    const page = await run.open('/explore?in=logs&from=now-12h')
    await page.getByRole('button', { name: 'period before' }).click()
    await expect.poll(() => page.url()).toContain('compare=before')
    await expect.poll(() => page.locator('polyline').first().getAttribute('points')).toContain(' ')
    const box = (await page.getByRole('img').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 30)
    await page
      .getByRole('img')
      .getByText(/^before: \d+/)
      .waitFor()
    await keepPicture(page, 'explore-compared')
    await page.getByRole('button', { name: 'period before' }).click()
    await expect.poll(() => page.locator('polyline').first().getAttribute('points')).toBe('')
  })

  it('goes on typing where the language of the query is chosen', async () => {
    const page = await run.open('/explore')
    const editor = page.locator('[data-editor] .cm-content')
    for (const mode of ['SQL', 'KQL']) {
      await editor.waitFor()
      await page.getByRole('radio', { name: mode }).focus()
      await page.keyboard.press('Space')
      await expect.poll(() => page.evaluate('document.activeElement.className')).toContain('cm-content')
    }
  })

  it('saves a search as a panel of a new dashboard, and SQL as one of a dashboard that is there', async () => {
    const page = await run.open('/explore?in=logs&q=level:error')
    await rows(page).nth(5).waitFor()
    await page.getByRole('button', { name: 'Save as a panel' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Title of the panel' }).fill('Errors')
    await dialog.getByRole('textbox', { name: 'Title of the new dashboard' }).fill('The logs')
    await keepPicture(page, 'explore-panel')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await page.keyboard.press('Enter')
    await dialog.getByRole('link', { name: 'Open the dashboard' }).waitFor()
    await keepPicture(page, 'explore-panel-done')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await dialog.getByRole('link', { name: 'Open the dashboard' }).click()
    await expect.poll(() => page.url()).toContain('/dashboards/the-logs')
    await page.locator('[data-panel] canvas').first().waitFor()
    await keepPicture(page, 'explore-panel-saved')
    await page.goto(`${run.product.connection().url}/ui/explore?mode=sql&q=select+1+as+one`)
    await rows(page).nth(1).waitFor()
    await page.getByRole('button', { name: 'Save as a panel' }).click()
    await dialog.getByRole('textbox', { name: 'Title of the panel' }).fill('One')
    await dialog.getByRole('button', { name: 'Save the panel' }).click()
    await dialog.getByText('“The logs”').waitFor()
    const { dashboard } = await run.product.json<DashboardReport>('/api/dashboards/the-logs')
    expect(Object.values(dashboard.panels)).toEqual([
      {
        title: 'Errors',
        type: 'bar',
        at: { x: 0, y: 0, w: 12, h: 7 },
        query: { in: 'logs', kql: 'level:error', measure: 'count', every: 'auto', by: 'level' },
      },
      { title: 'One', type: 'table', at: { x: 0, y: 7, w: 12, h: 7 }, query: { sql: 'select 1 as one' } },
    ])
  })

  it('draws SQL of an old time as lines, wherever in time it lies, and says so where it lies outside of what is shown', async () => {
    const sql = "select timestamptz '2020-01-01' + to_days(day::int) as day, day from range(30) as days(day)"
    const page = await run.open(`/explore?mode=sql&q=${encodeURIComponent(sql)}`, { theme: 'dark' })
    await rows(page).nth(5).waitFor()
    await page.getByRole('button', { name: 'Save as a panel' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Dashboard' }).click()
    await page.getByRole('option', { name: 'A new one…' }).click()
    await dialog.getByText('Still missing: Title of the panel, Title of the new dashboard').waitFor()
    await dialog.getByRole('textbox', { name: 'Title of the panel' }).fill('Old days')
    await dialog.getByRole('textbox', { name: 'Title of the new dashboard' }).fill('Long ago')
    await dialog.getByRole('button', { name: 'Save the panel' }).click()
    await dialog.getByRole('link', { name: 'Open the dashboard' }).waitFor()
    await keepPicture(page, 'explore-panel-done', { theme: 'dark' })
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await dialog.getByRole('link', { name: 'Open the dashboard' }).click()
    await page.locator('[data-panel] canvas').first().waitFor()
    await keepPicture(page, 'explore-panel-old')
    const { dashboard } = await run.product.json<DashboardReport>('/api/dashboards/long-ago')
    expect(Object.values(dashboard.panels)).toMatchObject([{ type: 'line' }])
    await page.goto(`${run.product.connection().url}/ui/dashboards/long-ago?from=now-1h`)
    await page.getByText('lies outside of this time range').waitFor()
    await keepPicture(page, 'explore-panel-outside')
    await page.getByRole('button', { name: 'Show it' }).click()
    await page.locator('[data-panel] canvas').first().waitFor()
  })

  it('exports all that was found', async () => {
    const page = await run.open('/explore?in=logs&q=service:worker&from=always')
    await rows(page).nth(5).waitFor()
    await page.getByRole('button', { name: 'Export' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'JSON lines' }).click()
    const file = await waiting
    expect(file.suggestedFilename()).toBe('logs.jsonl')
    const parquet = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: 'Parquet' }).click()
    const bytes = await readFile(await (await parquet).path())
    expect([bytes.subarray(0, 4), bytes.subarray(-4)].map(String)).toEqual(['PAR1', 'PAR1'])
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n')
    const found = Number((await heading(page).textContent())!.replace(/\D/g, ''))
    expect(lines.length).toBe(found)
    expect(JSON.parse(lines[0]!)).toMatchObject({ service: 'worker' })
  })

  it('lists recent searches, and keeps one under a name', async () => {
    const page = await run.open('/explore?in=logs')
    await editor(page).waitFor()
    await type(page, 'status:500')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('q=status:500')
    await page.getByRole('button', { name: 'Recent and saved searches' }).click()
    await page.getByRole('textbox', { name: 'Name of the search' }).fill('broken')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'broken status:500' }).waitFor()
    await keepPicture(page, 'explore-history')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
  })

  it('runs no script that a record brings', async () => {
    const attack = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>'
    await run.product.json('/ingest/readings', [{ message: attack, place: attack, [attack]: attack, level: attack }])
    await run.product.untilStored()
    const page = await run.open('/explore?in=readings')
    await rows(page).nth(1).waitFor()
    await rows(page).nth(1).click()
    await page.locator('dl').getByText('place').waitFor()
    expect(await page.evaluate('window.attacked')).toBeUndefined()
  })
})
