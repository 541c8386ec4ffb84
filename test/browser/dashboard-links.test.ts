import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { exampleProject } from '../support/example.ts'

describe.skipIf(absence)(`dashboards for others${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  const panel = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })
  const linkTo = async (rest: object) => {
    const body = { dashboard: 'parcels', title: 'Acme', ...rest }
    return (await run.product.json<{ path: string }>('/api/links', body)).path.replace('/ui', '')
  }

  beforeAll(async () => {
    run = await BrowserRun.startAt(await exampleProject('companies'))
    const stored = async () => {
      const asked = { sql: 'select count(*) as n from parcels' }
      expect((await run.product.json<{ rows: object[] }>('/api/sql', asked)).rows).toEqual([{ n: 280 }])
    }
    await vi.waitFor(stored, { timeout: 60_000, interval: 200 })
  }, 150_000)

  afterAll(() => run?.stop())

  it.each(looks)('show a company’s rows and brand by a link, at $width px, $theme, in $language', async (look) => {
    const page = await run.open(await linkTo({ tenant: 'acme' }), { ...look, isStranger: true })
    await panel(page, 'Sent').getByText('140').waitFor()
    await page.getByText('Acme Tools').waitFor()
    await panel(page, 'By depot').locator('canvas').waitFor()
    await keepPicture(page, 'shared', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
    const accent = await page.evaluate("getComputedStyle(document.body).getPropertyValue('--accent').trim()")
    if (look.theme === 'light') expect(accent).toBe('#b3261e')
    else expect(accent).not.toBe('#35c3c6')
  })

  it('keep what is filtered by click in the address, with the link', async () => {
    const page = await run.open(await linkTo({ tenant: 'acme' }), { isStranger: true })
    await panel(page, 'The latest').getByRole('button', { name: 'harbour' }).first().click()
    await page.getByRole('menuitem', { name: 'Only harbour' }).click()
    await panel(page, 'Sent').getByText('30', { exact: true }).waitFor()
    await page.reload()
    await panel(page, 'Sent').getByText('30', { exact: true }).waitFor()
  })

  it.each(looks)('say that a link is over, at $width px, $theme, in $language', async (look) => {
    const path = await linkTo({})
    const page = await run.open(`${path}x`, { ...look, isStranger: true })
    await page.getByRole('heading', { name: /This link shows|Este enlace/ }).waitFor()
    await keepPicture(page, 'shared-void', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('are shared from their menu, listed in the settings, and revoked there', async () => {
    const page = await run.open('/dashboards/parcels')
    await panel(page, 'Sent').getByText('280').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Share by link' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('For whom').fill('The board')
    await dialog.getByRole('combobox', { name: 'Rows of the company' }).click()
    await page.getByRole('option', { name: 'Globex' }).click()
    await dialog.getByLabel('Sites that may show it').fill('https://www.globex.example')
    await keepPicture(page, 'share')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const address = (await dialog.locator('[data-secret]').first().textContent())!.trim()
    await dialog.getByText('<iframe src=').waitFor()
    const other = await run.open(new URL(address).pathname.replace('/ui', '') + new URL(address).hash, {
      isStranger: true,
    })
    await panel(other, 'Sent').getByText('80', { exact: true }).waitFor()
    await page.goto(`${run.product.connection().url}/ui/settings/links`)
    await page.getByRole('row', { name: /The board/ }).waitFor()
    await keepPicture(page, 'settings-links')
    expect(await violationsOf(page)).toEqual([])
    await page
      .getByRole('row', { name: /The board/ })
      .getByRole('button', { name: 'Revoke' })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('row', { name: /The board/ }).waitFor({ state: 'hidden' })
    await other.reload()
    await other.getByRole('heading', { name: 'This link shows nothing any more' }).waitFor()
  })

  it('begin for staff at theirs, under the brand of the project', async () => {
    const page = await run.open('/')
    await expect.poll(() => page.url()).toContain('/ui/dashboards/staff')
    await panel(page, 'Parcels').getByText('280').waitFor()
    await expect.poll(() => page.title()).toContain('Rivers Carriers')
    await keepPicture(page, 'companies-staff')
    expect(await violationsOf(page)).toEqual([])
  })
})
