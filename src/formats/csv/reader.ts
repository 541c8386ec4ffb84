import { isUtf8 } from 'node:buffer'
import { toUtf8 } from '../../lib/encoding.ts'
import type { LineStart } from '../../model/format-reader.ts'
import type { RejectedRecord } from '../../model/rejected.ts'
import { type FormatBatch, type FormatLimits, type FormatReader, rejectedBytesCap } from '../format.ts'
import { JsonBytes, notDoubled } from '../json-bytes.ts'
import { type DateOrder, maybeIsoDate } from './dates.ts'
import { type Dialect, detectDialect, type KnownDialect, maybeLaterDecimal, sample_bytes } from './dialect.ts'
import { keyOf, keysOf, namesOf } from './names.ts'
import { fieldsCap, quotedWithDoubled, type Row, RowScanner, type RowShape } from './rows.ts'
import { empty, kindOf, missing, text, writeValue } from './values.ts'

export interface CsvOptions {
  readonly delimiter: string
  readonly header: 'detect' | boolean
  readonly columns: readonly string[]
  readonly quote: string
  readonly decimal: string
  readonly types: boolean
  readonly day_first: readonly string[]
  readonly month_first: readonly string[]
  readonly nulls: readonly string[]
  readonly keep_empty: boolean
  readonly line_field: string
  readonly text_field: string
}

/** What lets reading go on at any line of a file that is followed. */
type CsvFindings = {
  readonly delimiter: string
  readonly decimal?: string
  readonly columns: readonly string[]
  /** The options by which this was found out. */
  readonly by: string
}

/** Finds out how the CSV is written from its first 16 KB, then turns row after row into JSON. */
export class CsvReader implements FormatReader {
  readonly #options: CsvOptions
  readonly #limit: number
  /** Where it begins in a file that is followed. */
  readonly #from: LineStart | undefined
  /** The beginning, until there is enough of it to look at. */
  #sample: Uint8Array[] | undefined = []
  #sampleLength = 0
  #shape: RowShape | undefined
  #scanner: RowScanner | undefined
  #awaitsHeader = false
  /** Undefined until some field shows it. */
  #decimal: string | undefined
  #names: readonly string[] = []
  /** `"name":` of each column, with the comma before it. */
  #keys: Uint8Array[] | undefined
  /** How dates are written in each column that has them; undefined where none is said to. */
  #dates: readonly (DateOrder | undefined)[] | undefined
  readonly #lineKey: Uint8Array | undefined
  readonly #textKey: Uint8Array | undefined

  #out = new JsonBytes(0)
  #count = 0
  /** The line of what is written next, and that at which the batch begins; 0 before the first record. */
  #nextLine = 0
  #line = 0
  #rejected: RejectedRecord[] = []

