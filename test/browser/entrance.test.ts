import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = 'name: entrance\nstreams:\n  logs: {}\ndatasets:\n  logs: {}\n'
const password = 'a river runs through it'

describe.skipIf(absence)(`the way in${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  let link: string

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/logs', [{ message: 'started' }])
      const file = await readFile(join(product.folder, '.caudal', 'first-administrator.txt'), 'utf8')
      link = new URL(file.trim()).hash
    })
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows the link of the first administrator, at $width px, $theme, in $language', async (look) => {
    const page = await run.open(`/join${link}`, { ...look, isStranger: true })
    await page.locator('input[type=password]').nth(1).waitFor()
    await keepPicture(page, 'join', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('makes the first administrator, who is in, and comes in again by name and password', async () => {
    const page = await run.open(`/join${link}`, { isStranger: true })
    await page.getByLabel('Name').fill('ana')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Password, once more').fill('something else')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('The two passwords differ.').waitFor()
    await page.getByLabel('Password, once more').fill(password)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('navigation').waitFor()
    await page.getByRole('table').waitFor()
    await page.reload()
    await page.getByRole('navigation').waitFor()

    await page.getByRole('button', { name: 'Preferences' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('Name').fill('ana')
    await page.getByLabel('Password', { exact: true }).fill('not this one')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await keepPicture(page, 'login')
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').waitFor()
  })

  it('says that a link was used already', async () => {
    const page = await run.open(`/join${link}`, { isStranger: true })
    await page.getByText('This link is not valid').waitFor()
    await keepPicture(page, 'join-void')
    expect(await violationsOf(page)).toEqual([])
  })
})
