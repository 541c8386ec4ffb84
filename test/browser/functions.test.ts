import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'

const yaml = `name: made
streams: { readings_raw: {} }
functions:
  # In degrees.
  warm: { on: readings_raw, use: [{ rename: { fields: { temp: celsius } } }], to: readings }
datasets: { readings: {} }
`
const written = `${yaml.replace('datasets:', '  clean: { on: readings_raw, run: functions/clean.ts, to: cleaned }\ndatasets:')}`
const source = `// Keeps what is warm: <img src=x onerror=alert(1)>
import { defineFunction } from 'caudal'

export default defineFunction({
  async run(records, { reject }) {
    return records.filter((record) => record.temp > 0 || reject(record, 'cold'))
  },
})
`
const cases = `function: warm
cases:
  - name: renames
    given: [{ temp: 20 }]
    gives: [{ celsius: 20 }]
  - name: knows nothing of other fields
    given: [{ temp: 20, place: "<img src=x onerror=alert(1)>" }]
    gives: [{ celsius: 20 }]
`

describe.skipIf(absence)(`functions${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await mkdir(join(product.folder, 'functions'))
      await mkdir(join(product.folder, 'tests'))
      await writeFile(join(product.folder, 'functions', 'clean.ts'), source)
      await writeFile(join(product.folder, 'tests', 'warm.yaml'), cases)
      await writeFile(join(product.folder, 'caudal.yaml'), written)
      const ask = () => product.json<{ functions: object[] }>('/api/functions')
      await eventually(ask, ({ functions }) => functions.length === 2, { timeout_ms: 50_000 })
      await product.json('/ingest/readings_raw', [{ temp: 12 }, { temp: -3 }])
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows all and how they fare, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/functions', look)
    await page.getByRole('row', { name: /warm/ }).waitFor()
    await keepPicture(page, 'functions', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows one with its source and measures, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/functions?name=clean', look)
    await page.locator('[data-kind="keyword"]').first().waitFor()
    await page.getByRole('img').first().waitFor()
    await page.getByText('functions/clean.ts').first().waitFor()
    await keepPicture(page, 'function', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('keeps the sources that it has run with', async () => {
    const page = await run.open('/functions?name=clean')
    const versions = page.getByRole('region', { name: 'Versions' })
    await versions.getByText('runs', { exact: true }).waitFor()
    expect(await versions.getByRole('listitem').count()).toBe(1)
    await writeFile(join(run.product.folder, 'functions', 'clean.ts'), source.replace('temp > 0', 'temp > 10'))
    await expect.poll(() => versions.getByRole('listitem').count()).toBe(2)
    await versions.getByRole('listitem').first().locator('summary').click()
    const difference = versions.getByRole('region', { name: /has changed of/ })
    await expect.poll(() => difference.locator('[data-sign="-"]').allTextContents()).toHaveLength(1)
    expect(await difference.locator('[data-sign="-"]').textContent()).toMatch(/^-.*record\.temp > 0/)
    expect(await difference.locator('[data-sign="+"]').textContent()).toMatch(/^\+.*record\.temp > 10/)
    await keepPicture(page, 'function-versions')
    await versions.getByLabel('Compared with').first().selectOption('')
    await versions
      .getByRole('region', { name: /^functions\/clean\.ts/ })
      .first()
      .getByText('record.temp > 10')
      .waitFor()
    await versions.getByRole('listitem').first().locator('summary').click()
    await versions.getByRole('listitem').nth(1).locator('summary').click()
    await versions.getByLabel('Compared with').nth(1).selectOption('')
    await versions.getByText('record.temp > 0').waitFor()
    expect(await violationsOf(page)).toEqual([])
  })

  it('runs its cases, and shows what differs', async () => {
    const page = await run.open('/functions')
    await page.getByRole('link', { name: 'warm' }).click()
    await page.getByText('rename {').waitFor()
    await page.getByText('warm: { on: readings_raw').waitFor()
    await page.getByText('not run').first().waitFor()
    await page.getByRole('button', { name: 'Run the cases' }).click()
    await page.getByText('1 of 2 cases differ').waitFor({ timeout: 60_000 })
    await page.getByText('as expected').waitFor()
    await page.getByText('"place": "<img src=x').waitFor()
    await keepPicture(page, 'function-cases')
    expect(await violationsOf(page)).toEqual([])
  })
})
