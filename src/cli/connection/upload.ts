import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type FormatDeclaration, findFormat, formatByFileName, formats } from '../../formats/index.ts'
import { UserError } from '../../lib/errors.ts'
import { parquetMediaTypes } from '../../lib/parquet/reading.ts'
import { quietBatches } from '../../lib/quiet-batches.ts'
import { unreadable } from '../terminal/file-error.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** One request's body. */
export interface Upload {
  readonly headers: Readonly<Record<string, string>>
  /** The body, from its beginning. */
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Whether it can be sent once more: what came through a pipe and was not kept cannot. */
  isRepeatable(): boolean
}

export interface Uploads {
  readonly uploads: AsyncIterable<Upload> | Iterable<Upload>
  readonly total_bytes: number | undefined
}

type UploadFormat = Pick<FormatDeclaration, 'mediaTypes' | 'lineByLine'>

/** It is no text: the server reads it once it has all of it. */
const parquet: UploadFormat = { mediaTypes: parquetMediaTypes }

export const uploadFormats = [...Object.keys(formats), 'parquet']

/** Lines from a pipe are sent when so many have come, or when it pauses. */
const batch_bytes = 8 << 20
const quiet_ms = 200

/** The requests that a file or standard input becomes: a file is one, lines from a pipe are sent as they come. */
export async function uploadsOf(name: string, formatName: string | undefined, terminal: Terminal): Promise<Uploads> {
  if (name === '-') return uploadsOfPipe(terminal.stdin, await formatOf(formatName ?? 'ndjson'))
  const path = resolve(terminal.folder, name)
  const { size, head } = await lookAt(path).catch((error: unknown) => {
    throw unreadable(name, error)
  })
  const format = formatName === undefined ? await formatOfName(name) : await formatOf(formatName)
  const upload: Upload = {
    headers: headersOf(format, head),
    open: () => createReadStream(path, { highWaterMark: 1 << 20 }),
    isRepeatable: () => true,
  }
  return { uploads: [upload], total_bytes: size }
}

/** The size of a file and its first bytes. */
async function lookAt(path: string): Promise<{ size: number; head: Uint8Array }> {
  const { size } = await stat(path)
  return { size, head: await readHead(path) }
}

async function uploadsOfPipe(stdin: Terminal['stdin'], format: UploadFormat): Promise<Uploads> {
  const pieces = (stdin as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done) return { uploads: [], total_bytes: undefined }
  const rest = startingWith(first.value, pieces)
  const headers = headersOf(format, first.value)
  if (format.lineByLine === 'alone' && !headers['content-encoding']) {
    return { uploads: uploadsOfLines(rest, headers), total_bytes: undefined }
  }
  let isRead = false
  const upload: Upload = {
    headers,
    async *open() {
      isRead = true
      yield* rest
    },
    isRepeatable: () => !isRead,
  }
  return { uploads: [upload], total_bytes: undefined }
}

async function* uploadsOfLines(pieces: AsyncIterable<Uint8Array>, headers: Upload['headers']): AsyncGenerator<Upload> {
  for await (const batch of quietBatches(wholeLines(pieces), { bytes: batch_bytes, quiet_ms })) {
    yield { headers, open: () => batch, isRepeatable: () => true }
  }
}

/** The same bytes, cut only behind a line's end. */
async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = []
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(10) + 1
    if (end > 0) {
      yield Buffer.concat([...rest, piece.subarray(0, end)])
      rest = []
    }
    if (end < piece.length) rest.push(piece.subarray(end))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

async function* startingWith<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function formatOf(formatName: string): Promise<UploadFormat> {
  return formatName === 'parquet' ? parquet : findFormat(formatName)
}

async function formatOfName(name: string): Promise<UploadFormat> {
  if (/\.parquet$/i.test(name)) return parquet
  const { format } = await formatByFileName(basename(name))
  if (format) return format
  throw new UserError('invalid', `cannot tell the format of "${name}" by its name`, {
    hint: `Say which it is: --format with one of ${uploadFormats.join(', ')}.`,
  })
}

async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
  return buffer.subarray(0, bytesRead)
}

/** What is compressed is known by its first bytes (RFC 1952 §2.3.1, RFC 8878 §3.1.1), whatever its name. */
function headersOf({ mediaTypes }: UploadFormat, head: Uint8Array): Record<string, string> {
  const magic = Buffer.from(head.subarray(0, 4)).toString('hex')
  const encoding = magic.startsWith('1f8b') ? 'gzip' : magic === '28b52ffd' ? 'zstd' : undefined
  return { 'content-type': mediaTypes[0]!, ...(encoding ? { 'content-encoding': encoding } : {}) }
}
