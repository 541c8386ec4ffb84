import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: published
streams: { readings: {} }
datasets: { readings: {} }
endpoints:
  /readings:
    summary: The latest readings of a place.
    sql: |
      -- The latest first.
      select place, celsius from readings
      where ($place is null or place = $place) and celsius >= $least
      order by place, celsius desc
    params:
      place: { type: text, required: false, description: "Which place." }
      least: { type: integer, min: -50, max: 60, default: 0, description: "The least temperature." }
    rate: 100/m
    pages: true
  /places/{place}: { sql: "select count(*) as n from readings where place = $place", params: { place: text }, one: true, public: true }
  /mine: { sql: "select place from readings", scope: "place = $token.place" }
`
const hostile = '<img src=x onerror=alert(1)>'

describe.skipIf(absence)(`endpoints${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/readings', [
        { place: 'P-01', celsius: 12 },
        { place: hostile, celsius: 41 },
      ])
    })
    for (const path of ['/readings', '/readings?least=20', '/readings?least=no', '/places/P-01'])
      await run.product.request(path)
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows all and how they fare, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/endpoints', look)
    await page.getByRole('row', { name: /\/readings/ }).waitFor()
    await keepPicture(page, 'endpoints', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('shows one with what it takes and costs, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/endpoints?name=/readings', look)
    await page.getByRole('button', { name: look.language === 'es' ? 'Enviar' : 'Send' }).click()
    await page.getByText('"celsius": 41').waitFor()
    await page.locator('[data-kind="keyword"]').first().waitFor()
    await page.getByRole('img').first().waitFor()
    await keepPicture(page, 'endpoint', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('shows within which time it answers, over an hour or a month', async () => {
    const page = await run.open('/endpoints?name=/readings')
    const percentiles = page.getByRole('img', { name: /^At last half of the answers came within/ })
    await percentiles.waitFor()
    expect(await page.getByRole('list', { name: 'At last' }).textContent()).toMatch(/p50.*p95.*p99/)
    await page.getByText('30 d', { exact: true }).click()
    await expect.poll(() => percentiles.locator('path').count()).toBe(3)
    await run
      .open('/endpoints?name=/mine')
      .then((other) => other.getByText('Nobody has asked it in this time.').waitFor())
  })

  it('tries one with values, and shows refusals as they are', async () => {
    const page = await run.open('/endpoints')
    await page.getByRole('link', { name: '/readings' }).click()
    await page.getByRole('textbox', { name: /^place/ }).fill(hostile)
    await page.getByText('GET /readings?place=%3Cimg').waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    const answer = page.getByRole('status').filter({ hasText: '200' })
    await answer.getByText(hostile).waitFor()
    await answer.getByText('Headers').click()
    await answer.getByText('ratelimit-remaining').waitFor()
    await page.getByRole('textbox', { name: /^least/ }).fill('99')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('status').filter({ hasText: '400' }).getByText('from -50 to 60').waitFor()
    await page.getByRole('tab', { name: 'JavaScript' }).click()
    await page.getByText('await fetch(').waitFor()
    // A path has its parameters in it; nobody needs a key for what is public.
    await page.goto(page.url().replace(/name=.*/, `name=${encodeURIComponent('/places/{place}')}`))
    await page.getByRole('textbox', { name: /^place/ }).fill('P-01')
    await page.getByText('GET /places/P-01').waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('"n": 1').waitFor()
    await page.getByText('It is public: nobody needs a key.').waitFor()
  })

  it('makes a key with its quota and rows, shown once, and revokes it', async () => {
    const page = await run.open('/endpoints?name=/mine')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Who will use it').fill('acme')
    await page.getByLabel('Quota').fill('1/h')
    await page.getByLabel('What is known of it: place').fill('P-01')
    await keepPicture(page, 'endpoint-key')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Make key' }).click()
    const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? ''
    const asked = () =>
      fetch(`${run.product.connection().url}/mine`, { headers: { authorization: `Bearer ${secret}` } })
    expect(await (await asked()).json()).toEqual([{ place: 'P-01' }])
    expect((await asked()).status).toBe(429)
    await page.keyboard.press('Escape')
    await page.getByRole('row', { name: /acme.*1\/h.*1 of 1/ }).waitFor()
    expect(await page.getByText(secret).count()).toBe(0)
    await page.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('acme is not let in any more').waitFor()
    expect((await asked()).status).toBe(401)
  })
})
