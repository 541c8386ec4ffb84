/** How a file is compressed, by its first bytes, and what the beginning of it says. */
import { promisify } from 'node:util'
import { constants, gunzip, zstdDecompress } from 'node:zlib'
import { messageOf, UserError } from './errors.ts'

/** RFC 1952 §2.3.1 and RFC 8878 §3.1.1; undefined for what is neither. */
export function compressionOf(start: Buffer): 'gzip' | 'zstd' | undefined {
  if (start.length >= 2 && start.readUInt16BE(0) === 0x1f8b) return 'gzip'
  return start.length >= 4 && start.readUInt32BE(0) === 0x28b52ffd ? 'zstd' : undefined
}

/** A file that expands more than this is no file to look into. */
const most_bytes = 64 << 20

/** The plain bytes that the beginning of a compressed file holds; how it goes on need not be there. */
export async function plainStart(compression: 'gzip' | 'zstd', start: Buffer): Promise<Buffer> {
  const limit = { maxOutputLength: most_bytes }
  try {
    return compression === 'gzip'
      ? await promisify(gunzip)(start, { ...limit, finishFlush: constants.Z_SYNC_FLUSH })
      : await promisify(zstdDecompress)(start, { ...limit, finishFlush: constants.ZSTD_e_flush })
  } catch (error) {
    throw new UserError('invalid', `cannot decompress ${compression}: ${messageOf(error)}`, {
      hint: 'Check that the file was written and copied whole.',
      cause: error,
    })
  }
}
