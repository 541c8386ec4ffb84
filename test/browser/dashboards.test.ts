import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import type { Product } from '../support/product.ts'

const yaml = `name: shop
streams: { shop: {} }
datasets: { shop: { time: time } }
monitors:
  failures: { kql: "level:error", in: shop, over: 1d, every: 1s, when: "value > 5" }
`

const hostile = '<img src=x onerror="document.title=1">'

const board = `# For the wall.
title: The shop
description: Visits and what they cost.
time: { from: now-3h, to: now }
variables:
  service: { title: Service, sql: select distinct service from shop order by 1, multi: true, all: true }
panels:
  requests:
    title: Requests
    type: stat
    at: { x: 0, y: 0, w: 3, h: 3 }
    query: { in: shop, measure: count, every: auto, where: { service: service } } # all of them
    value: sum
  slowest:
    title: Slowest
    type: stat
    at: { x: 3, y: 0, w: 3, h: 3 }
    query: { in: shop, measure: p95(duration_ms), every: auto }
    unit: ms
    thresholds: [{ from: 0, tone: ok }, { from: 100, tone: warn }]
  share:
    title: Used
    type: gauge
    at: { x: 6, y: 0, w: 3, h: 5 }
    query: { in: shop, measure: last(duration_ms) }
    max: 500
  services:
    title: By service
    type: pie
    at: { x: 9, y: 0, w: 3, h: 5 }
    query: { in: shop, measure: count, by: service }
  over_time:
    title: Over time
    type: stacked
    at: { x: 0, y: 5, w: 6, h: 5 }
    query: { in: shop, measure: rate, by: service, every: auto, where: { service: service } }
    unit: /s
  durations:
    title: Durations
    type: line
    at: { x: 6, y: 5, w: 6, h: 5 }
    query: { in: shop, measure: [median(duration_ms) as half, p95(duration_ms) as most], every: auto }
    unit: ms
    thresholds: [{ from: 200, tone: warn }]
  bars:
    title: Paths
    type: bar
    at: { x: 0, y: 10, w: 4, h: 5 }
    query: { in: shop, measure: count, by: path, limit: 8 }
  heat:
    title: When
    type: heatmap
    at: { x: 4, y: 10, w: 4, h: 5 }
    query: { in: shop, measure: count, by: service, every: 10m }
  areas:
    title: Failures
    type: area
    at: { x: 8, y: 10, w: 4, h: 5 }
    query: { in: shop, kql: "level:error", measure: count, every: auto }
  table:
    title: Table
    type: table
    at: { x: 0, y: 15, w: 6, h: 5 }
    query: { in: shop, measure: [count as requests, avg(duration_ms) as mean], by: path }
    options: { units: { mean: ms } }
  lines:
    title: Lines
    type: logs
    at: { x: 6, y: 15, w: 6, h: 5 }
    query: { in: shop, fields: [level, message], limit: 20 }
  alerts:
    title: Monitors
    type: alerts
    at: { x: 0, y: 20, w: 4, h: 3 }
  broken:
    title: Broken
    type: table
    at: { x: 4, y: 20, w: 4, h: 3 }
    query: { sql: "select cast(message as integer) from shop" }
  about:
    type: text
    at: { x: 8, y: 20, w: 4, h: 3 }
    text: |
      **Bold**, \`code\`, ${hostile} and [a link](javascript:alert(1)).
`

const services = ['web', 'payments', 'search', hostile]
const paths = ['/', '/cart', '/checkout', '/search', '/p/mugs', '/p/knives']

/** Two hours of requests, the same each time but for when they begin. */
function records(now: number) {
  return Array.from({ length: 2000 }, (_, i) => {
    const wave = Math.sin(i / 90)
    const isBad = i % 37 === 0
    const duration_ms = Math.round(60 + 30 * wave + (i % 11) * 9 + (isBad ? 200 : 0))
    return {
      time: new Date(now - 2 * 3_600_000 + i * 3600).toISOString(),
      service: services[(i * 7 + Math.floor(i / 50)) % (i % 13 === 0 ? 4 : 3)],
      path: paths[(i * i) % paths.length],
      duration_ms,
      level: isBad ? 'error' : 'info',
      message: isBad ? `payment timed out ${hostile}` : `answered in ${duration_ms} ms`,
    }
  })
}

async function put(product: Product, name: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return product.request(`/api/dashboards/${name}`, { method: 'PUT', headers, body: JSON.stringify(body) })
}

