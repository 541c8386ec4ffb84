/**
 * `POST /ingest/<stream>`: a body of any size becomes records of a stream. It is read in pieces, turned into NDJSON by its format,
 * appended piece by piece, and answered after the last `fdatasync`. NDJSON is not parsed here.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { parquetMediaTypes, parquetPieces } from '../../lib/parquet/reading.ts'
import type { FormatBatch } from '../../model/format-reader.ts'
import type { IngestReport } from '../../model/ingest-report.ts'
import { isNamed, requireName } from '../../runtime/access.ts'
import type { Intake } from '../../runtime/intake.ts'
import type { Platform } from '../../runtime/platform.ts'
import { atMost, bodyPieces, isSmall, joined, wholeBody } from '../http/body.ts'

export function ingestRoutes(server: FastifyInstance, platform: Platform): void {
  server.register(async (scope) => {
    // Bodies are streamed by the handler, whatever their type.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Params: { stream: string } }>(
      '/ingest/:stream',
      {
        config: { policy: 'write' },
        bodyLimit: Number.MAX_SAFE_INTEGER,
        schema: {
          summary:
            'Takes records: NDJSON, a JSON object or array, CSV with a header, plain lines or Parquet; gzip or zstd.',
          description:
            'Answered once the records are on disk. Lines that are no records do not refuse the others: they are kept in `<dataset>_rejected`. ' +
            'The answer is `{ "received": n, "offset": first }`, with `rejected` for those of them that reading the body shows to be none: ' +
            'rows of CSV that do not fit their header, elements of JSON that are no objects or that do not end, and what is too long. ' +
            'JSON objects and lines of NDJSON are parsed when they are stored: what is malformed in them is not in this count, and is in ' +
            '`rejected` of `/api/status` a moment later. ' +
            'The query has the options of the format, such as `delimiter`, and `omit`: fields that are left out, each by itself. ' +
            'With an `Idempotency-Key`, a retry within 24 hours gets the first answer and stores nothing.',
          tags: ['ingest'],
          params: Type.Object({ stream: Type.String() }),
        },
      },
      (request, reply) => ingest(platform, request, reply),
    )
  })
}

async function ingest(
  platform: Platform,
  request: FastifyRequest<{ Params: { stream: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { stream } = request.params
  requireName(request.caller, 'stream', stream)
  if (stream.startsWith('_')) {
    throw new UserError('forbidden', `cannot send to stream "${stream}": Caudal writes it itself`, {
      hint: 'Send to a stream of your project.',
    })
  }
  const intake = platform.intake(stream, (name) => isNamed(request.caller, name))
  const key = idempotencyKey(request)
  using _admitted = platform.admission.enter()
  const answer = await intake.inTurn(key, () => take(platform, intake, request, key))
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer))
}

async function take(
  platform: Platform,
  intake: Intake,
  request: FastifyRequest,
  key: string | undefined,
): Promise<IngestReport> {
  const earlier = key === undefined ? undefined : intake.stream.storedOf(key)
  if (earlier?.complete) {
    request.raw.resume()
    return { received: earlier.count, offset: earlier.offset }
  }
  const { limits, admission } = platform
  const isParquet = isParquetBody(request)
  const reader = await platform.readerOf(
    isParquet ? undefined : request.headers['content-type'],
    request.query as Record<string, string | string[]>,
  )
  const origin = { source: 'http', request: String(request.id), ...(key === undefined ? {} : { key }) }
  const answer: { -readonly [Name in keyof IngestReport]: IngestReport[Name] } = {
    received: earlier?.count ?? 0,
    offset: earlier?.offset ?? null,
  }
  /** A retry of a request that was cut off goes on behind what is stored already. */
  const rest = earlier && intake.restOf(earlier)
  let isComplete = false

  async function append(batches: readonly FormatBatch[], last: boolean): Promise<void> {
    if (batches.length === 0) return
    // In one partition an append is durable as a whole, and may say itself that it is the last one.
    isComplete = last && intake.stream.partitions === 1
    const offered = batches.map((batch) => ({
      ...batch,
      origin: {
        ...origin,
        line: batch.line,
        ...(isComplete ? { last: true } : {}),
      },
    }))
    const appends = intake.partitioned(offered, rest)
    if (appends.length === 0) {
      isComplete = false
      return
    }
    const count = appends.reduce((sum, each) => sum + each.count + (each.rejected?.length ?? 0), 0)
    try {
      const { offset } = await intake.store(appends)
      answer.offset ??= offset
    } catch (error) {
      intake.refuse(count)
      throw error
    }
    answer.received += count
    for (const { rejected } of appends) if (rejected?.length) answer.rejected = (answer.rejected ?? 0) + rejected.length
  }

  /** Held until more comes: a body of one piece is stored whole, with its last line, or not at all. */
  let held: readonly FormatBatch[] = []
  if (isSmall(request) && !isParquet) held = reader.push(await wholeBody(request, limits))
  else {
    const body = bodyPieces(request, limits, () => admission.piece_bytes)
    for await (const piece of isParquet ? parquetLines(platform, body) : body) {
      await append(held, false)
      held = reader.push(piece)
    }
  }
  await append([...held, ...reader.end()], true)
  if (key !== undefined && answer.received > 0 && !isComplete) {
    await intake.append([{ origin: { ...origin, last: true }, bytes: new Uint8Array(0), count: 0 }])
  }
  return answer
}

function isParquetBody({ headers }: FastifyRequest): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1)
  return parquetMediaTypes.includes(type.trim().toLowerCase())
}

/** Its footer comes last: the rows are read once all of it is on disk. Memory holds a piece of it. */
async function* parquetLines(
  { arriving, admission, limits }: Platform,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, void> {
  await using file = await arriving.take(body)
  // A few bytes of a file can stand for any number of equal rows.
  const rows = atMost(limits.body_bytes, parquetPieces(file.path), () => {
    const message = `cannot take the body: its rows are longer than ${limits.body_bytes} bytes as JSON`
    return new UserError('too_large', message, { hint: 'Send them in several files.' })
  })
  yield* joined(rows, () => admission.piece_bytes)
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || key.length === 0 || key.length > 200) {
    throw new UserError('invalid', 'cannot read Idempotency-Key: expecting 1 to 200 characters', {
      hint: 'Send one random text per request, such as a UUID.',
    })
  }
  return `${request.caller.name}/${key}`
}
