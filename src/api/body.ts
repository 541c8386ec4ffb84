/** The body of a request as it was meant: decompressed, bounded, and never slower than a client that is really sending. */
import type { FastifyRequest } from 'fastify'
import { decompress } from '../lib/decompress.ts'
import { UserError } from '../lib/errors.ts'

export interface BodyLimits {
  /** The longest body, after decompression. */
  readonly body_bytes: number
}

/** A client that sends less than this, after a grace time, is cut off: it holds a connection and memory. */
const slowest_bytes_per_s = 1024
const grace_ms = 20_000

/** Pieces of about this size are worth a write. */
const piece_bytes = 1 << 20

/** Plain bytes in pieces; UserErrors for a body that is too long, too slow, or damaged. */
export function bodyPieces(request: FastifyRequest, limits: BodyLimits): AsyncIterable<Buffer> {
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > limits.body_bytes) throw tooLong(limits)
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  switch (encoding) {
    case 'identity':
      return inPieces(atPace(request.raw, limits))
    case 'gzip':
    case 'x-gzip':
      return inPieces(decompress('gzip', atPace(request.raw, limits), { total_bytes: limits.body_bytes }))
    case 'zstd':
      return inPieces(decompress('zstd', atPace(request.raw, limits), { total_bytes: limits.body_bytes }))
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

async function* atPace(raw: AsyncIterable<Buffer>, limits: BodyLimits): AsyncGenerator<Buffer> {
  const start = Date.now()
  let received = 0
  for await (const part of raw) {
    received += part.length
    if (received > limits.body_bytes) throw tooLong(limits)
    const late_ms = Date.now() - start - grace_ms
    if (late_ms > 0 && received < (late_ms / 1000) * slowest_bytes_per_s) {
      throw new UserError('timeout', 'cannot wait for the body: it comes too slowly', {
        hint: 'Send the records in smaller requests.',
      })
    }
    yield part
  }
}

/** Joins the small buffers of a socket to pieces worth a write. */
async function* inPieces(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let joined: Buffer[] = []
  let length = 0
  for await (const part of parts) {
    joined.push(part)
    length += part.length
    if (length >= piece_bytes) {
      yield joined.length === 1 ? part : Buffer.concat(joined, length)
      joined = []
      length = 0
    }
  }
  if (length > 0) yield joined.length === 1 ? joined[0]! : Buffer.concat(joined, length)
}

function tooLong(limits: BodyLimits): UserError {
  return new UserError('too_large', `cannot take the body: it is longer than ${limits.body_bytes} bytes`, {
    hint: 'Send it in several requests.',
  })
}
