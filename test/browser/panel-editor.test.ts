import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: shop
streams: { shop: {}, vans: {} }
datasets: { shop: {}, vans: {} }
`
const dashboard = `title: Empty
panels: {}
`
const services = ['checkout', 'payments', 'search']

function records(count: number) {
  const begin = Date.now() - 600_000
  return Array.from({ length: count }, (_, i) => ({
    _time: new Date(begin + (i * 600_000) / count).toISOString(),
    service: services[i % 3],
    level: i % 7 === 0 ? 'error' : 'info',
    message: `request ${i}`,
    duration_ms: 20 + ((i * 37) % 400),
    bytes: 100 * (i % 50),
  }))
}

describe.skipIf(absence)(`the editor of panels${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/shop', records(600))
      const places = records(30).map(({ _time, service }, i) => ({
        _time,
        service,
        lat: 40 + i / 10,
        lon: -3 - i / 10,
      }))
      await product.json('/ingest/vans', places)
      await product.untilStored()
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ yaml: dashboard })
      const saved = await product.request('/api/dashboards/empty', { method: 'PUT', headers, body })
      expect(await saved.json()).toMatchObject({ name: 'empty' })
    })
  })

  afterAll(() => run?.stop())

  async function editor(look = {}) {
    const page = await run.open('/dashboards/empty?from=now-1h', look)
    await page.getByRole('button', { name: /^(Edit|Editar)$/ }).click()
    await page
      .getByRole('button', { name: /^(Add panel|Añadir panel)$/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const preview = dialog.getByRole('region', { name: /^(Preview|Vista previa)$/ })
    const choose = async (dataset: string) => {
      await dialog.getByRole('combobox', { name: /^(Dataset|Conjunto de datos)$/ }).click()
      await page.getByRole('option', { name: dataset, exact: true }).click()
    }
    return { page, dialog, preview, choose }
  }

  it('draws each kind with what the fields of the dataset offer', async () => {
    const { page, dialog, preview, choose } = await editor()
    await preview.getByText('Choose a dataset').waitFor()
    await choose('shop')
    await preview.locator('canvas').waitFor()
    for (const kind of ['Treemap', 'Flows', 'Bubbles', 'Points', 'Columns', 'Horizontal bars', 'Radar', 'Histogram']) {
      await dialog.getByRole('radio', { name: kind, exact: true }).click()
      await expect.poll(() => preview.getByText(/ needs? |Asking|Nothing/).count(), { message: kind }).toBe(0)
      await preview.locator('canvas').waitFor()
      await keepPicture(page, `panel-kind-${kind}`)
    }
    await dialog.getByRole('radio', { name: 'Map', exact: true }).click()
    await preview.getByText('Map needs fields with latitude and longitude').waitFor({ state: 'hidden' })
    await choose('vans')
    await preview.locator('canvas').waitFor()
  })

  it.each(looks)('says what a kind needs, and at which field, at $width px, $theme, in $language', async (look) => {
    const { page, dialog, preview, choose } = await editor(look)
    const [kind, need] =
      look.language === 'es'
        ? ['Mapa de áreas', 'Mapa de áreas: hace falta un campo por el que dividir.']
        : ['Treemap', 'Treemap needs a field to split by.']
    await choose('shop')
    await dialog.getByRole('radio', { name: kind, exact: true }).click()
    await preview.locator('canvas').waitFor()
    const by = dialog.getByRole('combobox', { name: /^(Split by|Dividir por)$/ })
    await by.press('Backspace')
    await preview.getByText(need).waitFor()
    await expect.poll(() => dialog.getByText(need).count()).toBe(2)
    expect(await by.getAttribute('aria-invalid')).toBe('true')
    await by.scrollIntoViewIfNeeded()
    await keepPicture(page, 'panel-needs', look)
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
  })

  it('completes a search as Explore does, and says under it what is wrong with it or was not meant', async () => {
    const { page, dialog, preview, choose } = await editor()
    await choose('shop')
    const filter = dialog.getByRole('textbox', { name: 'Only records that match (KQL)' })
    await filter.click()
    await page.keyboard.type('serv')
    await page.locator('.cm-tooltip-autocomplete').getByText('service').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'hidden' })
    await page.keyboard.type('ice:pay')
    await page.locator('.cm-tooltip-autocomplete').getByText('payments').waitFor()
    await keepPicture(page, 'panel-kql')
    await page.keyboard.press('Tab')
    expect(await filter.textContent()).toBe('service:payments')
    await preview.locator('canvas').waitFor()
    await filter.fill('srvice:payments')
    await dialog.getByText('did you mean "service"?').waitFor()
    await filter.fill('service:(')
    await expect.poll(() => filter.locator('xpath=ancestor::*[@data-wrong]').count()).toBe(1)
    await keepPicture(page, 'panel-kql-wrong')
    expect(await violationsOf(page, '[role=dialog]')).toEqual([])
  })
})
