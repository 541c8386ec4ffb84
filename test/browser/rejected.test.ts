import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: water
streams:
  readings: {}
datasets:
  readings:
    fields: { celsius: number, date: date }
    rules:
      - { field: celsius, type: number, severity: reject }
      - { field: place, in: [P-01, P-04], severity: reject }
`

const records = [
  { date: '2024-03-12', celsius: '17,4', place: 'P-04' },
  { date: '2024-03-13', celsius: '18,1', place: 'P-04' },
  { date: '2024-03-14', celsius: 17.9, place: 'P-99' },
  { date: '2024-03-14', celsius: 17.9, place: '<img src=x onerror=alert(1)>' },
  { date: '2024-03-15', celsius: 17.2, place: 'P-01' },
]

const mend = `export default {
  *run(records) {
    for (const { record } of records) yield { ...record, celsius: Number(record.celsius.replace(',', '.')) }
  },
}
`

describe.skipIf(absence)(`rejected records${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  const send = (lines: readonly string[]) =>
    run.product.request('/ingest/readings', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => `${line}\n`).join(''),
    })
  const open = async () =>
    (await run.product.json<{ datasets: { open: number }[] }>('/api/rejected')).datasets.reduce(
      (sum, each) => sum + each.open,
      0,
    )

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.request('/ingest/readings', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${records.map((record) => JSON.stringify(record)).join('\n')}\nno record\n`,
      })
    })
    await mkdir(join(run.product.folder, 'functions'))
    await writeFile(join(run.product.folder, 'functions/mend.ts'), mend)
    await writeFile(join(run.product.folder, 'functions/broken.ts'), 'export default {')
  })

  afterAll(() => run?.stop())

  it.each(looks)('shows them by reason, beside what was expected, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/rejected', look)
    await page
      .getByRole('heading', { level: 1, name: look.language === 'es' ? /5 registros esperan/ : /5 records wait/ })
      .waitFor()
    await page
      .getByRole('button', { name: /celsius/ })
      .first()
      .click()
    const field = page.getByRole('textbox', { name: /: celsius/ })
    await field.waitFor()
    const why =
      look.language === 'es'
        ? [
            'se espera celsius de tipo number',
            'se espera place entre P-01, P-04',
            /no se puede leer la línea como JSON/,
          ]
        : ['expecting celsius of type number', 'expecting place one of P-01, P-04', /cannot read line as JSON/]
    for (const words of why) await page.getByRole('button', { name: words }).first().waitFor()
    // On a phone it stands below all reasons.
    const { scrollHeight, scrollY } = (await page.evaluate(
      '({ scrollHeight: document.documentElement.scrollHeight, scrollY })',
    )) as { scrollHeight: number; scrollY: number }
    if (look.width === 390 && scrollHeight > 1000) expect(scrollY).toBeGreaterThan(0)
    await keepPicture(page, 'rejected', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it('shows an example of a kind of reason on a line of its own', async () => {
    const page = await run.open('/rejected')
    await page.locator('button small').first().waitFor()
    const displays = await page.evaluate(
      "[...document.querySelectorAll('button small')].map((each) => getComputedStyle(each).display)",
    )
    expect(new Set(displays as string[])).toEqual(new Set(['block']))
  })

  it('counts them on the rail, as the equation does', async () => {
    const page = await run.open('/pipeline')
    await page.getByRole('link', { name: 'Rejected' }).getByText('5').waitFor()
    await expect.poll(() => page.locator('p[title]').first().textContent()).toContain('rejected 5')
  })

  it('corrects them one by one with a form, and replays them together', async () => {
    const page = await run.open('/rejected')
    await page
      .getByRole('button', { name: /celsius/ })
      .first()
      .click()
    await page.keyboard.press('Tab')
    await page.getByRole('textbox', { name: /: celsius/ }).press('Enter')
    await page.getByText('Expecting of type number').waitFor()
    await page.getByRole('textbox', { name: /: celsius/ }).fill('18 degrees')
    await page.keyboard.press('Enter')
    await page.getByText('Expecting of type number').waitFor()
    await page.getByText('1 of 2').waitFor()
    await page.getByRole('textbox', { name: /: celsius/ }).fill('18.1')
    await page.keyboard.press('Enter')
    await page.getByText('2 of 2').waitFor()
    await page.getByRole('textbox', { name: /: celsius/ }).fill('17.4')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Replay 2 corrected' }).click()
    await page.getByText('2 records are in the stream again').waitFor()
    await page.getByRole('heading', { name: /3 records wait/ }).waitFor()
    await run.product.untilStored()
    expect(await run.product.rows('select celsius from readings order by celsius')).toEqual([
      { celsius: 17.2 },
      { celsius: 17.4 },
      { celsius: 18.1 },
    ])
  })

  it('corrects what is no JSON as a text, once it is an object', async () => {
    const page = await run.open('/rejected')
    await page.getByRole('button', { name: /JSON/ }).first().click()
    const text = page.getByRole('textbox')
    await expect.poll(() => text.inputValue()).toBe('no record')
    expect(await page.getByRole('button', { name: 'Correct and next' }).isDisabled()).toBe(true)
    await text.fill('{"date":"2024-03-16","celsius":16.5,"place":"P-01"}')
    await page.getByRole('button', { name: 'Correct and next' }).click()
    await page.getByRole('button', { name: 'Replay 1 corrected' }).click()
    await page.getByText('1 record is in the stream again').waitFor()
    await page.getByRole('heading', { name: /2 records wait/ }).waitFor()
  })

  it('discards all of a reason with why', async () => {
    const page = await run.open('/rejected')
    await page.getByRole('button', { name: 'Discard…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /All \d/ }).check()
    await dialog.getByRole('textbox', { name: 'Why' }).fill('these places are gone')
    await keepPicture(page, 'rejected-discard')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click()
    await page.getByText(/discarded/).waitFor()
    await expect.poll(open).toBeLessThan(2)
  })

  it('corrects many with a function of the project, looked at first', async () => {
    await send(['{"celsius":"1,5","place":"P-01"}', '{"celsius":"2,5","place":"P-01"}'])
    await run.product.untilStored()
    const page = await run.open('/rejected')
    await page
      .getByRole('button', { name: /celsius/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Correct all 2 with a function…' }).click()
    const dialog = page.getByRole('dialog')
    const choice = dialog.getByRole('combobox', { name: 'File of the project' })
    await expect.poll(() => choice.inputValue()).toBe('functions/mend.ts')
    await choice.click()
    await page.getByRole('option', { name: 'functions/broken.ts' }).click()
    await dialog.getByRole('button', { name: 'Show what it makes of them' }).click()
    await dialog.getByRole('alert').waitFor()
    await choice.click()
    await page.getByRole('option', { name: 'functions/mend.ts' }).click()
    await dialog.getByRole('button', { name: 'Show what it makes of them' }).click()
    await dialog.getByText('It changes 2').waitFor()
    await keepPicture(page, 'rejected-function')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Replay 2 changed' }).click()
    await page.getByText('2 records are in the stream again').waitFor()
  })

  it('sets a field of all with a reason, looked at first, or writes a function to begin with', async () => {
    await send(['{"celsius":"warm","place":"P-01"}', '{"celsius":"hot","place":"P-01"}'])
    await run.product.untilStored()
    const page = await run.open('/rejected')
    await page
      .getByRole('button', { name: /celsius/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Set a field for all 2…' }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.getByRole('combobox', { name: 'Field' }).inputValue()).toBe('celsius')
    await dialog.getByRole('textbox', { name: 'The value for all of them' }).fill('21.5')
    await dialog.getByRole('button', { name: 'Show what it makes of them' }).click()
    await dialog.getByText('It changes 2').waitFor()
    await dialog.getByText('{"celsius":21.5,"place":"P-01"}').first().waitFor()
    await keepPicture(page, 'rejected-field')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('radio', { name: 'Take it away' }).check()
    expect(await dialog.getByRole('button', { name: /Replay/ }).isDisabled()).toBe(true)
    await dialog.getByRole('radio', { name: 'Give it a value' }).check()
    await dialog.getByRole('button', { name: 'Show what it makes of them' }).click()
    await dialog.getByRole('button', { name: 'Replay 2 changed' }).click()
    await page.getByText('2 records are in the stream again').waitFor()
    await run.product.untilStored()
    expect(await run.product.rows('select count(*)::int as n from readings where celsius = 21.5')).toEqual([{ n: 2 }])
    await rm(join(run.product.folder, 'functions'), { recursive: true })
    await send(['{"celsius":"cold","place":"P-01"}'])
    await run.product.untilStored()
    await page.reload()
    await page.getByRole('button', { name: 'Correct all 1 with a function…' }).click()
    await dialog.getByRole('button', { name: 'Write functions/mend.ts to begin with' }).click()
    await dialog.getByRole('button', { name: 'Show what it makes of them' }).click()
    await dialog.getByText('leaves 1 as they are').waitFor()
  })

  it('says so when none waits', async () => {
    for (const { dataset } of (await run.product.json<{ datasets: { dataset: string }[] }>('/api/rejected')).datasets)
      await run.product.json(`/api/rejected/${dataset}/discard`, { why: 'the end' })
    const page = await run.open('/rejected')
    await page.getByRole('heading', { name: 'No record waits for a decision' }).waitFor()
    await keepPicture(page, 'rejected-none')
    expect(await violationsOf(page)).toEqual([])
  })
})
