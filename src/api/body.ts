/** The body of a request as it was meant: decompressed, bounded, and never slower than a client that is really sending. */
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { decompress } from '../lib/decompress.ts'
import { UserError } from '../lib/errors.ts'

export interface BodyLimits {
  /** The longest body, after decompression. */
  readonly body_bytes: number
  /** How long a client is waited for that sends little or nothing. */
  readonly slow_body_ms: number
}

/** A client that sends less than this, after a grace time, is cut off: it holds a connection and memory. */
const slowest_bytes_per_s = 1024

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
      return inPieces(atPace(request.raw, limits), piece_bytes)
    case 'gzip':
    case 'x-gzip':
      return inPieces(decompress('gzip', atPace(request.raw, limits), { total_bytes: limits.body_bytes }), piece_bytes)
    case 'zstd':
      return inPieces(decompress('zstd', atPace(request.raw, limits), { total_bytes: limits.body_bytes }), piece_bytes)
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

async function* atPace(raw: IncomingMessage, limits: BodyLimits): AsyncGenerator<Buffer> {
  const parts = raw.iterator({ destroyOnReturn: false })
  let received = 0
  /** Only the time that we wait for the client counts against it. */
  let waited_ms = 0
  for (;;) {
    const patience_ms = limits.slow_body_ms + (received / slowest_bytes_per_s) * 1000 - waited_ms
    const start = performance.now()
    const { done, value } = await within(patience_ms, nextOf(parts))
    if (done) return
    waited_ms += performance.now() - start
    received += value.length
    if (received > limits.body_bytes) throw tooLong(limits)
    yield value
  }
}

async function nextOf(parts: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await parts.next()
  } catch (error) {
    throw new UserError('cancelled', 'cannot read the body: the client has gone', { cause: error })
  }
}

/** What comes in time. */
async function within<T>(ms: number, coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new UserError('timeout', 'cannot wait for the body: it comes too slowly', {
      hint: 'Send the records in smaller requests.',
    })
    timer = setTimeout(() => reject(error), ms)
  })
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
    // Should it be late, nobody hears of its failure any more.
    coming.catch(() => {})
  }
}

/** Joins the small buffers of a socket to pieces worth a write. */
async function* inPieces(parts: AsyncIterable<Buffer>, piece_bytes: () => number): AsyncGenerator<Buffer> {
  let joined: Buffer[] = []
  let length = 0
  for await (const part of parts) {
    joined.push(part)
    length += part.length
    if (length >= piece_bytes()) {
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
