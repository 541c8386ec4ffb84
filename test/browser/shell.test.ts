import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: shell
streams:
  logs: {}
datasets:
  logs: {}
monitors:
  quiet: { on: logs, when: "false" }
`

describe.skipIf(absence)(`the shell of the browser${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/logs', [{ level: 'info', message: 'started' }])
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows the places without a serious violation, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/', look)
    await page.getByRole('navigation').waitFor()
    await page.getByText('shell', { exact: true }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe(look.language)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    await keepPicture(page, 'shell', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('reaches every place, dataset and part of the project with Ctrl+K', async () => {
    const page = await run.open('/')
    await page.getByRole('navigation').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('logs')
    await page.getByRole('option', { name: 'logs Datasets' }).waitFor()
    await keepPicture(page, 'palette')
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('/ui/explore?in=logs')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('quiet')
    await page.getByRole('option', { name: 'quiet Monitors' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('/ui/pipeline?part=monitor:quiet')
  })

  it('reaches what can be done with Ctrl+K, and loses no key that is typed before it is there', async () => {
    const page = await run.open('/')
    await page.getByRole('navigation').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('upload')
    await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('upload')
    await page.getByRole('option', { name: 'Upload a file' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('/ui/data?upload=new')
    await page.goto(page.url().replace('/data?upload=new', '/monitors'))
    await page.getByRole('navigation').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('cannot connect')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('/ui/explore?q=cannot+connect')
  })

  it('shows the keys with ? and closes them with Escape', async () => {
    const page = await run.open('/')
    await page.getByRole('navigation').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Show the keys').waitFor()
    await keepPicture(page, 'keys')
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('changes theme and language at once, and keeps them for the next visit', async () => {
    const page = await run.open('/')
    await page.getByRole('button', { name: 'Preferences' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.getByRole('menuitemradio', { name: 'Español' }).click()
    await page.getByRole('menuitemradio', { name: 'Oscuro' }).waitFor()
    await keepPicture(page, 'preferences')
    expect(await violationsOf(page)).toEqual([])
    await page.reload()
    await page.getByRole('button', { name: 'Preferencias' }).waitFor()
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(12, 17, 22)')
  })

  it('says that there is no such page, and leads back', async () => {
    const page = await run.open('/nowhere')
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await page.getByRole('link', { name: 'To the start' }).click()
    await expect.poll(() => page.url()).toContain('/ui/explore')
  })

  it('says that the connection is lost, and goes on by itself', async () => {
    const page = await run.open('/')
    await page.getByRole('table').waitFor()
    await page.route('**/api/**', (route) => route.abort())
    await page.route('**/ready', (route) => route.abort())
    await page.keyboard.press('r')
    await page.getByText('The connection to the server is lost').waitFor()
    await keepPicture(page, 'connection-lost')
    await page.unroute('**/api/**')
    await page.unroute('**/ready')
    await page.getByText('The connection to the server is lost').waitFor({ state: 'hidden' })
  })
})
