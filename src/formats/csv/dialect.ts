import { type Row, RowScanner } from './rows.ts'
import { boolean, kindOf, number, text } from './values.ts'

/** How a CSV is written, as found out from its beginning. */
export interface Dialect {
  readonly delimiter: string
  /** Undefined where there is none yet. */
  readonly decimal: string | undefined
  readonly hasHeader: boolean
}

/** What the options say already. */
export interface KnownDialect {
  readonly delimiter: string | undefined
  readonly quote: string
  readonly decimal: string | undefined
  readonly hasHeader: boolean | undefined
}

/** How much of the beginning is looked at: always as much, so that the answer does not depend on how the input is cut. */
export const sample_bytes = 16 << 10

/** Finds out what the options leave open. `isWhole` says that the sample is all of the input. */
export function detectDialect(sample: Uint8Array, isWhole: boolean, known: KnownDialect): Dialect {
  const candidates = known.delimiter === undefined ? [',', ';', '\t', '|'] : [known.delimiter]
  const [first, ...others] = candidates.map((delimiter) => sampleRows(sample, isWhole, delimiter, known.quote))
  const best = others.reduce((best, rows) => (isBetter(rows, best) ? rows : best), first!)
  const decimal = known.decimal ?? (best.delimiter === ',' ? '.' : maybeDecimal(best.rows))
  return {
    delimiter: best.delimiter,
    decimal,
    hasHeader: known.hasHeader ?? looksLikeHeader(best.rows, decimal ?? '.'),
  }
}

/** So many rows tell how all are written; some lines are blank, or within quotes. */
const mostRows = 50
const sampleLines = 100
const newline = 0x0a

interface SampleRows {
  readonly delimiter: string
  readonly rows: readonly (readonly Uint8Array[])[]
}

function sampleRows(whole: Uint8Array, isWhole: boolean, delimiter: string, quote: string): SampleRows {
  const sample = firstLines(whole, sampleLines)
  const rows: Uint8Array[][] = []
  const collect = ({ bytes, start, fields, mistake }: Row) => {
    if (rows.length >= mostRows || mistake !== undefined) return
    const { count, starts, ends } = fields
    const row = Array.from({ length: Math.min(count, 1000) }, (_, i) =>
      bytes.slice(start + starts[i]!, start + ends[i]!),
    )
    if (count > 1 || row.some((field) => kindOf(field, 0, field.length, 0) !== 0)) rows.push(row)
  }
  const shape = { delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0), limit: sample.length }
  const scanner = new RowScanner(shape, collect)
  scanner.push(sample)
  // An unfinished row tells something only when there is no other.
  if ((isWhole && sample.length === whole.length) || rows.length === 0) scanner.close()
  return { delimiter, rows }
}

function firstLines(bytes: Uint8Array, count: number): Uint8Array {
  let end = 0
  for (let line = 0; line < count; line++) {
    end = bytes.indexOf(newline, end) + 1
    if (end === 0) return bytes
  }
  return bytes.subarray(0, end)
}

/** More rows with as many fields as the first; then, more fields. One field only is no delimiter at all. */
function isBetter(a: SampleRows, b: SampleRows): boolean {
  const [widthA, evenA] = evenness(a.rows)
  const [widthB, evenB] = evenness(b.rows)
  if (widthA === 1 || widthB === 1) return widthA > widthB
  return evenA === evenB ? widthA > widthB : evenA > evenB
}

function evenness(rows: SampleRows['rows']): [width: number, even: number] {
  const width = rows[0]?.length ?? 1
  return [width, rows.filter((row) => row.length === width).length]
}

/** The decimal mark that lines with this delimiter show; undefined where they show none. */
export function maybeLaterDecimal(sample: Uint8Array, delimiter: string, quote: string): string | undefined {
  return delimiter === ',' ? '.' : maybeDecimal(sampleRows(sample, false, delimiter, quote).rows)
}

/** A comma where some value reads `1,5`, in a way that is no grouping of thousands, and none reads `1.5`. */
function maybeDecimal(rows: SampleRows['rows']): string | undefined {
  let decimal: string | undefined
  for (const field of rows.flat()) {
    const value = Buffer.from(field).toString('latin1').trim()
    if (/^-?\d+\.\d+$/.test(value)) return '.'
    if (/^-?\d+,\d+$/.test(value) && !/^-?\d{1,3},\d{3}$/.test(value)) decimal = ','
  }
  return decimal
}

/** The first row is data when it has numbers or booleans where the second has them. */
function looksLikeHeader(rows: SampleRows['rows'], decimal: string): boolean {
  const [first, second] = rows.map((row) => row.map((field) => kindOf(field, 0, field.length, decimal.charCodeAt(0))))
  if (!first || first.every((kind) => kind === text)) return true
  if (!second) return !first.includes(number) && !first.includes(boolean)
  return !first.some((kind, i) => kind > text && kind === second[i])
}