describe.skipIf(absence)(`dashboards${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  const panel = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })
  const file = (name: string) => readFile(join(run.product.folder, `dashboards/${name}.yaml`), 'utf8')
  const menu = async (page: Page, title: string, entry: string) => {
    await page.getByRole('button', { name: `Menu of ${title}`, exact: true }).click()
    // That of another panel may still be closing.
    const own = page.getByRole('menu', { name: `Menu of ${title}`, exact: true })
    await own.getByRole('menuitem', { name: entry }).click()
  }

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/shop', records(Date.now()))
    })
    for (const name of ['shop', 'moved', 'both', 'pictures', 'forms'])
      expect((await put(run.product, name, { yaml: board })).status).toBe(200)
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows panels of every kind, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/dashboards/shop', look)
    await panel(page, 'Requests').getByText('2,000').or(panel(page, 'Requests').getByText('2000')).waitFor()
    await panel(page, 'Over time').scrollIntoViewIfNeeded()
    await panel(page, 'Over time').locator('canvas').waitFor()
    await keepPicture(page, 'dashboard', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    // A panel asks once it is seen: the next one is looked at when this one is there.
    const contents = {
      Table: (one: Locator) => one.getByText('/cart'),
      Lines: (one: Locator) => one.getByText('answered in').first(),
      Monitors: (one: Locator) => one,
      Broken: (one: Locator) => one.getByRole('alert'),
    }
    for (const [title, contentOf] of Object.entries(contents)) {
      await panel(page, title).scrollIntoViewIfNeeded()
      await contentOf(panel(page, title)).waitFor()
    }
    await page.getByText('a link').waitFor()
    await keepPicture(page, 'dashboard-below', look)
    expect(await page.getByRole('link', { name: 'a link' }).count()).toBe(0)
    expect(await page.locator('main img[src="x"]').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('lists the dashboards, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/dashboards', look)
    await page
      .getByRole('link', { name: /The shop/ })
      .first()
      .waitFor()
    await keepPicture(page, 'dashboards', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('is where people begin, and is reached by its title', async () => {
    const page = await run.open('/')
    // The first by name, while none says that it is the home.
    await expect.poll(() => page.url()).toContain('/ui/dashboards/both')
    expect((await put(run.product, 'zuhause', { yaml: 'title: Zuhause\nhome: true\n' })).status).toBe(200)
    await page.goto(`${run.product.connection().url}/ui/`)
    await expect.poll(() => page.url()).toContain('/ui/dashboards/zuhause')
    // The address is there before the page that hears the keys.
    await page.getByRole('heading', { name: 'Zuhause' }).first().waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('shop dashboards')
    await page.getByRole('option', { name: 'The shop' }).first().click()
    await expect.poll(() => page.url()).toMatch(/\/ui\/dashboards\/(both|moved|shop)$/)
    await run.product.request('/api/dashboards/zuhause', { method: 'DELETE' })
  })

  it('keeps what is chosen in the address', async () => {
    const page = await run.open('/dashboards/shop')
    await panel(page, 'Requests').getByText('2,000').waitFor()
    await page.getByRole('combobox', { name: 'Service' }).click()
    await page.getByRole('option', { name: 'payments' }).click()
    await expect.poll(() => page.url()).toContain('var-service=payments')
    await panel(page, 'Requests').getByText('2,000').waitFor({ state: 'hidden' })
  })

  it('moves and resizes by keyboard, edits a panel, and writes the file with its comments', async () => {
    const page = await run.open('/dashboards/moved')
    await panel(page, 'Requests').getByText('2,000').waitFor()
    await page.keyboard.press('e')
    const handle = page.getByRole('button', { name: /^Move Requests/ })
    await handle.focus()
    const focused = () => page.evaluate('document.activeElement?.getAttribute("aria-label")')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(focused).toMatch(/^Move Requests/)
    await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toMatch(/^Move Requests/)
    await keepPicture(page, 'dashboard-edit')
    await menu(page, 'Slowest', 'Edit panel')
    await page.getByRole('dialog').getByLabel('Title').fill('Slowest of all')
    await page.getByRole('dialog').getByRole('radio', { name: 'Gauge' }).click()
    await page.getByRole('dialog').locator('canvas').waitFor()
    await keepPicture(page, 'dashboard-panel-editor')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved in dashboards/moved.yaml').waitFor()
    const text = await file('moved')
    expect(text).toContain('# For the wall.\n')
    expect(text).toContain('# all of them\n')
    expect(text).toContain('title: Slowest of all\n    type: gauge\n')
    expect(text).toMatch(/title: Requests\n {4}type: stat\n {4}at: \{ x: 1, y: \d+, w: 3, h: 4 \}/)
  })

  it('moves a panel with the pointer', async () => {
    const page = await run.open('/dashboards/shop')
    await panel(page, 'Requests').getByText('2,000').waitFor()
    await page.keyboard.press('e')
    const { x, y } = (await page.getByRole('button', { name: /^Move Requests/ }).boundingBox())!
    const before = (await panel(page, 'Requests').boundingBox())!
    await page.mouse.move(x + 5, y + 5)
    await page.mouse.down()
    await page.mouse.move(x + 5 + before.width, y + 10, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await panel(page, 'Requests').boundingBox())!.x).toBeGreaterThan(before.x + 100)
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect.poll(async () => (await panel(page, 'Requests').boundingBox())!.x).toBe(before.x)
  })

  it('says that somebody else has changed it, and lets one choose', async () => {
    const page = await run.open('/dashboards/both')
    await panel(page, 'Requests').getByText('2,000').waitFor()
    await page.keyboard.press('e')
    await menu(page, 'Used', 'Remove')
    const { version } = await run.product.json<{ version: string }>('/api/dashboards/both')
    const theirs = board.replace('title: Requests', 'title: Their requests')
    expect((await put(run.product, 'both', { yaml: theirs, version })).status).toBe(200)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Somebody else has changed this dashboard').waitFor()
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await panel(page, 'Their requests').waitFor()
    await panel(page, 'Used').waitFor()
  })

  it('makes a dashboard, adds a panel, and removes it; versions can be had again', async () => {
    const page = await run.open('/dashboards')
    await page.getByRole('button', { name: 'New dashboard' }).click()
    await page.getByLabel('Title').fill('Über allem')
    await page.getByRole('dialog').getByRole('button', { name: 'New dashboard' }).click()
    await expect.poll(() => page.url()).toContain('/dashboards/uber-allem')
    await page.getByRole('button', { name: 'Add panel' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Dataset' }).click()
    await page.getByRole('option', { name: 'shop', exact: true }).click()
    await dialog.locator('canvas').waitFor()
    await dialog.getByRole('combobox', { name: 'Computed' }).click()
    await page.getByRole('option', { name: '95th percentile of' }).click()
    await dialog.getByRole('combobox', { name: 'Split by' }).fill('service')
    await page.keyboard.press('Enter')
    await expect.poll(() => dialog.getByRole('combobox', { name: 'Field' }).inputValue()).toBe('duration_ms')
    await keepPicture(page, 'dashboard-measures')
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved in dashboards/uber-allem.yaml').waitFor()
    expect(await file('uber-allem')).toMatch(/measure: p95\(duration_ms\)\n[\s\S]*\n {6}by: service\n/)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Versions' }).click()
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByText('The earlier version is in its place').waitFor()
    expect(await file('uber-allem')).not.toContain('in: shop')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect.poll(() => page.url()).toMatch(/\/dashboards$/)
    await expect(file('uber-allem')).rejects.toThrow('ENOENT')
    await page.getByRole('button', { name: 'Removed', exact: true }).click()
    await page
      .getByRole('dialog')
      .getByText(/^Removed by .+, /)
      .first()
      .waitFor()
    await keepPicture(page, 'dashboards-removed')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Restore Über allem' }).click()
    await expect.poll(() => page.url()).toContain('/dashboards/uber-allem')
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor()
    expect(await file('uber-allem')).toContain('title: Über allem\n')
  })

  it('writes variables and marks by forms: their values are seen, mistakes stand under their fields, and names go along', async () => {
    const page = await run.open('/dashboards/forms')
    await panel(page, 'Requests').getByText('2,000').waitFor()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Variables' }).click()
    const dialog = page.getByRole('dialog')
    const values = dialog.getByRole('region', { name: 'Its values now' })
    await values.getByText('payments').waitFor()
    await dialog.getByLabel('Name').fill('app')
    await dialog.getByRole('button', { name: 'Add variable' }).click()
    await dialog.getByLabel('Label').fill('Ruta pública')
    await expect.poll(() => dialog.getByLabel('Name').inputValue()).toBe('ruta_publica')
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await dialog.getByText('key "sql" is missing').waitFor()
    await keepPicture(page, 'dashboard-variables-mistake')
    await dialog.getByRole('combobox', { name: 'Dataset' }).click()
    await page.getByRole('option', { name: 'shop', exact: true }).click()
    await dialog.getByRole('combobox', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'path', exact: true }).click()
    await values.getByText('/p/mugs').waitFor()
    await dialog.getByRole('switch', { name: 'Several may be chosen' }).check()
    await dialog.getByRole('button', { name: 'Move Ruta pública up' }).click()
    await dialog.getByText('key "sql" is missing').waitFor({ state: 'hidden' })
    await keepPicture(page, 'dashboard-variables')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('combobox', { name: 'Ruta pública' }).waitFor()
    await panel(page, 'Requests').getByText('2,000').waitFor()

    await page.getByRole('button', { name: 'Marks' }).click()
    await dialog.getByRole('button', { name: 'Add mark' }).click()
    await dialog.getByLabel('Label').fill('Failures')
    await dialog.getByText('Records', { exact: true }).click()
    await dialog.getByRole('combobox', { name: 'Dataset' }).click()
    await page.getByRole('option', { name: 'shop', exact: true }).click()
    await dialog.getByRole('combobox', { name: 'Field that says what happened' }).click()
    await page.getByRole('option', { name: 'message', exact: true }).click()
    const search = dialog.getByLabel('Only records that match (KQL)')
    await search.fill('level:(')
    await dialog.getByRole('button', { name: 'Failures' }).and(dialog.locator('[data-wrong]')).waitFor()
    await dialog
      .getByText(/^Cannot /)
      .first()
      .waitFor()
    await expect.poll(() => search.getAttribute('aria-invalid')).toBe('true')
    await search.fill('level:error')
    await expect.poll(() => search.getAttribute('aria-invalid')).toBe(null)
    await dialog.getByText('In this time range · 55 marks').waitFor()
    await keepPicture(page, 'dashboard-marks')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('switch', { name: 'Failures' }).waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved in dashboards/forms.yaml').waitFor()
    const text = await file('forms')
    expect(text).toMatch(/^# For the wall\.\n[\s\S]*variables:\n {2}ruta_publica:[\s\S]*\n {2}app: \{ title: Service/)
    expect(text).toContain('where: { service: app } } # all of them\n')
    expect(text).toMatch(/failures:\n {4}title: Failures\n {4}in: shop\n/)
  })

  it.each(looks)('shows the form of variables at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/dashboards/shop', look)
    await panel(page, 'Requests').waitFor()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Variables' }).click()
    await page.getByRole('dialog').getByText('payments').waitFor()
    await keepPicture(page, 'dashboard-variables', look)
    const room =
      "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.mantine-Modal-content'))"
    expect(await page.evaluate(room)).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
  })

  it('makes a panel of the picture that a column of a query names, and one of a path', async () => {
    const page = await run.open('/dashboards/pictures')
    await panel(page, 'Requests').getByText('2,000').waitFor()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Add panel' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Title').fill('Plan')
    await dialog.getByRole('radio', { name: 'Picture' }).click()
    await dialog.getByLabel('Path on this server').fill('/ui/favicon.svg?path')
    await dialog.locator('img[src="/ui/favicon.svg?path"]').waitFor()
    await dialog.getByLabel('Path on this server').fill('')
    await dialog.getByText('SQL', { exact: true }).click()
    await dialog.getByLabel('One SELECT').fill("select 'none' as a, '/ui/favicon.svg?sql' as picture")
    await dialog.getByLabel('Column with the picture').fill('picture')
    await dialog.locator('img[src="/ui/favicon.svg?sql"]').waitFor()
    await keepPicture(page, 'dashboard-picture-editor')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await panel(page, 'Plan').scrollIntoViewIfNeeded()
    await panel(page, 'Plan').locator('img[src="/ui/favicon.svg?sql"]').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved in dashboards/pictures.yaml').waitFor()
    expect(await file('pictures')).toMatch(/type: image\n[\s\S]*as picture[\s\S]*column: picture/)
  })

  it('takes a dashboard of Grafana over, and tells before what does not come along', async () => {
    const page = await run.open('/dashboards')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const dialog = page.getByRole('dialog')
    const choose = async (text: string) =>
      dialog
        .locator('input[type=file]')
        .setInputFiles({ name: 'board.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await choose('[')
    await dialog.getByRole('alert').waitFor()
    const gridPos = { x: 0, y: 0, w: 12, h: 4 }
    const panels = [
      { id: 1, type: 'text', title: 'Words', gridPos, options: { content: 'Hello' } },
      { id: 2, type: 'nodeGraph', title: 'Odd one', gridPos: { ...gridPos, y: 4 }, targets: [] },
    ]
    await choose(JSON.stringify({ title: 'Old board', panels }))
    await dialog.getByText('One thing does not come along').waitFor()
    await dialog.getByRole('listitem').first().waitFor()
    await keepPicture(page, 'dashboards-import')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect.poll(() => page.url()).toContain('/ui/dashboards/old')
    await panel(page, 'Words').getByText('Hello').waitFor()
  })

  it('takes a dashboard over from its file, and is written as YAML, which tells the line of a mistake', async () => {
    const page = await run.open('/dashboards')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const dialog = page.getByRole('dialog')
    const yaml =
      'title: Carried\n# As it was.\npanels:\n  hello: { type: text, at: { x: 0, y: 0, w: 4, h: 2 }, text: Hi }\n'
    const given = { name: 'carried.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml) }
    await dialog.locator('input[type=file]').setInputFiles(given)
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect.poll(() => page.url()).toContain('/ui/dashboards/carried')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'As YAML' }).click()
    const text = dialog.getByRole('textbox', { name: 'dashboards/carried.yaml' })
    await text.fill(yaml.replace('text: Hi', 'txt: Hi'))
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await dialog.getByText('Line 4').waitFor()
    await keepPicture(page, 'dashboard-yaml')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
    await text.fill(yaml.replace('text: Hi', 'text: Hi there'))
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Hi there').waitFor()
    expect(await file('carried')).toContain('# As it was.\n')
  })

  it('asks again when there is something new, and not before', async () => {
    const page = await run.open('/dashboards/shop?from=now-3h&refresh=live')
    await panel(page, 'Lines').scrollIntoViewIfNeeded()
    await panel(page, 'Lines').getByText('answered in').first().waitFor()
    await run.product.json('/ingest/shop', [
      { time: new Date().toISOString(), level: 'info', message: 'came just now' },
    ])
    await panel(page, 'Lines').getByText('came just now').waitFor()
  })

  it('fills the page with one panel, shows its SQL, and goes to Explore with it', async () => {
    const page = await run.open('/dashboards/shop')
    await panel(page, 'Failures').scrollIntoViewIfNeeded()
    await panel(page, 'Failures').locator('canvas').waitFor()
    await menu(page, 'Failures', 'Show SQL')
    await page.getByRole('dialog').getByText('time_bucket').waitFor()
    await page.keyboard.press('Escape')
    await menu(page, 'Failures', 'Full screen')
    await expect.poll(() => page.url()).toContain('full=areas')
    await panel(page, 'Requests').waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await panel(page, 'Requests').waitFor()
    await menu(page, 'Failures', 'Open in Explore')
    await expect.poll(() => decodeURIComponent(page.url())).toContain('/explore?in=shop&q=level:error')
    await page.getByRole('heading', { name: /records$/ }).waitFor()
    await page.goBack()
    await menu(page, 'Failures', 'Edit panel')
    await expect
      .poll(() => page.getByRole('dialog').getByRole('combobox', { name: 'Dataset' }).inputValue())
      .toBe('shop')
  })

  it('exports what a panel shows', async () => {
    const page = await run.open('/dashboards/shop')
    await panel(page, 'Paths').locator('canvas').waitFor()
    const download = page.waitForEvent('download')
    await menu(page, 'Paths', 'Export as CSV')
    const csv = await readFile(await (await download).path(), 'utf8')
    expect(csv.split('\r\n')[0]).toBe('path,count')
    await panel(page, 'Table').scrollIntoViewIfNeeded()
    await panel(page, 'Table').getByText('/cart').waitFor()
    for (const [title, form, content] of [
      ['Paths', 'PNG', 'PNG'],
      ['Table', 'PNG', 'PNG'],
      ['Table', 'SVG', '/cart</text>'],
    ] as const) {
      const picture = page.waitForEvent('download')
      await menu(page, title, `Export as ${form}`)
      expect(await readFile(await (await picture).path(), 'latin1')).toContain(content)
    }
    await expect.poll(() => page.getByRole('menu').count()).toBe(0)
  })
})
