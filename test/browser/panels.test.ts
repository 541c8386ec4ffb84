import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { type PanelType, panelTypes } from '../../src/model/dashboard.ts'
import { kindOptions } from '../../src/project/dashboards/kind-options.ts'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { tripRecords } from './gallery-records.ts'

const yaml = `name: gallery
streams: { trips: {} }
datasets: { trips: {} }
endpoints:
  /vans: { sql: "select van, count(*) as trips from trips group by van order by van" }
monitors:
  too_fast: { on: trips, when: "speed > 200" }
`
const gallery = await readFile(join(import.meta.dirname, 'gallery.yaml'), 'utf8')
const { panels } = parse(gallery) as { panels: Record<string, { type: PanelType }> }

/** What is there once a panel is drawn; of the others, a picture. */
const marks: Partial<Record<PanelType, string>> = {
  stat: 'b',
  table: 'td',
  text: 'strong',
  logs: 'time',
  alerts: 'text=too_fast',
}

test('the gallery has every kind of panel', () => {
  const shown = new Set(Object.values(panels).map(({ type }) => type))
  expect([...shown].sort()).toEqual([...panelTypes].sort())
})

test('a kind has a query in the editor exactly if a trellis may split its answer', async () => {
  // By its path: types of the browser are not those of Node.
  const list = join(import.meta.dirname, '../../ui/src/dashboards/panels/index.ts')
  const { panels: kinds } = (await import(list)) as { panels: Record<PanelType, { asks: string }> }
  const takesQuery = panelTypes.filter((type) => kinds[type].asks !== 'nothing')
  expect(takesQuery).toEqual(panelTypes.filter((type) => 'trellis' in kindOptions(type).properties))
})

describe.skipIf(absence)(`panels${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/trips', tripRecords(1500, new Date()))
      await product.untilStored()
      const headers = { 'content-type': 'application/json' }
      const saved = await product.request('/api/dashboards/gallery', {
        method: 'PUT',
        headers,
        body: JSON.stringify({ yaml: gallery }),
      })
      expect(await saved.json()).toMatchObject({ name: 'gallery' })
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('of every kind are drawn, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/dashboards/gallery', look)
    for (const [i, [name, { type }]] of Object.entries(panels).entries()) {
      const panel = page.locator(`[data-panel=${name}]`)
      await panel.scrollIntoViewIfNeeded()
      // What may not be shown says so under a heading of its own.
      const shown =
        name === 'outside' ? panel.locator('h2').nth(1) : panel.locator(marks[type] ?? 'canvas, img, pre').first()
      await shown.waitFor()
      if (i % 4 === 3) await keepPicture(page, `gallery-${i}`, look)
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
  })

  it('show as many small charts as a field has values', async () => {
    const page = await run.open('/dashboards/gallery?full=trellis')
    await expect.poll(() => page.locator('[data-panel=trellis] canvas').count()).toBe(5)
    await keepPicture(page, 'gallery-trellis')
  })

  it('come nearer on a map by a button, by the keys, and by the wheel with Ctrl', async () => {
    const page = await run.open('/dashboards/gallery?full=clusters')
    const map = page.locator('[data-panel=clusters]')
    const whole = map.getByRole('button', { name: 'Show all' })
    await map.locator('canvas').waitFor()
    await map.getByRole('button', { name: 'Nearer' }).click()
    await map.getByRole('button', { name: 'Nearer' }).click()
    await keepPicture(page, 'gallery-nearer')
    await map.getByRole('button', { name: 'Farther' }).click()
    await whole.click()
    await whole.waitFor({ state: 'hidden' })
    await map.getByRole('application').press('ArrowRight')
    await whole.click()
    await map.locator('canvas').hover()
    await page.mouse.wheel(0, -200)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -200)
    await page.keyboard.up('Control')
    await whole.waitFor()
  })

  it('show what this server has, never another one', async () => {
    const page = await run.open('/dashboards/gallery')
    const embed = page.locator('[data-panel=embed]')
    await embed.scrollIntoViewIfNeeded()
    await embed.getByText('"van": "van-1"').waitFor()
    await page.locator('[data-panel=outside]').getByText('There is no picture to show.').waitFor()
    const width = "document.querySelector('[data-panel=image] img')?.naturalWidth"
    await expect.poll(() => page.evaluate(width)).toBeGreaterThan(0)
    await page.locator('[data-panel=drawn]').scrollIntoViewIfNeeded()
    const drawn = page.locator('[data-panel=drawn] img')
    await drawn.waitFor()
    expect(await drawn.getAttribute('src')).toMatch(/^\/ui\/favicon\.svg\?van-\d$/)
  })

  it('are exported as a picture that grows without blur, and as CSV', async () => {
    const page = await run.open('/dashboards/gallery?full=sankey')
    await page.locator('[data-panel=sankey] canvas').waitFor()
    for (const [item, form, content] of [
      ['Export as SVG', 'svg', '<svg'],
      ['Export as CSV', 'csv', 'from,to,trips'],
      ['Export as PNG', 'png', 'PNG'],
    ] as const) {
      await page.getByRole('button', { name: /^Menu of/ }).click()
      const waiting = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: item }).click()
      const file = await waiting
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${form}$`))
      expect(await readFile(await file.path(), 'latin1')).toContain(content)
    }
  })
})
