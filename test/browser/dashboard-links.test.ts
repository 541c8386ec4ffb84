import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { exampleProject } from '../support/example.ts'
import { MailServer, textOf } from '../support/smtp-server.ts'

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
    // Whose rows it shows is never chosen by silence.
    expect(await dialog.getByRole('button', { name: 'Make the link' }).isDisabled()).toBe(true)
    await dialog.getByRole('combobox', { name: 'Rows of the company' }).click()
    await page.getByRole('option', { name: 'Globex' }).click()
    await dialog.getByLabel('Sites that may show it').fill('https://www.globex.example')
    await keepPicture(page, 'share')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const address = (await dialog.getByRole('region', { name: 'URL' }).textContent())!.trim()
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

  describe('or for those who get them by mail', () => {
    let mail: MailServer
    /** Reports are drawn one after the other, on a machine that may be busy. */
    const patience = { timeout: 90_000 }
    const projectFile = () => readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')

    beforeAll(async () => {
      mail = new MailServer()
      const server = await mail.listen()
      const declaration = { type: 'email', to: ['office@example.org'], from: 'caudal@example.org', server }
      const answer = await run.product.request('/api/project/channels/post', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ declaration }),
      })
      expect(answer.status, await answer.text()).toBe(200)
    })

    afterAll(() => mail?.close())

    it('are written into the project by form, seen before, sent now, changed and removed', {
      timeout: 240_000,
    }, async () => {
      const page = await run.open('/dashboards/parcels')
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Send by mail on a schedule' }).click()
      const form = page.getByRole('dialog', { name: 'New report' })
      await expect.poll(() => form.getByLabel('Dashboard').inputValue()).toBe('parcels')
      await form.getByLabel('Title').fill('Acme weekly')
      await form.getByLabel('Time zone').fill('Nowhere/Else')
      await form.getByLabel('At', { exact: true }).fill('07:30')
      await form.getByLabel('Rows of the company').selectOption('acme')
      await form.getByLabel('Language').selectOption('es')
      await form.getByLabel('To', { exact: true }).fill('anna@acme.example')
      await form.getByRole('button', { name: 'Save' }).click()
      await form.getByText(/timezone "Nowhere\/Else"/).waitFor()
      await keepPicture(page, 'report-form')
      expect(await violationsOf(page)).toEqual([])
      await form.getByLabel('Time zone').fill('Europe/Madrid')
      await form.getByRole('button', { name: 'Save' }).click()
      const card = page.getByRole('region', { name: 'Acme weekly' })
      await card.getByText('Every Monday at 07:30 (Europe/Madrid) · post').waitFor()
      await card.getByText('Not sent yet').waitFor()
      expect(await projectFile()).toMatch(
        /reports:\n {2}acme_weekly:\n {4}dashboard: parcels\n {4}schedule: 30 7 \* \* 1/,
      )

      await card.getByRole('button', { name: 'Preview' }).click()
      const preview = page.getByRole('dialog', { name: 'Acme weekly' })
      await preview.getByRole('img', { name: 'Acme weekly, as it would be sent now' }).waitFor(patience)
      await keepPicture(page, 'report-preview')
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')

      await card.getByRole('button', { name: 'Send now' }).click()
      await card.getByText('Sent', { exact: true }).waitFor(patience)
      expect(mail.mails.map(({ to }) => to)).toEqual([['anna@acme.example']])
      expect(textOf(mail.mails[0]!)).toContain('Informe acme_weekly, hecho el')

      // The server takes none any more: what was given up is told, and tried again by hand.
      mail.refusal = 550
      await card.getByRole('button', { name: 'Send now' }).click()
      await card.getByText('Given up').waitFor(patience)
      mail.refusal = undefined
      await card.getByRole('button', { name: 'Try again' }).click()
      await card.getByText('Sent', { exact: true }).waitFor(patience)

      await card.getByRole('button', { name: 'Change' }).click()
      const changed = page.getByRole('dialog', { name: 'Acme weekly' })
      expect(await changed.getByLabel('To', { exact: true }).inputValue()).toBe('anna@acme.example')
      await changed.getByLabel('When').selectOption('monthly')
      await changed.getByRole('button', { name: 'Save' }).click()
      await card.getByText('On the first of the month at 07:30').waitFor()
    })

    it.each(looks)('are listed with how they fare, at $width px, $theme, in $language', async (look) => {
      const page = await run.open('/reports', look)
      await page.getByRole('region', { name: 'Acme weekly' }).waitFor()
      await keepPicture(page, 'reports', look)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
      expect(await violationsOf(page)).toEqual([])
    })

    it('are removed after asking', async () => {
      const page = await run.open('/reports')
      await page.getByRole('region', { name: 'Acme weekly' }).getByRole('button', { name: 'Remove' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
      await page.getByRole('heading', { name: 'No dashboard is sent by mail yet' }).waitFor()
      expect(await projectFile()).not.toContain('acme_weekly')
    })
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
