/** How a Parquet file is understood by parts of it: by its footer, and by the beginnings of its columns. */
import { open } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { UserError } from '../lib/errors.ts'
import { parquetPieces } from '../lib/parquet/reading.ts'
import {
  type FilePart,
  firstRowsParts,
  footerPart,
  hasParts,
  joinedParts,
  type ParquetShape,
  parquetShape,
} from '../lib/parquet/shape.ts'

/** The parts of a file that lie at their places in a file of our own. */
export interface ParquetParts {
  readonly path: string
  /** As the one who sends it calls it. */
  readonly name: string
  readonly size: number
  readonly parts: readonly FilePart[]
}

/** What was found out; the lines are the first rows as NDJSON, where they could be read. */
export interface ParquetStart extends ParquetShape {
  readonly lines: string | undefined
}

const shownRows = 20

/** What a file tells, or which parts of it would. */
export async function parquetStart(file: ParquetParts): Promise<ParquetStart | { readonly wanted: FilePart[] }> {
  const { path, name, size } = file
  try {
    const parts = joinedParts(file.parts)
    const footer = await footerOf(file)
    if (!hasParts(parts, [footer])) return { wanted: [footer] }
    const shape = await parquetShape(path)
    const beginnings = firstRowsParts(shape)
    if (beginnings && !hasParts(parts, beginnings)) return { wanted: joinedParts([footer, ...beginnings]) }
    const isWhole = hasParts(parts, [{ from: 0, to: size }])
    return { ...shape, lines: beginnings && (await firstLines(path, isWhole)) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError('invalid', `cannot read "${name}": ${error.message}`, {
      hint: error.hint ?? 'Check that the file was written and copied whole.',
      cause: error,
    })
  }
}

async function footerOf({ path, size, parts }: ParquetParts): Promise<FilePart> {
  const last = parts.find(({ to }) => to === size)
  const from = last ? Math.max(last.from, size - 8) : size
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
  return footerPart(size, buffer.subarray(0, bytesRead), from)
}

/** A page that is longer than what is there of it is not read: then the columns have to do. */
async function firstLines(path: string, isWhole: boolean): Promise<string | undefined> {
  try {
    return await text(parquetPieces(path, shownRows))
  } catch (error) {
    if (isWhole) throw error
    return undefined
  }
}