  constructor(options: CsvOptions, { record_bytes }: FormatLimits, from?: LineStart) {
    this.#options = options
    this.#limit = record_bytes
    this.#from = from
    if (options.line_field !== '') this.#lineKey = keyOf(options.line_field)
    if (options.text_field !== '') this.#textKey = keyOf(options.text_field)
    const found = from?.found as CsvFindings | undefined
    if (found && found.by === this.#givenOptions) this.#goOn(found)
  }

  push(piece: Uint8Array): FormatBatch[] {
    this.#out = new JsonBytes(piece.length * 2)
    this.#line = this.#nextLine
    if (!this.#sample) {
      if (this.#from) this.#decimal ??= this.#laterDecimal(piece)
      this.#scanner!.push(piece)
    } else {
      this.#sample.push(Buffer.from(piece))
      this.#sampleLength += piece.length
      if (this.#sampleLength >= sample_bytes || (this.#from && hasLine(this.#sample))) this.#begin(false)
    }
    return this.#takeBatch()
  }

  end(): FormatBatch[] {
    this.#out = new JsonBytes(0)
    this.#line = this.#nextLine
    if (this.#sample) this.#begin(true)
    this.#scanner!.close()
    return this.#takeBatch()
  }

  found(): CsvFindings | undefined {
    if (this.#awaitsHeader || !this.#keys) return undefined
    const delimiter = String.fromCharCode(this.#shape!.delimiter)
    const decimal = this.#decimal
    return { delimiter, ...(decimal && { decimal }), columns: this.#names, by: this.#givenOptions }
  }

  get #givenOptions(): string {
    const { delimiter, header, columns, quote } = this.#options
    return JSON.stringify([delimiter, header, columns, quote])
  }

  get #known(): KnownDialect {
    const { delimiter, quote, decimal, header } = this.#options
    return {
      delimiter: delimiter === 'detect' ? undefined : delimiter,
      quote,
      decimal: decimal === 'detect' ? undefined : decimal,
      hasHeader: header === 'detect' ? undefined : header,
    }
  }

  #begin(isWhole: boolean): void {
    const beginning = Buffer.concat(this.#sample!)
    this.#read(detectDialect(beginning.subarray(0, sample_bytes), isWhole, this.#known), this.#options.columns)
    this.#scanner!.push(beginning)
  }

  /** Behind the beginning of a file, which was read before. */
  #goOn({ delimiter, decimal, columns }: CsvFindings): void {
    this.#read({ delimiter, decimal: this.#known.decimal ?? decimal, hasHeader: false }, columns)
  }

  #read({ delimiter, decimal, hasHeader }: Dialect, names: readonly string[]): void {
    const { quote } = this.#options
    this.#sample = undefined
    this.#awaitsHeader = hasHeader
    this.#decimal = decimal
    if (names.length > 0) this.#name(names)
    const isLine = this.#from !== undefined
    this.#shape = { delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0), limit: this.#limit, isLine }
    this.#scanner = new RowScanner(this.#shape, (row) => this.#take(row), this.#from?.line)
  }

  #laterDecimal(piece: Uint8Array): string | undefined {
    const { delimiter, quote } = this.#shape!
    return maybeLaterDecimal(
      piece.subarray(0, sample_bytes),
      String.fromCharCode(delimiter),
      String.fromCharCode(quote),
    )
  }

  #name(names: readonly string[]): void {
    this.#names = names
    this.#keys = keysOf(names, [this.#options.line_field, this.#options.text_field])
    const { day_first, month_first } = this.#options
    if (day_first.length + month_first.length === 0) return
    this.#dates = this.#keys.map((key) => {
      const name = JSON.parse(Buffer.from(key).toString().slice(1, -1)) as string
      return day_first.includes(name) ? 'day_first' : month_first.includes(name) ? 'month_first' : undefined
    })
  }

  #take(row: Row): void {
    const { bytes, start, end, fields, beyondAscii } = row
    const mistake = this.#mistakeOf(row)
    if (mistake !== undefined) this.#reject(row, mistake)
    else if (fields.count === 1 && kindOf(bytes, start, end, 0) === empty) return
    else if (beyondAscii && !isUtf8(bytes.subarray(start, end))) this.#takeMended(row)
    else if (this.#awaitsHeader) this.#takeHeader(row)
    else {
      if (!this.#keys) this.#name(Array<string>(fields.count).fill(''))
      const keys = this.#keys!
      if (fields.count !== keys.length) {
        this.#reject(row, `expecting ${keys.length} fields; got ${fields.count}`)
      } else {
        this.#count++
        this.#keepLine(row)
        this.#write(row, keys)
      }
    }
  }

  #mistakeOf({ length, mistake, fields }: Row): string | undefined {
    if (length > this.#limit) return `expecting at most ${this.#limit} bytes; got ${length}`
    if (mistake !== undefined) return mistake
    return fields.count > fieldsCap ? `expecting at most ${fieldsCap} fields; got ${fields.count}` : undefined
  }

  #takeHeader(row: Row): void {
    this.#awaitsHeader = false
    if (!this.#keys) this.#name(namesOf(row, this.#options.quote))
  }

  /** A record keeps the line that it has in its input: blank lines stand for what is not written. */
  #keepLine({ line }: Row): void {
    if (this.#nextLine === 0) this.#nextLine = this.#line = line
    for (; this.#nextLine < line; this.#nextLine++) this.#out.byte(newline)
    this.#nextLine++
  }

  #write(row: Row, keys: readonly Uint8Array[]): void {
    const { bytes, start, fields } = row
    const out = this.#out
    const { types, keep_empty } = this.#options
    const { starts, ends, quoting } = fields
    const quote = this.#shape!.quote
    const decimalMark = (this.#decimal ?? '.').charCodeAt(0)
    out.byte(openBrace)
    let isFirst = !this.#writeOrigin(row)
    for (let i = 0; i < keys.length; i++) {
      const from = start + starts[i]!
      const to = start + ends[i]!
      let kind = kindOf(bytes, from, to, decimalMark)
      if ((kind === empty && !keep_empty) || (kind === missing && types) || this.#isNull(bytes, from, to)) continue
      if (!types || kind === empty) kind = text
      // Each key begins with a comma, which the first one leaves out.
      out.raw(keys[i]!, isFirst ? 1 : 0)
      isFirst = false
      const order = this.#dates?.[i]
      const date = order && maybeIsoDate(Buffer.from(bytes.subarray(from, to)).toString(), order)
      if (date !== undefined) out.raw(Buffer.from(JSON.stringify(date)))
      else writeValue(out, kind, bytes, from, to, quoting[i] === quotedWithDoubled ? quote : notDoubled)
    }
    out.raw(rowEnd)
  }

  /** Writes where the row came from, where that is asked for; tells whether it was. */
  #writeOrigin({ bytes, start, end, line }: Row): boolean {
    const out = this.#out
    if (this.#lineKey) {
      out.raw(this.#lineKey, 1)
      out.raw(Buffer.from(String(line)))
    }
    if (this.#textKey) {
      out.raw(this.#textKey, this.#lineKey ? 0 : 1)
      out.string(bytes, start, end)
    }
    return this.#lineKey !== undefined || this.#textKey !== undefined
  }

  #isNull(bytes: Uint8Array, from: number, to: number): boolean {
    const { nulls } = this.#options
    return nulls.length > 0 && nulls.includes(Buffer.from(bytes.subarray(from, to)).toString().trim())
  }

  /** A row that is not UTF-8 is read as Windows-1252; its fields lie elsewhere then. */
  #takeMended(row: Row): void {
    const { line } = row
    const mended = new RowScanner(this.#shape!, (again) => this.#take({ ...fieldsOf(again), line }))
    mended.push(toUtf8(row.bytes.subarray(row.start, row.end)))
    mended.push(lineEnd)
  }

  #reject({ bytes, start, end, length, line }: Row, reason: string): void {
    const kept = bytes.subarray(start, length > this.#limit ? start + Math.min(rejectedBytesCap, this.#limit) : end)
    this.#rejected.push({ bytes: Buffer.from(kept), reason: `cannot read row: ${reason}`, line })
  }

  #takeBatch(): FormatBatch[] {
    if (this.#count === 0 && this.#rejected.length === 0) return []
    const batch = {
      bytes: this.#out.bytes(),
      count: this.#count,
      line: this.#count > 0 ? this.#line : this.#rejected[0]!.line!,
      ...(this.#rejected.length > 0 && { rejected: this.#rejected }),
    }
    this.#count = 0
    this.#rejected = []
    return [batch]
  }
}

/** Whether there is a whole line that is not blank. */
function hasLine(pieces: readonly Uint8Array[]): boolean {
  return /\S[^\n]*\n/.test(Buffer.concat(pieces).toString('latin1'))
}

function fieldsOf({ bytes, start, end, length, fields, beyondAscii, mistake }: Row): Omit<Row, 'line'> {
  return { bytes, start, end, length, fields, beyondAscii, mistake }
}

const newline = 0x0a
const openBrace = 0x7b
const rowEnd = Buffer.from('}\n')
const lineEnd = Buffer.from('\n')
