import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: rivers
sources:
  shop: { type: simulate, simulator: web_traffic, to: shop }
  gone: { type: tail, path: "logs/*.log", to: lines }
streams:
  readings: {}
functions:
  tidy: { on: lines, use: [{ rename: { fields: { message: text } } }], to: tidy_lines }
datasets:
  # What the visitors of the shop did.
  shop: { retention: 30d }
  readings: { fields: { celsius: number } }
  tidy_lines: {}
views:
  daily: { sql: "select date_trunc('day', _time) as day, avg(celsius) as celsius from readings group by 1" }
endpoints:
  /daily: { sql: "select * from daily" }
monitors:
  hot: { on: readings, when: "celsius > 40", severity: critical }
channels: {}
`

describe.skipIf(absence)(`the pipeline${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      const send = (body: string) =>
        product.request('/ingest/readings', {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson' },
          body,
        })
      await send(
        '{"place":"P-04","celsius":17.4,"buoy":7}\n{"place":"<img src=x onerror=alert(1)>","celsius":41}\nno record\n',
      )
      await product.untilStored()
      await send('{"place":"P-04","celsius":17.5,"buoy":"north"}\n')
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)(
    'shows what flows where, how fast, and what is rejected, at $width px, $theme, in $language',
    async (look) => {
      const page = await run.open('/pipeline', look)
      await page
        .getByRole('button', { name: /shop.*\/s/ })
        .first()
        .waitFor()
      await page.getByRole('button', { name: look.language === 'es' ? /1 espera/ : /1 waits/ }).waitFor()
      const svg = page.getByRole('main').locator('section svg g[data-flows]')
      await svg.first().waitFor({ state: 'attached' })
      await keepPicture(page, 'pipeline', look)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
      await page
        .getByRole('button', { name: /readings/ })
        .first()
        .click()
      await page.getByText('P-04').first().waitFor()
      await page.getByRole('heading', { level: 2, name: 'readings' }).scrollIntoViewIfNeeded()
      await keepPicture(page, 'pipeline-part', look)
      expect(await violationsOf(page)).toEqual([])
    },
  )

  it('tells that everything is accounted for', async () => {
    const page = await run.open('/pipeline')
    await expect
      .poll(() => page.locator('p[title]').first().textContent())
      .toMatch(/received [\d,]+ = stored [\d,]+ \+ duplicate 0 \+ rejected 1/)
  })

  it('is walked by keyboard, and keeps the part in the address', async () => {
    const page = await run.open('/pipeline')
    await page
      .getByRole('button', { name: /shop.*\/s/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).toContain('part=source:shop')
    await page.getByRole('heading', { level: 2, name: 'shop' }).waitFor()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).toContain('part=source:gone')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).not.toContain('part=')
  })

  it('shows the declaration of a part, with what its options mean, and what it said', async () => {
    const page = await run.open('/pipeline?part=dataset:shop')
    await page.getByRole('tab', { name: 'Declaration' }).click()
    await page.getByText('shop: { retention: 30d }').waitFor()
    await page.getByText('retention', { exact: true }).waitFor()
    await keepPicture(page, 'pipeline-declaration')
    expect(await violationsOf(page)).toEqual([])
    const readings = await run.open('/pipeline?part=dataset:readings')
    await readings.getByRole('tab', { name: 'Log' }).click()
    await readings.getByText('cannot keep the type of column').waitFor()
  })

  it('pauses a source and lets it go on', async () => {
    const page = await run.open('/pipeline?part=source:shop')
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('shop is paused').waitFor()
    await page.getByRole('button', { name: /shop paused/ }).waitFor()
    await keepPicture(page, 'pipeline-paused')
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('shop goes on where it was').waitFor()
    await page
      .getByRole('button', { name: /shop [\d.]+\/s/ })
      .first()
      .waitFor()
  })

  it('fills a dataset again after asking', async () => {
    const page = await run.open('/pipeline?part=dataset:readings')
    await page.getByRole('button', { name: 'Fill again' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('made again from its stream').waitFor()
    await dialog.getByRole('button', { name: 'Fill again' }).click()
    await page.getByText(/Filled again from \d+ records/).waitFor()
  })
})

describe.skipIf(absence)('the pipeline of an empty project', () => {
  it('says how to begin', async () => {
    const run = await BrowserRun.start('name: empty\n')
    try {
      const page = await run.open('/pipeline')
      await page.getByRole('heading', { name: 'Nothing flows yet' }).waitFor()
      await keepPicture(page, 'pipeline-empty')
      expect(await violationsOf(page)).toEqual([])
    } finally {
      await run.stop()
    }
  })
})
