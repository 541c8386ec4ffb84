/** The body of a request as it was meant: decompressed, bounded, and never slower than a client that is really sending. */
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { decompress } from '../../lib/decompress.ts'
import { UserError } from '../../lib/errors.ts'
import { ArrivingBody, type BodyLimits, tooLong } from './arriving-body.ts'

/** A body that says that it is this small is worth no pieces. */
const small_bytes = 64 << 10

/** Whether the body is short and plain: `wholeBody` reads it cheaply. */
export function isSmall(request: FastifyRequest): boolean {
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = request.headers
  return length !== undefined && Number(length) <= small_bytes && encoding === 'identity'
}

/** All of a body; UserErrors for one that is too long, too slow, or damaged. */
export async function wholeBody(request: FastifyRequest, limits: BodyLimits): Promise<Buffer> {
  const arriving = new ArrivingBody(request.raw, limits)
  try {
    return (await arriving.piece(Number.POSITIVE_INFINITY)) ?? Buffer.alloc(0)
  } finally {
    arriving.leave()
  }
}

/**
 * Plain bytes in pieces of about `piece_bytes`, asked anew for each; UserErrors for a body that is too long, too slow, or damaged.
 * The request itself stays open whatever happens, so that it can be answered.
 */
export function bodyPieces(
  request: FastifyRequest,
  limits: BodyLimits,
  piece_bytes: () => number,
): AsyncIterable<Buffer> {
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > limits.body_bytes) throw tooLong(limits)
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  switch (encoding) {
    case 'identity':
      return inPieces(request.raw, limits, piece_bytes)
    case 'gzip':
    case 'x-gzip':
      return joined(unpacked('gzip', request.raw, limits), piece_bytes)
    case 'zstd':
      return joined(unpacked('zstd', request.raw, limits), piece_bytes)
    default:
      throw new UserError(
        'unsupported',
        `cannot read content-encoding "${encoding}": expecting gzip, zstd or identity`,
        {
          hint: 'Compress with gzip or zstd, or not at all.',
        },
      )
  }
}

function unpacked(encoding: 'gzip' | 'zstd', raw: IncomingMessage, limits: BodyLimits): AsyncIterable<Buffer> {
  return decompress(
    encoding,
    inPieces(raw, limits, () => 1),
    { total_bytes: limits.body_bytes },
  )
}

/** What the socket brings, gathered to pieces. */
async function* inPieces(
  raw: IncomingMessage,
  limits: BodyLimits,
  piece_bytes: () => number,
): AsyncGenerator<Buffer, void, void> {
  const arriving = new ArrivingBody(raw, limits)
  try {
    for (;;) {
      const piece = await arriving.piece(piece_bytes())
      if (piece === undefined) return
      yield piece
    }
  } finally {
    arriving.leave()
  }
}

/** What is longer is refused once so much of it has passed. */
export async function* atMost(
  bytes: number,
  parts: AsyncIterable<Buffer>,
  refusal: () => UserError,
): AsyncGenerator<Buffer, void, void> {
  let length = 0
  for await (const part of parts) {
    length += part.length
    if (length > bytes) throw refusal()
    yield part
  }
}

/** Joins small parts to pieces worth a write. */
export async function* joined(parts: AsyncIterable<Buffer>, piece_bytes: () => number): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = []
  let length = 0
  for await (const part of parts) {
    gathered.push(part)
    length += part.length
    if (length >= piece_bytes()) {
      yield gathered.length === 1 ? part : Buffer.concat(gathered, length)
      gathered = []
      length = 0
    }
  }
  if (length > 0) yield gathered.length === 1 ? gathered[0]! : Buffer.concat(gathered, length)
}
