/** What a Parquet file says of itself in its footer: enough to know its columns without the rest of it. */
import { text } from 'node:stream/consumers'
import { UserError } from '../errors.ts'
import { printedOf } from './reading.ts'

export interface ParquetShape {
  /** With their types as DuckDB names them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: number
  /** Where the values of each column begin that the first rows have, and how long they are; `isPlain`: they are not compressed. */
  readonly first: readonly { readonly from: number; readonly bytes: number; readonly isPlain: boolean }[]
}

/** Bytes of a file, the last one not among them. */
export interface FilePart {
  readonly from: number
  readonly to: number
}

/** Behind the footer stand its length and the magic. */
const tail_bytes = 8
/** Footers are rarely longer. */
const usualFooter_bytes = 64 << 10
/** Beginnings that are longer together are cut, where compression tells that a page is cut off; most writers keep pages at a megabyte. */
const whole_bytes = 32 << 20
const cut_bytes = 4 << 20
const most_bytes = 64 << 20

/** The shape of a file of which its footer is there. */
export async function parquetShape(path: string): Promise<ParquetShape> {
  return JSON.parse(await text(printedOf(['shape', path]))) as ParquetShape
}

/** Where the footer is, as far as the last bytes of the file, which begin at `from`, tell. */
export function footerPart(size: number, last: Buffer, from: number): FilePart {
  if (last.length < tail_bytes || from + last.length < size)
    return { from: Math.max(0, size - usualFooter_bytes), to: size }
  const footer_bytes = last.readUInt32LE(last.length - tail_bytes)
  const begin = size - tail_bytes - footer_bytes
  if (begin >= 0) return { from: begin, to: size }
  throw new UserError('invalid', 'cannot read Parquet: its footer is longer than the file', {
    hint: 'Check that the file was written and copied whole.',
  })
}

/** What has to be there to read the first rows; undefined where that is too much. */
export function firstRowsParts({ first }: ParquetShape): readonly FilePart[] | undefined {
  const isShort = first.reduce((sum, { bytes }) => sum + bytes, 0) <= whole_bytes
  const parts = first.map(({ from, bytes, isPlain }) => ({
    from,
    to: from + (isShort || isPlain ? bytes : Math.min(bytes, cut_bytes)),
  }))
  const all_bytes = parts.reduce((sum, { from, to }) => sum + to - from, 0)
  return all_bytes > most_bytes ? undefined : parts
}

/** The same bytes, in order, each once. */
export function joinedParts(parts: readonly FilePart[]): FilePart[] {
  const joined: FilePart[] = []
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && part.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, part.to) }
    else if (part.to > part.from) joined.push(part)
  }
  return joined
}

export function hasParts(there: readonly FilePart[], wanted: readonly FilePart[]): boolean {
  return wanted.every(({ from, to }) => there.some((part) => part.from <= from && part.to >= to))
}
