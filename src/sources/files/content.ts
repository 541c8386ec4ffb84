import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { isBinary } from '../../lib/binary.ts'
import { compressionOf } from '../../lib/compression.ts'
import { decompress } from '../../lib/decompress.ts'
import { UserError } from '../../lib/errors.ts'
import { isParquet, parquetPieces } from '../../lib/parquet/reading.ts'
import type { FormatBatch, Formats } from '../../model/format-reader.ts'

export interface ContentOptions {
  /** `detect`: by the name's ending, else by the first bytes. */
  readonly format: string
  readonly formatOptions: Readonly<Record<string, unknown>>
  readonly formats: Formats
}

const piece_bytes = 1 << 20
/** What is looked at to tell a format by its content. */
const sniff_bytes = 16 << 10
/** A landing file may become this large, and grow by this much. */
const decompressLimits = { total_bytes: 2 ** 40, ratio: 10_000 }

/** What a file held when it was opened: a small one is read once, a large one once for its hash and again for its records. */
export interface Content {
  readonly path: string
  /** A short name of the content. */
  readonly hash: string
  /** Only so much is read: what is appended meanwhile is seen as a change later. */
  readonly size: number
  readonly start: Buffer
}

export async function openContent(path: string, size: number): Promise<Content> {
  const hash = createHash('sha256')
  const start = await firstBytes(path, Math.min(size, piece_bytes))
  hash.update(start)
  if (size > start.length) {
    const rest = createReadStream(path, { start: start.length, end: size - 1, highWaterMark: piece_bytes })
    for await (const piece of rest) hash.update(piece)
  }
  return { path, hash: hash.digest('base64url').slice(0, 22), size, start }
}

/** The records of a file, in the same order every time. Throws UserError when the file is broken. */
export async function* readContent(
  content: Content,
  { format, formatOptions, formats }: ContentOptions,
): AsyncGenerator<FormatBatch, void, void> {
  const { path, start } = content
  const named = await formats.byFileName(path)
  const compression = compressionOf(start) ?? named.compression
  if (format === 'parquet' || (format === 'detect' && isParquet(path, start))) {
    const reader = (await formats.open('ndjson')).reader()
    for await (const piece of parquetPieces(path)) yield* reader.push(piece)
    return yield* reader.end()
  }
  const raw = filePieces(content)
  const pieces = withFirst(compression ? decompress(compression, raw, decompressLimits) : raw)
  const first = await pieces.next()
  const beginning: Buffer = first.done ? Buffer.alloc(0) : first.value
  if (isBinary(beginning.subarray(0, sniff_bytes))) {
    throw new UserError('invalid', 'cannot read file as text: expecting lines, CSV or JSON; got binary data', {
      hint: 'Keep such files out of the folder, or narrow the path: landing/*.csv.',
    })
  }
  const name =
    format === 'detect' ? (named.format ?? (await formats.sniff(beginning.subarray(0, sniff_bytes)))) : format
  const reader = (await formats.open(name, formatOptions)).reader()
  yield* reader.push(beginning)
  for await (const piece of pieces) yield* reader.push(piece)
  yield* reader.end()
}

async function* filePieces({ path, size, start }: Content): AsyncGenerator<Buffer, void, void> {
  let { length } = start
  if (length > 0) yield start
  if (length < size) {
    for await (const piece of createReadStream(path, { start: length, end: size - 1, highWaterMark: piece_bytes })) {
      length += (piece as Buffer).length
      yield piece as Buffer
    }
  }
  if (length < size) {
    throw new UserError(
      'invalid',
      `cannot read file: it became shorter while it was read: expecting ${size} bytes; got ${length}`,
    )
  }
}

/** The same pieces, the first long enough to tell a format by. */
async function* withFirst(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let first: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (first === undefined) yield piece
    else if (first.length + piece.length < sniff_bytes) first = Buffer.concat([first, piece])
    else {
      yield Buffer.concat([first, piece])
      first = undefined
    }
  }
  if (first && first.length > 0) yield first
}

async function firstBytes(path: string, length: number): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const bytes = Buffer.allocUnsafeSlow(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await handle.close()
  }
}
