import { mkdir, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Delivery } from './delivery.ts'

/** Drops files into a folder, whole and in their order, each with the date on which it would have come. */
export async function writeFiles(folder: string, files: readonly Delivery[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [i, { name, bytes, day }] of files.entries()) {
    const part = join(folder, `.${name}.part`)
    await writeFile(part, bytes)
    // Files of one day keep their order by the second.
    const at = Date.parse(day) / 1000 + i
    await utimes(part, at, at)
    await rename(part, join(folder, name))
  }
}
