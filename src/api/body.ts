/** The body of a request as it was meant: decompressed, bounded, and never slower than a client that is really sending. */
import { Readable, Transform, type TransformCallback } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { messageOf, UserError } from '../lib/errors.ts'

export interface BodyLimits {
  /** The longest body, after decompression. */
  readonly body_bytes: number
}

/** A client that sends less than this, after a grace time, is cut off: it holds a connection and memory. */
const slowest_bytes_per_s = 1024
const grace_ms = 20_000

export function decodedBody(request: FastifyRequest, limits: BodyLimits): Readable {
  const { raw } = request
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > limits.body_bytes) throw tooLong(limits)
  const source = Readable.from(atPace(raw), { objectMode: false })
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  const decoder = decoderOf(encoding)
  const bounded = boundedBy(limits)
  const pass = (from: Readable, to: Transform) => {
    from.once('error', (error) => to.destroy(from === source ? error : unreadable(encoding, error)))
    to.once('close', () => from.destroy())
    return from.pipe(to)
  }
  if (decoder === undefined) return pass(source, bounded)
  return pass(pass(source, decoder), bounded)
}

async function* atPace(raw: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const start = Date.now()
  let received = 0
  for await (const part of raw) {
    received += part.length
    const late_ms = Date.now() - start - grace_ms
    if (late_ms > 0 && received < (late_ms / 1000) * slowest_bytes_per_s) {
      throw new UserError('timeout', 'cannot wait for the body: it comes too slowly', {
        hint: 'Send the records in smaller requests.',
      })
    }
    yield part
  }
}

function decoderOf(encoding: string): Transform | undefined {
  switch (encoding) {
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'zstd':
      return createZstdDecompress()
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

function boundedBy(limits: BodyLimits): Transform {
  let length = 0
  return new Transform({
    transform(part: Buffer, _encoding, done: TransformCallback) {
      length += part.length
      if (length > limits.body_bytes) done(tooLong(limits))
      else done(null, part)
    },
  })
}

function unreadable(encoding: string, error: unknown): UserError {
  if (error instanceof UserError) return error
  return new UserError('invalid', `cannot decompress the body as ${encoding}: ${messageOf(error)}`, {
    hint: 'What came before the damage was stored; send the rest again.',
    cause: error,
  })
}

function tooLong(limits: BodyLimits): UserError {
  return new UserError('too_large', `cannot take the body: it is longer than ${limits.body_bytes} bytes`, {
    hint: 'Send it in several requests.',
  })
}
