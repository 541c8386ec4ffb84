import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DatasetReader } from '../../datasets/dataset.ts'
import type { ResultFormat } from '../../model/result-format.ts'

/** Writes the rows of a view to a file in one step, without what Caudal adds to them. */
export async function exportView(
  reader: DatasetReader,
  folder: string,
  view: string,
  { to, format }: { readonly to: string; readonly format: ResultFormat },
): Promise<void> {
  const path = resolve(folder, to)
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  try {
    const query = { sql: `select * exclude (_time, _offset) from "${view}"`, scope: { datasets: [view] } }
    await pipeline(await reader.sqlStream(query, format), createWriteStream(part))
    const handle = await open(part, 'r')
    await handle.sync()
    await handle.close()
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}
