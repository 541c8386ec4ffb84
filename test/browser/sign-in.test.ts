import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = `name: people
streams: { logs: {} }
datasets: { logs: {} }
`
const password = 'a long way to the river'

async function fill(page: Page, name: string, secret = password): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').first().fill(secret)
  await page.keyboard.press('Enter')
}

describe.skipIf(absence)(`signing in in the browser${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  const firstLink = () =>
    new URL(readFileSync(join(run.product.folder, '.caudal/first-administrator.txt'), 'utf8').trim())
  const add = (name: string, role: string) => run.product.json('/api/users', { name, role, password })

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, (product) =>
      product.json('/ingest/logs', [{ level: 'info', message: 'started' }]).then(() => {}),
    )
  })

  afterAll(() => run?.stop())

  it.each(looks)(
    'tells where the first link is while nobody is there, at $width px, $theme, in $language',
    async (look) => {
      const page = await run.open('/', { ...look, isStranger: true })
      await page.getByText('first-administrator.txt').waitFor()
      await keepPicture(page, 'sign-in-nobody', look)
      expect(await violationsOf(page)).toEqual([])
      const { hash } = firstLink()
      const first = await run.open(`/join${hash}`, { ...look, isStranger: true })
      await first.locator('input[autocomplete="new-password"]').waitFor()
      await keepPicture(first, 'join', look)
      expect(await violationsOf(first)).toEqual([])
    },
  )

  it('lets in with a token, and says when nobody has it', async () => {
    const page = await run.open('/', { isStranger: true })
    await page.getByRole('button', { name: 'Use an access token' }).click()
    await page.getByLabel('Access token').first().fill('caudal_wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Nobody is known').waitFor()
    await page.getByLabel('Access token').first().fill(run.product.connection().token)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').waitFor()
  })

  it('makes the first administrator by the link, once', async () => {
    const { hash } = firstLink()
    const page = await run.open(`/join${hash}`, { isStranger: true })
    await page.getByRole('heading', { name: 'Welcome' }).waitFor()
    await fill(page, 'root', 'aaaaaaaaaaaa')
    await page.getByRole('alert').waitFor()
    await fill(page, 'root')
    await page.getByRole('navigation').waitFor()
    expect(page.url()).not.toContain('#')
    const guide = page.getByRole('region', { name: 'The first minute' })
    expect(await guide.getByRole('listitem').count()).toBe(5)
    await keepPicture(page, 'guide')
    expect(await violationsOf(page)).toEqual([])
    await guide.getByRole('link', { name: 'Your own data' }).click()
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Close the guide' }).click()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor()
    expect(await guide.count()).toBe(0)
    await page.getByRole('button', { name: 'Preferences' }).click()
    await page.getByText('root', { exact: true }).waitFor()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const again = await run.open(`/join${hash}`, { isStranger: true })
    await again.getByRole('heading', { name: 'does not work any more' }).waitFor()
    await keepPicture(again, 'join-void')
  })

  it.each(looks)('says that a login is wrong without saying what, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/', { ...look, isStranger: true })
    await page.locator('input[autocomplete="username"]').fill('nobody')
    await page.locator('input[autocomplete="current-password"]').fill('something')
    await page.keyboard.press('Enter')
    await page.getByText(look.language === 'es' ? 'no es correcto' : 'is wrong').waitFor()
    await keepPicture(page, 'sign-in', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('asks for the code of who has an authenticator app', async () => {
    await add('careful', 'reader')
    const visitor = new Visitor(run.product.connection().url)
    await visitor.post('/api/session', { name: 'careful', password })
    const { secret } = (await visitor.post('/api/session/totp', {})).body as { secret: string }
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const answer = await visitor.put('/api/session/totp', { secret, code: totp.generate(), password })
    const [recovery = ''] = (answer.body as { recovery_codes: string[] }).recovery_codes
    const page = await run.open('/', { isStranger: true })
    await fill(page, 'careful')
    await page.getByLabel('Code of your').fill('000000')
    await page.keyboard.press('Enter')
    await page.getByText('The code is wrong').waitFor()
    await keepPicture(page, 'sign-in-code')
    await page.getByLabel('Code of your').fill(recovery)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').waitFor()
  })

  it('keeps what was typed when the session ends, and goes on after signing in again', async () => {
    await add('ana', 'reader')
    const page = await run.open('/', { isStranger: true })
    await fill(page, 'ana')
    await page.getByRole('navigation').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('half a thought')
    await page.context().clearCookies()
    await page.evaluate("dispatchEvent(new Event('focus'))")
    await page.getByRole('dialog').filter({ hasText: 'Your session has ended' }).waitFor()
    await keepPicture(page, 'session-ended')
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Password').first().fill(password)
    await page.keyboard.press('Enter')
    await page.getByText('Your session has ended').waitFor({ state: 'hidden' })
    expect(await page.getByRole('combobox').inputValue()).toBe('half a thought')
  })

  it('shows nobody what their role may not do', async () => {
    await add('eve', 'writer')
    const page = await run.open('/explore', { isStranger: true })
    await fill(page, 'eve')
    await page.getByRole('heading', { name: 'This page is not for your role' }).waitFor()
    expect(await page.getByRole('link', { name: 'Explore' }).count()).toBe(0)
    await keepPicture(page, 'not-for-role')
    expect(await violationsOf(page)).toEqual([])
  })
})
