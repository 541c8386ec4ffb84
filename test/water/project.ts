/** The example's project in a folder of its own, with an empty landing folder and the mail server of a test. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Product } from '../support/product.ts'
import { faultsIn } from './faults.ts'
import type { Mailbox } from './mailbox.ts'
import type { MonthlyRow, Reference } from './pandas.ts'

const example = fileURLToPath(new URL('../../examples/water', import.meta.url))

export async function waterProject(
  mailServer: string,
): Promise<{ folder: string; landing: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-water-'))
  const landing = join(folder, 'landing')
  await mkdir(landing)
  for (const part of ['functions', 'sql']) await cp(join(example, part), join(folder, part), { recursive: true })
  const yaml = await readFile(join(example, 'caudal.yaml'), 'utf8')
  await writeFile(join(folder, 'caudal.yaml'), yaml.replace(/smtp:\/\/[^\s}]+/, mailServer))
  return { folder, landing, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}

/** The monthly table as the product has it. */
export function monthlyOf(product: Product): Promise<MonthlyRow[]> {
  return product.rows<MonthlyRow>(
    `select place, year, month, mean_temperature, max_temperature, max_sd, max_difference, compared_with, gap_months
     from monthly order by place, year, month`,
  )
}

/** Rejected rows as the product tells of them: the file, the line, what stood there, and what is wrong. */
export async function invalidRowsOf(product: Product): Promise<Reference['invalid'][number][]> {
  const rows = await product.rows<{ reason: string; request: string; line: number; original: string }>(
    'select reason, request, line, original from readings_invalid order by _offset',
  )
  return rows.map(({ reason, request, line, original }) => ({
    file: basename(request),
    line,
    // A row that the reader of CSV could cut into fields became a record, which has its text beside them.
    text: original.startsWith('{') ? (JSON.parse(original) as { text: string }).text : original,
    faults: faultsIn(reason),
  }))
}

/** The notices that were mailed, by file and place: the readings of each stand in it as rows. */
export function noticesIn({ mails }: Mailbox): Reference['notices'][number][] {
  const found = [...mails.values()].map(({ text }) => {
    const lines = text.split(/\r?\n/)
    const at = lines.findIndex((line) => /(^| \| )sd( \| |$)/.test(line))
    const columns = lines[at]?.split(' | ') ?? []
    const end = lines.indexOf('', at)
    const rows = lines.slice(at + 1, end).map((line) => {
      const cells = line.split(' | ')
      return (name: string) => cells[columns.indexOf(name)] ?? ''
    })
    return {
      file: basename(rows[0]?.('file') ?? ''),
      place: rows[0]?.('place') ?? '',
      readings: rows.map((row) => ({ date: row('date'), mean: Number(row('mean')), sd: Number(row('sd')) })),
    }
  })
  return byFileAndPlace(found)
}

export function byFileAndPlace<Row extends { readonly file: string; readonly place: string }>(
  rows: readonly Row[],
): Row[] {
  const keyOf = ({ file, place }: Row) => `${file} ${place}`
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
