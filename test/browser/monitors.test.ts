import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
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

  /** The text of the one that is shown. */
  const yamlOf = async (page: Page) => {
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByText('YAML', { exact: true }).click()
    const definition = page.getByRole('textbox', { name: /Definition/ })
    await expect.poll(() => definition.inputValue()).toContain('celsius < 0')
    return definition
  }
  const fileOf = () => readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')

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

  it('shows few of many groups until asked for all, and is told of all of them at once', async () => {
    await run.product.json(
      '/ingest/readings',
      Array.from({ length: 12 }, (_, i) => ({ place: `Q-${i}`, celsius: 50 + i })),
    )
    const page = await run.open('/monitors?name=warm')
    const know = page.getByRole('button', { name: 'I know of it' })
    await page.getByRole('button', { name: /^Show \d more$/ }).click()
    await expect.poll(() => know.count()).toBeGreaterThan(8)
    await keepPicture(page, 'monitors-groups')
    await page.getByRole('button', { name: 'Show fewer' }).click()
    await expect.poll(() => know.count()).toBeLessThanOrEqual(8)
    await page.getByRole('button', { name: /^I know of all/ }).click()
    await expect.poll(() => know.count()).toBe(0)
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
    const definition = await yamlOf(page)
    await definition.fill('cold: { on: readings, when: "celsius > 40" }')
    await page
      .getByText(/^It would have fired [1-9]/)
      .first()
      .waitFor()
    await keepPicture(page, 'monitors-test')
    expect(await violationsOf(page)).toEqual([])
    await definition.fill('cold: { on: nothing, when: "celsius > 40" }')
    await page.getByRole('alert').filter({ hasText: 'nothing' }).waitFor()
    await definition.fill('slow: { on: readings, when: "celsius > 40" }')
    await page.getByRole('alert').filter({ hasText: 'expecting one key, "cold"' }).waitFor()
  })

  it('saves a definition into the project file, unless somebody else has changed it or it is wrong', async () => {
    const page = await run.open('/monitors?name=cold')
    const definition = await yamlOf(page)
    const save = page.getByRole('button', { name: 'Save' })
    expect(await save.isDisabled()).toBe(true)
    await definition.fill('cold: { on: readings, when: "celsius < -5" }')
    await save.click()
    await page.getByText('is saved in the project file').waitFor()
    await page.getByText('fires when').waitFor()
    await page.getByText('celsius < -5').first().waitFor()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByText('YAML', { exact: true }).click()
    const text = await readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')
    expect(text).toBe(yaml.replace('celsius < 0', 'celsius < -5'))
    await definition.fill('cold: { on: nowhere, when: "celsius < -7" }')
    await save.click()
    await page.getByRole('alert').filter({ hasText: 'nowhere' }).first().waitFor()
    expect(await readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')).toBe(text)
    await definition.fill('cold: { on: readings, when: "celsius < -7" }')
    const body = JSON.stringify({ yaml: 'cold: { on: readings, when: "celsius < -9" }' })
    const headers = { 'content-type': 'application/json', 'if-match': '*' }
    const other = await run.product.request('/api/project/monitors/cold', { method: 'PUT', headers, body })
    expect(other.status).toBe(200)
    await save.click()
    await page.getByRole('alert').filter({ hasText: 'somebody else has changed it' }).waitFor()
  })
  it.each(looks)(
    'makes one of a search of Explore, with a channel, at $width px, $theme, in $language',
    async (look) => {
      const isSpanish = look.language === 'es'
      const page = await run.open('/explore?in=readings&q=celsius+%3E+20&from=always', look)
      await page.getByRole('link', { name: isSpanish ? 'Vigilar esta búsqueda' : 'Make a monitor' }).click()
      const search = page.getByRole('textbox', { name: isSpanish ? 'Búsqueda' : 'Search', exact: true })
      await expect.poll(() => search.textContent()).toBe('celsius > 20')
      const chart = page.getByRole('img', { name: isSpanish ? /Se habría disparado/ : /It would have fired/ })
      await chart.waitFor()
      await page
        .getByRole('textbox', { name: isSpanish ? 'Nombre' : 'Name' })
        .fill(isSpanish ? 'Muy cálido' : 'Too warm')
      await page.getByRole('combobox', { name: isSpanish ? 'Qué se mide' : 'What is measured' }).click()
      await page.getByRole('option', { name: isSpanish ? 'Mayor' : 'Greatest' }).click()
      await expect
        .poll(() => page.getByRole('combobox', { name: isSpanish ? 'Campo' : 'Field', exact: true }).inputValue())
        .toBe('celsius')
      await page.getByRole('textbox', { name: isSpanish ? 'Umbral' : 'Threshold' }).fill('40.5')
      await page.getByText(isSpanish ? 'Se habría disparado 1 vez' : 'It would have fired 1 time').waitFor()
      await page.locator('[data-threshold="40.5"]').waitFor({ state: 'attached' })
      await keepPicture(page, 'monitors-new', look)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole('button', { name: isSpanish ? 'Añadir un canal' : 'Add a channel' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox').last().fill('https://127.0.0.1:1/hook')
      await dialog.getByRole('button', { name: isSpanish ? 'Añadir un canal' : 'Add a channel' }).click()
      await dialog.waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: isSpanish ? 'Crear el vigilante' : 'Make the monitor' }).click()
      await page.getByText('value > 40.5', { exact: true }).waitFor()
      const name = isSpanish ? 'muy_calido' : 'too_warm'
      await page
        .getByRole('button', { name: new RegExp(name) })
        .first()
        .waitFor()
      const made = (await fileOf()).split(`  ${name}:`)[1]!
      expect(made).toContain('measure: max(celsius)')
      expect(made).toMatch(/notify: \[ ?slack/)
      expect(await fileOf()).not.toContain('127.0.0.1:1')
    },
  )

  it('says under a field what is wrong with it, and changes one by form with its comments kept', async () => {
    const path = '/api/project/monitors/hot'
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({
      yaml: 'hot:\n  # Why it is watched.\n  kql: "celsius > 30"\n  in: readings\n  when: value > 1 # Once is chance.\n  over: 1h\n',
    })
    expect((await run.product.request(path, { method: 'PUT', headers, body })).status).toBe(200)
    const page = await run.open('/monitors?name=hot&edit=form')
    const search = page.getByRole('textbox', { name: 'Search', exact: true })
    await search.fill('celsius > (')
    await page.getByText('Cannot', { exact: false }).first().waitFor()
    await page.locator('[data-wrong]').waitFor()
    await expect.poll(() => search.getAttribute('aria-invalid')).toBe('true')
    await search.fill('celsius > 35')
    await page.getByRole('textbox', { name: 'Holds for' }).fill('2m')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('hot is saved').waitFor()
    const text = await fileOf()
    for (const kept of ['# Why it is watched.', '# Once is chance.', 'kql: "celsius > 35"', 'for: 2m', 'over: 1h'])
      expect(text).toContain(kept)
  })

  it('removes one, after asking', async () => {
    const page = await run.open('/monitors?name=hot')
    await page.getByRole('heading', { name: 'hot' }).waitFor()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('hot is removed').waitFor()
    expect(await fileOf()).not.toContain('hot:')
  })

  it('begins a new one from the palette', async () => {
    const page = await run.open('/pipeline')
    await page.getByRole('navigation').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or jump to' }).fill('new monitor')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'New monitor' }).waitFor()
  })
})
