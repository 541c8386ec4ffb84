import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, type Look, looks, violationsOf } from '../support/browser.ts'

const yaml = `name: uploads
# Sent by hand.
streams:
  readings: {}
datasets:
  readings:
    fields: { celsius: number }
    rules:
      - { field: celsius, type: number, severity: reject }
`

const rivers = `fecha;lugar;caudal;nota
2026-03-01T10:00:00Z;00501;1,5;<img src=x onerror=alert(1)>
2026-03-02T10:00:00Z;00502;2,25;
2026-03-03T10:00:00Z;00503;n/a;no medido
`

describe.skipIf(absence)(`uploads${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  let folder: string

  beforeAll(async () => {
    run = await BrowserRun.start(yaml, async (product) => {
      await product.json('/ingest/readings', [{ celsius: 1 }])
    })
    folder = await mkdtemp(join(tmpdir(), 'caudal-upload-'))
  })

  afterAll(async () => {
    await run?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const fileOf = async (name: string, content: string | Uint8Array) => {
    const path = join(folder, name)
    await writeFile(path, content)
    return path
  }
  const choose = async (name: string, content: string | Uint8Array, look: Look = {}): Promise<Page> => {
    const page = await run.open('/data?upload=new', look)
    await page.locator('input[type=file]').setInputFiles(await fileOf(name, content))
    return page
  }
  const send = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Upload', exact: true }).click()
  const targetOf = (page: Page) => page.locator('input').and(page.getByLabel('Into the dataset'))
  /** The machine may be busy, and a new dataset is declared first. */
  const patience = { timeout: 60_000 }

  it('reads dates as people write them: by their values, or as somebody says where these do not tell', async () => {
    const page = await choose(
      'entregas.csv',
      'id;pedido;entrega;otra\n1;01/03/2024;02/04/2024;01/02/2024\n2;31/03/2024;03/04/2024 9:30 PM;01/03/2024\n',
    )
    const typeOf = (name: string) => page.getByRole('combobox', { name: `${name} is` })
    const cell = (text: string) => page.getByRole('cell', { name: text, exact: true })
    await cell('2024-03-31').waitFor()
    expect(await typeOf('pedido').inputValue()).toBe('day_first')
    await page.getByText('from 01/03/2024').waitFor()
    await page.getByText(/do not tell whether the day or the month stands first/).waitFor()
    const submit = page.getByRole('dialog').getByRole('button', { name: 'Upload', exact: true })
    expect(await submit.isDisabled()).toBe(true)
    await keepPicture(page, 'upload-dates')
    expect(await violationsOf(page)).toEqual([])
    await typeOf('entrega').selectOption('month_first')
    await cell('2024-03-04T21:30:00').waitFor()
    await typeOf('otra').selectOption('as_text')
    await cell('01/02/2024').waitFor()
    await send(page)
    await page.getByText(/2 records are stored in entregas/).waitFor(patience)
    const sql =
      'select typeof(entrega) as is, _time::varchar as pedido, entrega::varchar as entrega, otra from entregas order by id desc limit 1'
    const { rows } = await run.product.json<{ rows: object[] }>('/api/sql', { sql })
    expect(rows).toEqual([
      { is: 'TIMESTAMP', pedido: '2024-03-31 00:00:00', entrega: '2024-03-04 21:30:00', otra: '01/03/2024' },
    ])
  })

  it.each(looks)('shows how a file is understood, at $width px, $theme, in $language', async (look) => {
    const page = await choose('caudales.csv', rivers, look)
    await page
      .getByText(look.language === 'es' ? /punto y coma/ : /semicolon/)
      .first()
      .waitFor()
    await page.getByRole('combobox', { name: /^caudal / }).selectOption('number')
    await page.getByText(look.language === 'es' ? '1 no encaja' : '1 does not fit').waitFor()
    await keepPicture(page, 'upload', look)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width)
    expect(await violationsOf(page)).toEqual([])
  })

  it.each(looks)('asks for a file, at $width px, $theme, in $language', async (look) => {
    const page = await run.open('/data', look)
    await page.getByRole('button', { name: look.language === 'es' ? 'Subir un archivo' : 'Upload a file' }).click()
    await page.getByRole('button', { name: look.language === 'es' ? 'Elija un archivo' : 'Choose a file' }).waitFor()
    await keepPicture(page, 'upload-choice', look)
    expect(await violationsOf(page)).toEqual([])
  })

  it('makes a new dataset of a file, with the types that were corrected and without what is left out', async () => {
    const page = await choose('Caudales 2026.csv', rivers)
    await page.getByRole('combobox', { name: 'caudal is' }).selectOption('number')
    await page.getByRole('combobox', { name: 'nota is' }).selectOption('ignore')
    const name = targetOf(page)
    expect(await name.inputValue()).toBe('caudales_2026')
    await name.fill('Ríos')
    await page.getByText('Lower-case letters, digits and _').waitFor()
    await name.fill('rios')
    await send(page)
    await page.getByRole('heading', { name: '3 records are stored in rios' }).waitFor(patience)
    await keepPicture(page, 'upload-done')
    expect(await violationsOf(page)).toEqual([])
    const file = await readFile(join(run.product.folder, 'caudal.yaml'), 'utf8')
    expect(file).toContain('# Sent by hand.')
    expect(await run.product.rows('select _time, lugar, caudal from rios order by lugar')).toEqual([
      { _time: '2026-03-01T10:00:00.000Z', lugar: '00501', caudal: 1.5 },
      { _time: '2026-03-02T10:00:00.000Z', lugar: '00502', caudal: 2.25 },
      { _time: '2026-03-03T10:00:00.000Z', lugar: '00503', caudal: null },
    ])
    const { columns } = await run.product.json<{ columns: { name: string; type: string }[] }>('/api/datasets/rios')
    expect(columns.map((column) => column.name)).not.toContain('nota')
    await page.getByRole('link', { name: 'See the dataset' }).click()
    await page.getByRole('heading', { level: 1, name: 'rios' }).waitFor()
  })

  it('fills a dataset that there is from a compressed file, and leads to what was rejected', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => JSON.stringify({ celsius: i === 77 ? 'hot' : i / 10 }))
    const page = await choose('readings.ndjson.gz', gzipSync(lines.join('\n')))
    await page.getByText(/JSON lines, UTF-8, gzip/).waitFor()
    await page.getByText(/its types stay/).waitFor()
    await send(page)
    await page.getByRole('heading', { name: '4,999 records are stored in readings' }).waitFor(patience)
    await page.getByText('1 could not be stored and waits with the reason.').waitFor()
    await page.getByRole('link', { name: 'Decide on them' }).click()
    await page.waitForURL(/\/rejected\?in=readings/)
    expect(await run.product.rows('select count(*)::int as n from readings')).toEqual([{ n: 5000 }])
  })

  it('understands a Parquet file by parts of it, and sends it without holding it', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const select =
      "select range as n, md5(range::varchar) as name, timestamp '2026-03-01' + to_seconds(range) as at, 1.5 as litres from range(80000)"
    await connection.run(`copy (${select}) to '${join(folder, 'flows.parquet')}' (format parquet)`)
    connection.closeSync()
    const page = await run.open('/data?upload=new')
    await page.locator('input[type=file]').setInputFiles(join(folder, 'flows.parquet'))
    await page.getByText(/80,000 records/).waitFor(patience)
    await page.getByRole('cell', { name: '2026-03-01T00:00:19' }).waitFor()
    expect(await page.getByLabel('The time of a record is').inputValue()).toBe('at')
    await keepPicture(page, 'upload-parquet')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('combobox', { name: 'litres is' }).selectOption('ignore')
    await send(page)
    await page.getByRole('heading', { name: '80,000 records are stored in flows' }).waitFor(patience)
    expect(await run.product.rows('select count(distinct n)::int as n, max(_time) as last from flows')).toEqual([
      { n: 80_000, last: '2026-03-01T22:13:19.000Z' },
    ])
  })

  it('goes on where it was after the connection was lost, and stores nothing twice', async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => JSON.stringify({ n: i }))
    const page = await choose('broken_off.ndjson', lines.join('\n'))
    let attempts = 0
    const keys = new Set<string>()
    await page.route('**/ingest/**', async (route) => {
      keys.add(route.request().headers()['idempotency-key'] ?? '')
      // The server has all of it, and its answer never arrives.
      if (attempts++ > 0) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await send(page)
    await page.getByRole('alert').waitFor(patience)
    await keepPicture(page, 'upload-failed')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: '2,000 records are stored in broken_off' }).waitFor(patience)
    expect(keys.size).toBe(1)
    expect(await run.product.rows('select count(*)::int as n, count(distinct n)::int as d from broken_off')).toEqual([
      { n: 2000, d: 2000 },
    ])
  })

  it('is cancelled, and says what stays', async () => {
    const page = await choose('cancelled.ndjson', '{"a":1}\n')
    await page.route('**/ingest/**', () => {})
    await targetOf(page).fill('readings')
    await send(page)
    await page.getByText(/of 8 B/).waitFor(patience)
    await keepPicture(page, 'upload-sending')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled. What was received until then stays.').waitFor()
  })

  it.each([
    ['nothing.csv', '', /Cannot read "nothing.csv": it is empty/],
    ['photo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 0, 0, 0), /got binary data/],
    ['rows.parquet', 'PAR1\u0015\u0004', /Cannot read "rows.parquet": cannot read Parquet/],
  ])('says in words why %s cannot be taken, and takes another', async (name, content, message) => {
    const page = await choose(name, content)
    await page.getByRole('alert').filter({ hasText: message }).waitFor()
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
  })

  it('reads a file otherwise than it was understood', async () => {
    const page = await choose('ciudades.csv', Buffer.from('ciudad,n\nMálaga,1\nCádiz,2\n', 'latin1'))
    await page
      .getByText(/Windows-1252/)
      .first()
      .waitFor()
    await page.getByRole('cell', { name: 'Málaga' }).waitFor()
    await page.getByText('Read it otherwise').click()
    await page.getByRole('combobox', { name: 'Format' }).selectOption('lines')
    await page.getByRole('cell', { name: 'Málaga,1' }).waitFor()
  })

  it('takes a file that is dropped anywhere, and says that folders and several cannot be taken', async () => {
    const page = await run.open('/data/readings')
    await page.getByRole('heading', { level: 1, name: 'readings' }).waitFor()
    const drop = (names: readonly string[]) =>
      page.evaluate(`(() => {
        const data = new DataTransfer()
        for (const name of ${JSON.stringify(names)}) data.items.add(new File(['{"celsius":3}\\n'], name))
        for (const type of ['dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
      })()`)
    await drop(['a.ndjson', 'b.ndjson'])
    await page.getByText('One file at a time can be uploaded.').waitFor()
    await drop(['a.ndjson'])
    await page.getByRole('heading', { name: 'Upload a.ndjson' }).waitFor()
    expect(await targetOf(page).inputValue()).toBe('readings')
  })
})
