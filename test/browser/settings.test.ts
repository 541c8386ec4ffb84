import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, type Look, looks, violationsOf } from '../support/browser.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = `name: people
tenants: { acme: { title: Acme Ltd } }
roles: { client: { tenant: required, may: [view, read], only: [orders] } }
streams: { orders: {} }
datasets: { orders: { tenant: company } }
`
const password = 'a long way to the river'

describe.skipIf(absence)(`the settings in the browser${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/orders', [{ company: 'acme', n: 1 }])
      await product.json('/api/users', { name: 'root', title: 'Rita Root', role: 'admin', password })
      await product.json('/api/users', { name: 'ana', role: 'reader', password })
      await product.json('/api/users', { name: 'clara', title: 'Clara of Acme', role: 'client', tenant: 'acme' })
      await product.json('/api/tokens', { name: 'shop-backend', role: 'writer', only: ['orders'], expires: '90d' })
      const ana = new Visitor(product.connection().url)
      await ana.post('/api/session', { name: 'ana', password })
      await ana.post('/api/sql', { sql: 'select count(*) from orders' })
      await ana.get('/api/users')
    })
  })

  afterAll(() => run?.stop())

  async function signedIn(path: string, name: string, look: Look = {}): Promise<Page> {
    const page = await run.open(path, { ...look, isStranger: true })
    await page.locator('input[autocomplete="username"]').fill(name)
    await page.locator('input[autocomplete="current-password"]').fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
    return page
  }

  const pages = [
    { path: '/settings', shows: 'Rita Root · root' },
    { path: '/settings/people', shows: 'Clara of Acme' },
    { path: '/settings/tokens', shows: 'shop-backend' },
    { path: '/settings/audit', shows: 'select count(*) from orders' },
    { path: '/settings/installation', shows: 'Acme Ltd' },
  ]
  it.each(looks)('shows every page without a serious violation, at $width px, $theme, in $language', async (look) => {
    const page = await signedIn(pages[0]!.path, 'root', look)
    for (const { path, shows } of pages) {
      await page.goto(`${run.product.connection().url}/ui${path}`)
      await page.getByText(shows).first().waitFor()
      await keepPicture(page, path.slice(1).replace('/', '-'), look)
      expect(await violationsOf(page), path).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(look.width)
    }
  })

  it('invites somebody by a link that is shown once, changes what they may do, and removes them', async () => {
    const page = await signedIn('/settings/people', 'root')
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('newcomer')
    await page.getByText('Sees the rows of all companies.').waitFor()
    await keepPicture(page, 'settings-invite')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.locator('[data-secret]').textContent()
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/ui\/join#[\w-]{20,}$/)
    await keepPicture(page, 'settings-link')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    const row = page.getByRole('row').filter({ hasText: 'newcomer' }).first()
    await row.getByText('invited').waitFor()

    const joined = await run.open(new URL(link!).pathname.slice(3) + new URL(link!).hash, { isStranger: true })
    await joined.locator('input[autocomplete="new-password"]').fill(password)
    await joined.keyboard.press('Enter')
    await joined.getByRole('navigation').first().waitFor()
    expect(await joined.getByRole('link', { name: 'Explore' }).count()).toBe(0)

    await row.getByRole('button', { name: 'What can be done with newcomer' }).click()
    await page.getByRole('menuitem', { name: 'Change' }).click()
    await page.getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: 'editor' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await row.getByText('editor').waitFor()

    await row.getByRole('button', { name: 'What can be done with newcomer' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await row.waitFor({ state: 'hidden' })
  })

  it('asks for the company where the role is for people of one, and shows it on a phone, too', async () => {
    const page = await signedIn('/settings/people', 'root', { width: 390 })
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('carl')
    await page.getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: 'client' }).click()
    await page.getByRole('button', { name: 'Make the link' }).click()
    expect(await page.locator('[data-secret]').count()).toBe(0)
    await page.getByRole('combobox', { name: 'Company' }).click()
    await page.getByRole('option', { name: 'Acme Ltd' }).click()
    await page.getByRole('button', { name: 'Make the link' }).click()
    await page.locator('[data-secret]').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    const row = page.getByRole('row').filter({ hasText: 'carl' }).first()
    expect(await row.getByText('acme', { exact: true }).filter({ visible: true }).count()).toBe(1)
    await run.product.request('/api/users/carl', { method: 'DELETE' })
  })

  it('makes a token whose secret is shown once, and revokes it', async () => {
    const page = await signedIn('/settings/tokens', 'root')
    await page.getByRole('button', { name: 'New token' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('meter-7')
    await page.getByRole('button', { name: 'Make the token' }).click()
    const secret = await page.locator('[data-secret]').textContent()
    const { url } = run.product.connection()
    const send = () =>
      fetch(`${url}/ingest/orders`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: '{"n":2}' })
    expect((await send()).status).toBe(200)
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    expect(await page.content()).not.toContain(secret)
    const row = page.getByRole('row').filter({ hasText: 'meter-7' })
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await row.waitFor({ state: 'hidden' })
    expect((await send()).status).toBe(401)
  })

  it('sets up an authenticator app by a picture drawn here, gives recovery codes once, and takes it away again', async () => {
    const page = await signedIn('/settings', 'ana')
    await page.getByRole('button', { name: 'Set up' }).click()
    const secret = (await page.locator('[data-secret]').textContent())!
    await page.getByRole('img', { name: 'The key as a picture' }).waitFor()
    await keepPicture(page, 'settings-authenticator')
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Code that the app shows').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    await page.getByRole('dialog').getByLabel('Present password').first().fill('not this one')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.getByRole('dialog').getByLabel('Present password').first().fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('listitem').nth(9).waitFor()
    await keepPicture(page, 'settings-recovery')
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByText('Signing in takes a code of your app.').waitFor()
    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByRole('dialog').getByLabel('Present password').first().fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Set up' }).waitFor()
  })

  it('changes the password, which ends the other sessions, and lists the one that is left', async () => {
    const page = await signedIn('/settings', 'root')
    await page.getByLabel('Present password').first().fill(password)
    await page.getByLabel('New password').first().fill('another way to the river')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByText('The password is changed.').waitFor()
    await page.reload()
    await page.getByText('this one').waitFor()
    expect(await page.getByRole('button', { name: 'End' }).count()).toBe(0)
  })

  it('shows of the settings only one’s own to who may not administer', async () => {
    const page = await signedIn('/settings/people', 'ana')
    await page.getByRole('heading', { name: 'This page is not for your role' }).waitFor()
    await page.goto(`${run.product.connection().url}/ui/settings`)
    await page.getByRole('heading', { name: 'My account' }).waitFor()
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0)
  })
})
