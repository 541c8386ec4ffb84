/** The body of a request as it was meant: decompressed, bounded, and never slower than a client that is really sending. */
import type { IncomingMessage } from 'node:http'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { messageOf, UserError } from '../lib/errors.ts'

export interface BodyLimits {
  /** The longest body, after decompression. */
  readonly body_bytes: number
  /** The grace time of a slow client. */
  readonly slow_body_ms: number
}

/** A client that sends less than this, after the grace time, is cut off: it holds a connection and memory. */
const slowest_bytes_per_s = 1024
const look_ms = 250

/** The request itself stays open when this is destroyed, so that it can be answered. */
export function decodedBody(request: FastifyRequest, limits: BodyLimits): Readable {
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > limits.body_bytes) throw tooLong(limits)
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  const decoder = decoderOf(encoding)
  const bounded = boundedBy(limits)
  if (decoder === undefined) return received(request.raw, bounded, limits)
  received(request.raw, decoder, limits)
  decoder.once('error', (error) => bounded.destroy(unreadable(encoding, error)))
  bounded.once('close', () => decoder.destroy())
  return decoder.pipe(bounded)
}

/** Pipes the request into the stream, and destroys that when the client goes or dawdles. */
function received(raw: IncomingMessage, to: Transform, limits: BodyLimits): Transform {
  let bytes = 0
  let waited_ms = 0
  const count = (part: Buffer) => {
    bytes += part.length
  }
  const looking = setInterval(() => {
    // While we are the slow ones, the client cannot be blamed.
    if (!to.writableNeedDrain) waited_ms += look_ms
    if (waited_ms > limits.slow_body_ms && bytes < ((waited_ms - limits.slow_body_ms) / 1000) * slowest_bytes_per_s) {
      to.destroy(
        new UserError('timeout', 'cannot wait for the body: it comes too slowly', {
          hint: 'Send the records in smaller requests.',
        }),
      )
    }
  }, look_ms)
  const gone = () => {
    if (!raw.complete) to.destroy(new UserError('cancelled', 'cannot read the body: the client has gone'))
  }
  raw.on('data', count)
  raw.once('error', gone)
  raw.once('close', gone)
  to.once('close', () => {
    clearInterval(looking)
    raw.off('data', count)
    raw.off('error', gone)
    raw.off('close', gone)
    // Whoever answers decides what becomes of the rest; until then nobody reads it.
    raw.unpipe(to)
    raw.on('error', () => {})
  })
  return raw.pipe(to)
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
