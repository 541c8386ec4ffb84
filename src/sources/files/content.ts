import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { decompress } from '../../lib/decompress.ts'
import { UserError } from '../../lib/errors.ts'
import type { Compression, FormatBatch, Formats } from '../../model/format-reader.ts'
import { parquetMagic, parquetPieces } from './parquet.ts'

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

/** A short name of a file's content. */
export async function hashContent(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: piece_bytes })) hash.update(piece)
  return hash.digest('base64url').slice(0, 22)
}

/** The records of a file, in the same order every time. Throws UserError when the file is broken. */
export async function* readContent(
  path: string,
  size: number,
  { format, formatOptions, formats }: ContentOptions,
): AsyncGenerator<FormatBatch, void, void> {
  const magic = await firstBytes(path, 4)
  const named = await formats.byFileName(path)
  const compression = compressionOf(magic) ?? named.compression
  if (format === 'parquet' || (format === 'detect' && magic.toString('latin1') === parquetMagic)) {
    const reader = (await formats.open('ndjson')).reader()
    for await (const piece of parquetPieces(path)) yield* reader.push(piece)
    return yield* reader.end()
  }
  const raw = filePieces(path, size)
  const pieces = withFirst(compression ? decompress(compression, raw, decompressLimits) : raw)
  const first = await pieces.next()
  const start: Buffer = first.done ? Buffer.alloc(0) : first.value
  const name = format === 'detect' ? (named.format ?? formats.sniff(start.subarray(0, sniff_bytes))) : format
  const reader = (await formats.open(name, formatOptions)).reader()
  yield* reader.push(start)
  for await (const piece of pieces) yield* reader.push(piece)
  yield* reader.end()
}

/** The first `size` bytes of a file: what is appended while it is read is seen as a change later. */
async function* filePieces(path: string, size: number): AsyncGenerator<Buffer, void, void> {
  let length = 0
  if (size === 0) return
  for await (const piece of createReadStream(path, { end: size - 1, highWaterMark: piece_bytes })) {
    length += (piece as Buffer).length
    yield piece as Buffer
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
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function compressionOf(magic: Buffer): Compression | undefined {
  if (magic.length >= 2 && magic.readUInt16BE(0) === 0x1f8b) return 'gzip'
  return magic.length === 4 && magic.readUInt32BE(0) === 0x28b52ffd ? 'zstd' : undefined
}
