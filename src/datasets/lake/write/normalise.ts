/**
 * The slow way into the lake, for chunks that DuckDB cannot read exactly by itself: records are parsed in JavaScript and written
 * again as flat lines with safe keys, one for each good line, in their order. Numbers keep their text throughout.
 *
 * Fates: of a repeated key the last value counts (as JSON.parse has it); of two fields that share a column the first has it and
 * the other goes to `_rest`; half a surrogate pair becomes U+FFFD; `{}`, and a list without values where there is no
 * column, count as null.
 */
import { foldCase } from '../../../model/fold-case.ts'
import type { BadLine, ScanResult } from '../../../model/scan.ts'
import type { ReadColumn } from '../../../model/schema-plan.ts'
import { isBarred, pathDepth } from '../../../model/shape.ts'
import { maybeColumnText } from './column-value.ts'
import { numberText, parseExact } from './exact-json.ts'

/** The key of a column in rewritten lines, by its place among the columns. */
export function rewrittenKey(column: number): string {
  return `c${column}`
}

/** Holds, as JSON text, what has no column. */
export const restKey = 'rest'

/** `columns` are the plan's `present`. */
export function rewriteChunk(
  bytes: Uint8Array,
  columns: readonly ReadColumn[],
  scan: Pick<ScanResult, 'bad'>,
): { bytes: Uint8Array; rejected: readonly BadLine[] } {
  const rewriter = new Rewriter(columns)
  const good = goodLines(bytes, scan.bad)
  const buffer = Buffer.from(good.buffer, good.byteOffset, good.byteLength)
  const parts: Buffer[] = []
  let text = ''
  for (let start = 0; start < buffer.length; ) {
    const newline = buffer.indexOf(10, start)
    const end = newline === -1 ? buffer.length : newline
    const line = buffer.toString('utf8', start, end)
    if (!isBlank(line)) text += rewriter.rewrite(line)
    if (text.length > 1 << 20) {
      parts.push(Buffer.from(text))
      text = ''
    }
    start = end + 1
  }
  parts.push(Buffer.from(text))
  return { bytes: Buffer.concat(parts), rejected: scan.bad }
}

/** The chunk without its bad lines; itself if there are none. */
export function goodLines(bytes: Uint8Array, bad: readonly BadLine[]): Uint8Array {
  if (bad.length === 0) return bytes
  const parts: Uint8Array[] = []
  let from = 0
  for (const { start, end } of bad) {
    parts.push(bytes.subarray(from, start))
    from = end + 1
  }
  parts.push(bytes.subarray(from))
  return Buffer.concat(parts)
}

/** Lines of control characters and spaces only are blank, as `countLines` has it. */
function isBlank(line: string): boolean {
  return !/[^\0-\x20]/.test(line)
}

type Fields = Record<string, unknown>

/** What is known of a key at its place. */
interface Place {
  readonly path: readonly string[]
  readonly column: number | undefined
  readonly barred: boolean
  readonly within: Map<string, Place>
}

/** Keys of one stream are few; when they are not, they are not worth remembering. */
const placesCap = 10_000

class Rewriter {
  readonly #columns: readonly ReadColumn[]
  readonly #byName: ReadonlyMap<string, number>
  #root: Map<string, Place> = new Map()
  #places = 0
  /** The line being made: the JSON text of each column's value. */
  readonly #texts: (string | undefined)[]

  constructor(columns: readonly ReadColumn[]) {
    this.#columns = columns
    this.#byName = new Map(columns.map(({ name }, i) => [foldCase(name), i]))
    this.#texts = columns.map(() => undefined)
  }

  rewrite(line: string): string {
    if (this.#places > placesCap) {
      this.#root = new Map()
      this.#places = 0
    }
    this.#texts.fill(undefined)
    const rest = this.#place(parseExact(line) as Fields, this.#root, [])
    let text = ''
    for (const [i, value] of this.#texts.entries()) {
      if (value !== undefined) text += `${text && ','}"${rewrittenKey(i)}":${value}`
    }
    if (rest) text += `${text && ','}"${restKey}":${JSON.stringify(JSON.stringify(rest))}`
    return `{${text}}\n`
  }

  /** Puts the fields of an object where they belong; what is left is returned in the object's own shape. */
  #place(fields: Fields, places: Map<string, Place>, path: readonly string[]): Fields | undefined {
    let rest: Fields | undefined
    for (const key of Object.keys(fields)) {
      const value = fields[key]
      if (value === null) continue
      const place = places.get(key) ?? this.#newPlace(places, path, key)
      const left = this.#placeValue(value, place)
      if (left === undefined) continue
      // Without a prototype `__proto__` is a key like any other.
      rest ??= Object.create(null) as Fields
      rest[key] = left
    }
    return rest
  }

  /** What is left of the value. */
  #placeValue(value: unknown, place: Place): unknown {
    const column = place.column === undefined ? undefined : this.#columns[place.column]
    if (isObject(value) && place.path.length < pathDepth && !column?.json) {
      return this.#place(value, place.within, place.path)
    }
    if (column && place.column !== undefined && this.#texts[place.column] === undefined) {
      const text = maybeColumnText(value, column)
      if (text === undefined) return value
      this.#texts[place.column] = text
      return undefined
    }
    return !column && !place.barred && isVoid(value) ? undefined : value
  }

  #newPlace(places: Map<string, Place>, path: readonly string[], key: string): Place {
    const own = [...path, key]
    const barred = isBarred(own)
    const column = barred ? undefined : this.#byName.get(foldCase(own.join('.')))
    const place: Place = { path: own, column, barred, within: new Map() }
    places.set(key, place)
    this.#places++
    return place
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && numberText(value) === undefined
}

function isVoid(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((item) => item === null)
    : isObject(value) && Object.keys(value).length === 0
}
