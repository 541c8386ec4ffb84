/** `POST /api/preview`: how the beginning of a file would be understood, before any of it is sent. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { isParquet } from '../../lib/parquet/reading.ts'
import type { FilePart } from '../../lib/parquet/shape.ts'
import type { FilePreview, WantedParts } from '../../model/file-preview.ts'
import { parquetStart } from '../../runtime/parquet-preview.ts'
import type { Platform } from '../../runtime/platform.ts'
import { tooLong } from '../http/arriving-body.ts'
import { bodyPieces, wholeBody } from '../http/body.ts'

/** Enough to tell by; compressed, it is many times as much. */
const most_bytes = 1 << 20
/** Of a file that is understood by several parts of it. */
const mostParts_bytes = 80 << 20

const Query = Type.Object({
  name: Type.String({ description: 'The name of the file.', maxLength: 1000 }),
  whole: Type.Optional(Type.Boolean({ default: false, description: 'Whether the body is all of the file.' })),
  size: Type.Optional(Type.Integer({ minimum: 0, description: 'The size of the file in bytes.' })),
  at: Type.Optional(
    Type.String({
      pattern: '^\\d{1,15}-\\d{1,15}(,\\d{1,15}-\\d{1,15})*$',
      maxLength: 100_000,
      description: 'Which parts of the file the body has, as an answer has wanted them: 0-1000,5000-6000.',
    }),
  ),
  format: Type.Optional(Type.String({ description: 'ndjson, json, csv or lines; found out by default.' })),
  encoding: Type.Optional(Type.String({ description: 'Of the text; found out by default.' })),
  delimiter: Type.Optional(Type.String({ description: 'Between the fields of CSV; found out by default.' })),
  decimal: Type.Optional(Type.String({ description: 'The decimal mark in CSV; found out by default.' })),
  header: Type.Optional(
    Type.String({ description: 'Whether the first row of CSV names fields; found out by default.' }),
  ),
  day_first: Type.Optional(
    Type.Array(Type.String(), { description: 'Fields of CSV with dates like 31/01/2024, the day first.' }),
  ),
  month_first: Type.Optional(
    Type.Array(Type.String(), { description: 'Fields of CSV with dates like 1/31/2024, the month first.' }),
  ),
})

type Asked = FastifyRequest<{ Querystring: Static<typeof Query> }>

export function previewRoutes(server: FastifyInstance, platform: Platform): void {
  server.register(async (scope) => {
    // The bytes of a file are taken as they are.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Querystring: Static<typeof Query> }>(
      '/api/preview',
      {
        config: { policy: 'write' },
        bodyLimit: mostParts_bytes,
        schema: {
          summary: 'How a file would be understood by its first bytes: format, fields and records. Nothing is stored.',
          description:
            'A Parquet file is understood by its end, and by the beginnings of its columns: where they are not in the body, the answer is ' +
            '`wanted`, the parts of the file that are to be sent instead.',
          tags: ['ingest'],
          querystring: Query,
        },
      },
      (request): Promise<FilePreview | WantedParts> => preview(platform, request),
    )
  })
}

async function preview(platform: Platform, request: Asked): Promise<FilePreview | WantedParts> {
  using _ = platform.admission.enter()
  const { name, whole = false, size, at, format, day_first, month_first, ...options } = request.query
  const limits = { ...platform.limits, body_bytes: most_bytes }
  if (at !== undefined) {
    const parts = readParts(at, size)
    const body = bodyPieces(request, { ...limits, body_bytes: mostParts_bytes }, () => most_bytes)
    return previewOfParts(platform, { name, size: size!, parts, body })
  }
  const bytes = await wholeBody(request, limits)
  if (format !== undefined || bytes.length === 0 || !isParquet(name, bytes)) {
    const fieldOptions = { ...(day_first && { day_first }), ...(month_first && { month_first }) }
    return platform.previewOf({ name, bytes, isWhole: whole, format, options, fieldOptions })
  }
  const parts = [{ from: 0, to: bytes.length }]
  return previewOfParts(platform, { name, size: whole ? bytes.length : (size ?? bytes.length), parts, body: [bytes] })
}

interface Parts {
  readonly name: string
  readonly size: number
  readonly parts: readonly FilePart[]
  readonly body: AsyncIterable<Buffer> | Iterable<Buffer>
}

async function previewOfParts(platform: Platform, { body, ...file }: Parts): Promise<FilePreview | WantedParts> {
  if (file.size > platform.limits.body_bytes) throw tooLong(platform.limits)
  await using arrived = await platform.arriving.takeParts(body, file.size, file.parts)
  const start = await parquetStart({ ...file, path: arrived.path })
  if ('wanted' in start) return { wanted: start.wanted.map(({ from, to }) => `${from}-${to}`).join(',') }
  return platform.previewOfParquet(start)
}

function readParts(at: string, size: number | undefined): FilePart[] {
  const parts = at.split(',').map((part) => {
    const [from, to] = part.split('-').map(Number)
    return { from: from!, to: to! }
  })
  if (size !== undefined && parts.every(({ from, to }) => from < to && to <= size)) return parts
  throw new UserError(
    'invalid',
    `cannot read at "${at.slice(0, 100)}": expecting parts of a file of which size tells the bytes`,
    {
      hint: 'Send the parts that an answer has wanted, in their order, and the size of the file.',
    },
  )
}
