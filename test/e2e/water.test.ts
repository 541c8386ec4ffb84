import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { columnOf } from '../../examples/water/functions/fields.ts'
import { adapt } from '../../examples/water/weekly/adapter.ts'
import { type Delivery, deliver } from '../../examples/water/weekly/delivery.ts'
import { writeFiles } from '../../examples/water/weekly/write-files.ts'
import { absence as absentBrowser, BrowserRun } from '../support/browser.ts'
import { BrowserContexts } from '../support/browser-contexts.ts'
import { launchOptions } from '../support/chromium.ts'
import { caudal, Product } from '../support/product.ts'
import { Mailbox } from '../water/mailbox.ts'
import { absence, type FiledReading, type MonthlyRow, type Reference, referenceOf } from '../water/pandas.ts'
import { byFileAndPlace, invalidRowsOf, monthlyOf, noticesIn, waterProject } from '../water/project.ts'

if (absence && process.env.CI) throw new Error(absence)

/** Public series that nobody here wrote; they lie beside the checkout, not in it. */
const series = fileURLToPath(new URL('../../../shared/data/series', import.meta.url))
const patience = { timeout: 150_000, interval: 100 }
const timeout = 200_000

describe.skipIf(absence !== undefined)(`the water example${absence ? ` (${absence})` : ''}`, () => {
  let product: Product
  let folder: string
  let landing: string
  let remove: () => Promise<void>
  let expected: Reference
  /** A week of the stations that comes later than the others. */
  let late: Delivery
  /** The files in the order in which they were dropped. */
  let dropped: string[]
  const mailbox = new Mailbox()

  const monthly = () => monthlyOf(product).catch(() => [])
  const drop = async (files: readonly Delivery[]) => {
    await writeFiles(landing, files)
    dropped.push(...files.map(({ name }) => name))
  }
  /** Waits until the product has what pandas makes of all files that were dropped. */
  const untilExpected = async () => {
    expected = referenceOf(landing, dropped)
    await vi.waitFor(async () => expect(await monthly()).toEqual(expected.monthly), patience)
  }

  beforeAll(async () => {
    ;({ folder, landing, remove } = await waterProject(await mailbox.open()))
    product = new Product(folder)
    product.spawn()
    await product.untilReady(60_000)
    dropped = []
    if (existsSync(series)) await drop(await adapt(series, 'river'))
    const stations = deliver({ seed: 11, places: 4, from: '2023-01-02', weeks: 60 })
    late = stations.splice(30, 1)[0]!
    await drop(stations)
    await untilExpected()
  }, timeout)

  afterAll(async () => {
    await product.stop()
    await mailbox.close()
    await remove()
  })

  it('tells valid rows from invalid ones exactly as pandas does, with file, line, text and every reason', async () => {
    expect(inOrder(await invalidRowsOf(product))).toEqual(inOrder(expected.invalid))
    const { rows } = await product.json<{ rows: FiledReading[] }>('/api/sql', {
      sql: 'select file, line, date::text as date, place, mean, sd from readings',
      limits: { rows: 1_000_000 },
    })
    const named = rows.map((row) => ({ ...row, file: basename(row.file) }))
    expect(inOrder(named)).toEqual(inOrder(expected.news))
  })

  it('answers over HTTP what pandas answers', async () => {
    const answers = Object.entries(expected.answers)
    for (let i = 0; i < answers.length; i += 50) {
      const wanted = answers.slice(i, i + 50).map(([path, answer]) => [path, 200, answer])
      const asked = wanted.map(async ([path]) => {
        const response = await product.request(String(path))
        return [path, response.status, await response.json()]
      })
      expect(await Promise.all(asked)).toEqual(wanted)
    }
  })

  it('refuses parameters that are none, and says which months and places there are', async () => {
    const answerTo = async (path: string) => {
      const response = await fetch(`${product.connection().url}${path}`)
      return { status: response.status, text: JSON.stringify(await response.json()) }
    }
    const bad = [
      '/temp?year=2023&month=x',
      '/temp?year=2023&month=13',
      '/sd?month=3',
      '/maxdiff?year=2023&month=1&town=A',
    ]
    const found = await Promise.all(bad.map(answerTo))
    expect(found.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    for (const [i, name] of ['month', 'month', 'year', 'town'].entries()) expect(found[i]!.text).toContain(name)
    const { place, year, month } = expected.monthly.at(-1)!
    const first = expected.monthly.map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`).toSorted()[0]
    for (const path of [`/temp?year=1999&month=1&place=${place}`, `/temp?year=${year}&month=${month}`]) {
      const { status, text } = await answerTo(path)
      expect([status, text]).toEqual([404, expect.stringContaining(`first_month: ${first}`)])
      for (const { place } of expected.monthly) expect(text).toContain(place)
    }
    const { paths } = await product.json<{ paths: object }>('/api/endpoints/openapi.json')
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/temp', '/sd', '/maxdiff']))
    expect((await answerTo('/health')).status).toBe(200)
  })

  it('changes exactly the months that a late file touches, and tells which', { timeout }, async () => {
    const before = expected.monthly
    const since = new Date().toISOString()
    await drop([late])
    await untilExpected()
    const { stdout } = await caudal(['views', 'history', 'monthly', '--json', '--project', folder])
    const refreshes = (JSON.parse(stdout) as Refresh[]).filter(({ started }) => started > since)
    const told = refreshes.flatMap(({ keys }) => [...keys.added, ...keys.changed, ...keys.removed])
    expect(distinct(told)).toEqual(distinct(differences(before, expected.monthly).map(keyOf)))
  })

  it('corrects the month when an invalid row is corrected and replayed', { timeout }, async () => {
    const before = expected.monthly
    const { file, line } = expected.invalid.find(({ faults }) => faults.join() === 'mean out of range')!
    const [record] = await product.rows<{ id: number; original: string }>(
      `select _offset as id, original from readings_invalid where line = ${line} and request like '%/${file}'`,
    )
    const fields = Object.entries(JSON.parse(record!.original) as Record<string, string>)
    const text = JSON.stringify(
      Object.fromEntries(fields.map(([name, value]) => [name, columnOf(name) === 'mean' ? '31.5' : value])),
    )
    const order = ['replay', '--rejected', `readings_invalid:${record!.id}`, '--text', text, '--project', folder]
    expect(await caudal(order)).toMatchObject({ code: 0 })

    const values = Object.fromEntries(fields.map(([name, value]) => [columnOf(name), value]))
    const corrected = join(folder, 'corrected.csv')
    await writeFile(corrected, `date;place;mean;sd\n${values.date};${values.place ?? 'P-01'};31.5;${values.sd}\n`)
    dropped.push(corrected)
    await untilExpected()
    expect(differences(before, expected.monthly).length).toBeGreaterThan(0)
  })

  it.skipIf(absentBrowser)(
    'corrects the month when somebody edits and replays an invalid row in the browser',
    {
      timeout,
    },
    async () => {
      const before = expected.monthly
      const header = 'fecha;lugar;media;desviacion\n'
      const slip = Buffer.from(`${header}2023-03-08;P-04;999,9;99,9\n`)
      await drop([{ name: 'slip.csv', bytes: slip, day: '2025-06-01', truth: [] }])
      await writeFile(join(folder, 'mended.csv'), `${header}2023-03-08;P-04;30,5;0,1\n`)
      dropped.push(join(folder, 'mended.csv'))
      const waiting = async () => (await invalidRowsOf(product)).some(({ file }) => file === 'slip.csv')
      await vi.waitFor(async () => expect(await waiting()).toBe(true), patience)

      const contexts = new BrowserContexts(await chromium.launch(launchOptions))
      onTestFinished(() => contexts.close())
      const page = await new BrowserRun(product, contexts, async () => {}).open('/rejected')
      await page.getByRole('button', { name: /cannot read mean "999,9": .*; cannot read sd "99,9"/ }).click()
      await page.getByRole('textbox', { name: /: media$/ }).fill('30,5')
      await page.getByRole('textbox', { name: /: desviacion$/ }).fill('0,1')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Replay 1 corrected' }).click()
      await page.getByText('1 record is in the stream again').waitFor()
      await untilExpected()
      expect(differences(before, expected.monthly).map(keyOf)).toContainEqual(['P-04', '2023', '3'])

      await page.goto(page.url().replace(/\/rejected.*/, '/endpoints?name=/temp'))
      for (const [name, value] of Object.entries({ year: '2023', month: '3', place: 'P-04' }))
        await page.getByRole('textbox', { name: new RegExp(`^${name}`) }).fill(value)
      await page.getByRole('button', { name: 'Send' }).click()
      const { mean_temperature } = expected.monthly.find((row) => keyOf(row).join() === 'P-04,2023,3')!
      await page.getByText(`"mean_temperature": ${mean_temperature}`).waitFor()
    },
  )

  // Last, because a mail server takes its time for each of hundreds of mails.
  it('mails one notice for each file and place with a restless reading, with all of these readings', {
    timeout,
  }, async () => {
    await expect.poll(() => noticesIn(mailbox).length, patience).toBe(expected.notices.length)
    expect(noticesIn(mailbox)).toEqual(byFileAndPlace(expected.notices))
  })
})

type Refresh = {
  readonly started: string
  readonly keys: Record<'added' | 'changed' | 'removed', readonly (readonly string[])[]>
}

function keyOf({ place, year, month }: MonthlyRow): string[] {
  return [place, String(year), String(month)]
}

/** The rows of the second table that are not in the first as they are. */
function differences(before: readonly MonthlyRow[], after: readonly MonthlyRow[]): MonthlyRow[] {
  const known = new Set(before.map((row) => JSON.stringify(row)))
  return after.filter((row) => !known.has(JSON.stringify(row)))
}

function distinct(keys: readonly (readonly string[])[]): string[] {
  return [...new Set(keys.map((key) => key.join(' ')))].sort()
}

function inOrder<Row extends { readonly file: string; readonly line: number }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
