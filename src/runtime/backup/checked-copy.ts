import { constants } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32c } from '@node-rs/crc32'

const piece_bytes = 1 << 20
/** What waits for the disk waits together. */
export const copiesAtOnce = 16

/** Copies the first bytes of a file and returns their CRC-32C, and how many there were, once they are on disk. Never over another file. */
export async function copyChecked(
  from: string,
  to: string,
  { bytes, onBytes }: { readonly bytes: number; readonly onBytes: (count: number) => void },
): Promise<{ readonly bytes: number; readonly crc32c: number }> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await using source = await open(from, 'r')
  await using target = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  const piece = Buffer.allocUnsafe(Math.min(piece_bytes, Math.max(1, bytes)))
  let sum = 0
  let at = 0
  while (at < bytes) {
    const { bytesRead } = await source.read(piece, 0, Math.min(piece.length, bytes - at), at)
    if (bytesRead === 0) break
    const read = piece.subarray(0, bytesRead)
    sum = crc32c(read, sum)
    await target.writeFile(read)
    at += bytesRead
    onBytes(bytesRead)
  }
  await target.sync()
  return { bytes: at, crc32c: sum }
}
