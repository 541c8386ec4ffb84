import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DatasetReader } from '../../datasets/dataset.ts'
import { putFile } from '../../lib/s3.ts'
import type { ResultFormat } from '../../model/result-format.ts'
import type { ViewExport } from '../../project/project.ts'

/** A put that takes longer than this is tried again. */
const longest_ms = 600_000

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
}

/** Writes the rows of a view to a file or an object in one step, without what Caudal adds to them. */
export async function exportView(
  reader: DatasetReader,
  folder: string,
  view: string,
  { to, format, object }: ViewExport,
  signal: AbortSignal,
): Promise<void> {
  if (!object) return replaceFile(reader, resolve(folder, to), view, format)
  const scratch = await mkdtemp(join(tmpdir(), 'caudal-export-'))
  try {
    const path = join(scratch, `rows.${format}`)
    await writeRows(reader, path, view, format)
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    const file = { path, sha256: hash.digest('hex'), type: types[format] ?? 'application/octet-stream' }
    await putFile(object, object.key, file, AbortSignal.any([signal, AbortSignal.timeout(longest_ms)]))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function replaceFile(reader: DatasetReader, path: string, view: string, format: ResultFormat): Promise<void> {
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeRows(reader, part, view, format)
    const handle = await open(part, 'r')
    await handle.sync()
    await handle.close()
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}

async function writeRows(reader: DatasetReader, path: string, view: string, format: ResultFormat): Promise<void> {
  const query = { sql: `select * exclude (_time, _offset) from "${view}"`, scope: { datasets: [view] } }
  await pipeline(await reader.sqlStream(query, format), createWriteStream(path))
}
