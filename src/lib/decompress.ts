import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { messageOf, UserError } from './errors.ts'
import { ZstdFrameCutter } from './zstd-frames.ts'

/** What a compressed body or file may become at most. */
export interface DecompressLimits {
  /** The plain bytes in all. */
  readonly total_bytes: number
  /** Plain bytes per compressed byte, once there are more than 16 MB: gzip reaches 1,030, zstd far more. */
  readonly ratio?: number
}

/** Below this many plain bytes the ratio is not looked at: small files of one repeated byte are no attack. */
const ratioFree_bytes = 16 << 20

/**
 * The plain pieces of a compressed stream: several gzip members or zstd frames in a row are one text. Throws UserError
 * `too_large` beyond the limits, and `invalid` for what is damaged or ends too early.
 */
export async function* decompress(
  compression: 'gzip' | 'zstd',
  source: AsyncIterable<Uint8Array>,
  limits: DecompressLimits,
): AsyncGenerator<Buffer, void, void> {
  const { total_bytes, ratio = Number.POSITIVE_INFINITY } = limits
  let consumed = 0
  let produced = 0
  const frames = compression === 'zstd' ? new ZstdFrameCutter() : undefined
  const counted = async function* () {
    for await (const piece of source) {
      consumed += piece.length
      if (frames) yield* frames.cut(piece)
      else yield piece
    }
  }
  const input = Readable.from(counted(), { objectMode: false, highWaterMark: chunkSize })
  const output = compression === 'gzip' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize })
  let inputError: unknown
  input.on('error', (error) => {
    inputError = error
    output.destroy(error)
  })
  try {
    for await (const piece of input.pipe(output) as AsyncIterable<Buffer>) {
      produced += piece.length
      if (produced > total_bytes) {
        throw tooLarge(compression, `expecting at most ${total_bytes} bytes; got more`)
      }
      if (produced > ratioFree_bytes && produced > consumed * ratio) {
        throw tooLarge(compression, `expecting at most ${ratio} bytes from each; got more`)
      }
      yield piece
    }
  } catch (error) {
    if (error instanceof UserError || inputError !== undefined) throw error
    throw new UserError('invalid', `cannot decompress ${compression}: ${messageOf(error)}`, {
      hint: 'Check that it was written and sent whole.',
      cause: error,
    })
  } finally {
    input.destroy()
    output.destroy()
  }
}

const chunkSize = 256 << 10

function tooLarge(compression: string, why: string): UserError {
  return new UserError('too_large', `cannot decompress ${compression}: ${why}`, {
    hint: 'Send it in smaller parts.',
  })
}
