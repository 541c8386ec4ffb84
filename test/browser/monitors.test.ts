import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: watched
streams:
  readings: {}
datasets:
  readings: {}
monitors:
  warm:
    sql: "select place, max(celsius) as value from readings where _time >= $from group by place"
    by: [place]
    every: 1s
    over: 1h
    when: value > 30
    severity: critical
  cold: { on: readings, when: "celsius < 0" }
`

describe.skipIf(absence)(`monitors${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/readings', [
        { place: 'P-01', celsius: 12 },
        { place: '<img src=x onerror=alert(1)>', celsius: 41 },
      ])
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows states, their timeline and history, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/monitors?name=warm', look)
    await page.getByRole('button', { name: look.language === 'es' ? /warm disparado/ : /warm firing/ }).waitFor()
    await page.getByRole('listitem').first().waitFor()
    await page.getByRole('img').first().waitFor()
    await keepPicture(page, 'monitors', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('is told that somebody knows', async () => {
    const page = await run.open('/monitors?name=warm')
    await page.getByRole('button', { name: 'I know of it' }).first().click()
    await page.getByText('is not told again until it changes').waitFor()
    await page.getByText(/knows$/).waitFor()
  })

  it('is silenced for a while, and told to go on', async () => {
    const page = await run.open('/monitors?name=warm')
    await page.getByRole('button', { name: '8 hours' }).click()
    await page.getByText('Nothing is told until').waitFor()
    await page.getByRole('button', { name: 'End it' }).click()
    await page.getByRole('button', { name: 'End it' }).waitFor({ state: 'hidden' })
  })

  it('tries a definition on the past, and tells what is wrong with one', async () => {
    const page = await run.open('/monitors?name=cold')
    const definition = page.getByRole('textbox', { name: /Definition/ })
    await expect.poll(() => definition.inputValue()).toContain('celsius < 0')
    await definition.fill('cold: { on: readings, when: "celsius > 40" }')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page.getByText('It would have fired 1 time').first().waitFor()
    await keepPicture(page, 'monitors-test')
    expect(await violationsOf(page)).toEqual([])
    await definition.fill('cold: { on: nothing, when: "celsius > 40" }')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page.getByRole('alert').waitFor()
  })

  it('saves a definition into the project file, unless somebody else has changed it or it is wrong', async () => {
    const page = await run.open('/monitors?name=cold')
    const definition = page.getByRole('textbox', { name: /Definition/ })
    await expect.poll(() => definition.inputValue()).toContain('celsius < 0')
    const save = page.getByRole('button', { name: 'Save' })
    expect(await save.isDisabled()).toBe(true)
    await definition.fill('cold: { on: readings, when: "celsius < -5" }')
    await save.click()
    await page.getByText('is saved in the project file').waitFor()
    await page.getByText('celsius < -5').first().waitFor()
    const text = await readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')
    expect(text).toBe(yaml.replace('celsius < 0', 'celsius < -5'))
    await definition.fill('cold: { on: nowhere, when: "celsius < -7" }')
    await save.click()
    await page.getByRole('alert').filter({ hasText: 'nowhere' }).waitFor()
    expect(await readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')).toBe(text)
    await definition.fill('cold: { on: readings, when: "celsius < -7" }')
    const body = JSON.stringify({ yaml: 'cold: { on: readings, when: "celsius < -9" }' })
    const headers = { 'content-type': 'application/json', 'if-match': '*' }
    const other = await run.product.request('/api/project/monitors/cold', { method: 'PUT', headers, body })
    expect(other.status).toBe(200)
    await save.click()
    await page.getByRole('alert').filter({ hasText: 'somebody else has changed it' }).waitFor()
  })
})
