import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { temporaryProject } from '../support/product.ts'
import { TileServer, tile, tileColor } from '../support/tile-server.ts'
import { tripRecords } from './gallery-records.ts'

const yaml = (server: string) => `name: maps
streams: { trips: {} }
datasets: { trips: {} }
maps:
  streets: { tiles: "${server}/good/{z}/{x}/{y}.png", attribution: "© <b>Example</b> & others", zoom: 18 }
  pages: { tiles: "${server}/html/{z}/{x}/{y}.png" }
  plan: { tiles: "tiles/{z}/{x}/{y}.png" }
`
const query = '{ sql: "select van, latitude, longitude, speed, _time from trips order by _time" }'
const board = `title: Vans on streets
panels:
  points: { type: map, at: { x: 0, y: 0, w: 6, h: 8 }, query: ${query}, options: { tiles: streets } }
  tracks: { type: map, at: { x: 6, y: 0, w: 6, h: 8 }, query: ${query}, options: { tiles: streets, form: tracks } }
  clusters: { type: map, at: { x: 0, y: 8, w: 6, h: 8 }, query: ${query}, options: { tiles: streets, form: clusters } }
  heat: { type: map, at: { x: 6, y: 8, w: 6, h: 8 }, query: ${query}, options: { tiles: streets, form: heat } }
  failing: { type: map, at: { x: 0, y: 16, w: 6, h: 8 }, query: ${query}, options: { tiles: pages } }
  sparse: { type: map, at: { x: 6, y: 16, w: 6, h: 8 }, query: ${query}, options: { tiles: plan } }
`

describe.skipIf(absence)(`maps with tiles${absence ? `: ${absence}` : ''}`, () => {
  const server = new TileServer()
  let run: BrowserRun

  beforeAll(async () => {
    const project = await temporaryProject(yaml(await server.listen()))
    await mkdir(join(project.folder, 'tiles/0/0'), { recursive: true })
    await writeFile(join(project.folder, 'tiles/0/0/0.png'), tile)
    await mkdir(join(project.folder, 'dashboards'))
    await writeFile(join(project.folder, 'dashboards/vans.yaml'), board)
    run = await BrowserRun.startAt(project, async (product) => {
      await product.json('/ingest/trips', tripRecords(300, new Date()))
    })
  })

  afterAll(async () => {
    await run?.stop()
    server.close()
  })

  /** The share of what is drawn in a panel that has the colour of tiles. */
  const shareOf = (page: Page, panel: string, color: readonly number[] = tileColor) =>
    page.evaluate(`(() => {
      const canvas = document.querySelector('[data-panel=${panel}] canvas')
      if (!canvas) return 0
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      let same = 0
      for (let i = 0; i < data.length; i += 4)
        if (${JSON.stringify(color)}.every((value, k) => Math.abs(data[i + k] - value) < 3)) same++
      return same / (data.length / 4)
    })()`) as Promise<number>

  it.each(looks)('are drawn on them, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/dashboards/vans', look)
    const surface = (await page.evaluate(
      "getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()",
    )) as string
    const ground = [1, 3, 5].map((at) => Number.parseInt(surface.slice(at, at + 2), 16))
    const shown = look.theme === 'dark' ? tileColor.map((value, i) => (value + ground[i]!) / 2) : tileColor
    for (const [panel, least] of [
      ['points', 0.85],
      ['tracks', 0.75],
      ['clusters', 0.75],
      ['heat', 0.3],
    ] as const) {
      await page.locator(`[data-panel=${panel}]`).scrollIntoViewIfNeeded()
      await expect.poll(() => shareOf(page, panel, shown)).toBeGreaterThan(least)
      await keepPicture(page, `maps-${panel}`, look)
    }
    expect(
      await page
        .getByRole('status')
        .filter({ hasText: /map|mapa/i })
        .count(),
    ).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('say once where there are none, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/dashboards/vans', look)
    const text = look.language === 'es' ? 'Parte del mapa no se puede obtener' : 'Part of the map cannot be had'
    const none = look.language === 'es' ? 'El mapa no tiene nada aquí' : 'The map has nothing here'
    await page.locator('[data-panel=failing]').scrollIntoViewIfNeeded()
    await page.locator('[data-panel=failing]').getByRole('status').filter({ hasText: text }).waitFor()
    await page.locator('[data-panel=sparse]').scrollIntoViewIfNeeded()
    await page.locator('[data-panel=sparse]').getByRole('status').filter({ hasText: none }).waitFor()
    expect(await shareOf(page, 'failing')).toBe(0)
    await keepPicture(page, 'maps-missing', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('come as near as streets, by the keyboard alone', async () => {
    const page = await run.open('/dashboards/vans?full=points')
    const map = page.locator('[data-panel=points]').getByRole('application')
    await map.locator('canvas').waitFor()
    for (let i = 0; i < 26; i++) await map.press('+')
    const nearest = () => Math.max(...server.seen.map(({ path }) => Number(path.split('/')[2])))
    await expect.poll(nearest).toBe(18)
    await expect.poll(() => shareOf(page, 'points')).toBeGreaterThan(0.85)
    await map.press('ArrowRight')
    await expect.poll(() => shareOf(page, 'points')).toBeGreaterThan(0.85)
    await keepPicture(page, 'maps-streets')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => shareOf(page, 'points')).toBeGreaterThan(0.85)
  })

  it('are in pictures, with whose the tiles are, as text', async () => {
    const page = await run.open('/dashboards/vans?full=points')
    await expect.poll(() => shareOf(page, 'points')).toBeGreaterThan(0.85)
    await page.getByRole('button', { name: /^Menu of/ }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Export as SVG' }).click()
    const svg = await readFile(await (await waiting).path(), 'utf8')
    expect(svg).toContain('data:image/png;base64,')
    expect(svg).toContain('© &lt;b&gt;Example&lt;/b&gt; &amp; others')
    expect(svg).not.toContain('/api/maps')
  })

  it('are shown to whoever has a link', async () => {
    const link = { dashboard: 'vans', title: 'For Acme' }
    const { path } = await run.product.json<{ path: string }>('/api/links', link)
    const page = await run.open(path.replace(/^\/ui/, ''), { isStranger: true })
    await expect.poll(() => shareOf(page, 'points')).toBeGreaterThan(0.85)
  })
})
