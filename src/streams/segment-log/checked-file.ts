import { dirname } from 'node:path'
import { crc32c } from '@node-rs/crc32'
import { systemCode } from '../../lib/errors.ts'
import type { FileSystem } from '../../lib/file-system.ts'

/**
 * A small file of JSON under its CRC-32C: `1a2b3c4d {…}`. It is whole or it is not there; a reader never believes a part.
 */
function encode(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  return Buffer.concat([Buffer.from(`${sumOf(json)} `), json, Buffer.from('\n')])
}

/** Replaces the file in one step that survives a power cut. */
export async function replaceFile(fileSystem: FileSystem, path: string, value: unknown): Promise<void> {
  const passing = `${path}.new`
  await writeFile(fileSystem, passing, value, true)
  await fileSystem.rename(passing, path)
  await fileSystem.syncFolder(dirname(path))
}

/** Writes a file that may be lost or torn by a power cut, and then is as if it were not there. */
export async function writeAccelerator(fileSystem: FileSystem, path: string, value: unknown): Promise<void> {
  await writeFile(fileSystem, path, value, false)
}

async function writeFile(fileSystem: FileSystem, path: string, value: unknown, sync: boolean): Promise<void> {
  const file = await fileSystem.open(path, 'w')
  try {
    await file.writev([encode(value)], 0)
    if (sync) await file.datasync()
  } finally {
    await file.close()
  }
}

/** The value; `absent` when there is no file, `damaged` when it is not whole. Other errors of the disk are thrown. */
export async function readChecked(
  fileSystem: FileSystem,
  path: string,
): Promise<{ state: 'whole'; value: unknown } | { state: 'absent' | 'damaged' }> {
  let bytes: Buffer
  try {
    const file = await fileSystem.open(path, 'r')
    try {
      bytes = Buffer.allocUnsafe(await file.size())
      bytes = bytes.subarray(0, await file.read(bytes, 0))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { state: 'absent' }
    throw error
  }
  const json = bytes.subarray(9, bytes.length - 1)
  const isWhole = bytes.length > 10 && bytes.at(-1) === 10 && bytes.toString('latin1', 0, 9) === `${sumOf(json)} `
  return isWhole ? { state: 'whole', value: JSON.parse(json.toString()) } : { state: 'damaged' }
}

function sumOf(json: Buffer): string {
  return crc32c(json).toString(16).padStart(8, '0')
}
