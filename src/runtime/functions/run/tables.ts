/** The tables that built-in functions look into, CSV files of the project and datasets: read at the start, and again when they change. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { DatasetReader } from '../../../datasets/dataset.ts'
import type { TableSource } from '../../../functions/function.ts'
import { messageOf } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { sleep } from '../../../lib/sleep.ts'
import { quoteName } from '../../../lib/sql-text.ts'
import type { Formats } from '../../../model/format-reader.ts'
import { tableName } from '../table-name.ts'

export interface TableParts {
  readonly folder: string
  readonly formats: Formats
  readonly reader: Pick<DatasetReader, 'list' | 'sqlStream'>
  readonly log: Log
}

const look_ms = 1000

/** Hands over the rows, as NDJSON, now and whenever they have changed; resolves once all were read for the first time. */
export async function followTables(
  sources: readonly TableSource[],
  parts: TableParts,
  { signal, onRows }: { signal: AbortSignal; onRows: (name: string, rows: Uint8Array) => void },
): Promise<void> {
  const versions = new Map<string, string>()
  const look = async () => {
    for (const source of sources) {
      const name = tableName(source)
      try {
        const version = await versionOf(source, parts)
        if (versions.get(name) === version) continue
        onRows(name, await rowsOf(source, parts))
        versions.set(name, version)
      } catch (error) {
        if (!signal.aborted) parts.log.warn(`cannot read the table "${name}" yet: ${messageOf(error)}`)
      }
    }
  }
  await look()
  const follow = async () => {
    while (!signal.aborted) {
      await sleep(look_ms, signal)
      if (!signal.aborted) await look()
    }
  }
  void follow()
}

async function versionOf(source: TableSource, { folder, reader }: TableParts): Promise<string> {
  if ('file' in source) {
    const { mtimeMs, size } = await stat(join(folder, source.file))
    return `${mtimeMs} ${size}`
  }
  const info = (await reader.list()).find(({ name }) => name === source.dataset)
  return JSON.stringify([info?.rows, info?.files, info?.bytes])
}

async function rowsOf(source: TableSource, { folder, formats, reader }: TableParts): Promise<Uint8Array> {
  const known = 'file' in source || (await reader.list()).some(({ name }) => name === source.dataset)
  if (!known) return new Uint8Array(0)
  const scope = { datasets: 'dataset' in source ? [source.dataset] : [] }
  return rowsOfTable(source, { folder, formats, rowsOf: (sql) => reader.sqlStream({ sql, scope }, 'ndjson') })
}

/** The rows of a table as NDJSON; `rowsOf` answers a statement with such. */
export async function rowsOfTable(
  source: TableSource,
  { folder, formats, rowsOf }: Pick<TableParts, 'folder' | 'formats'> & { rowsOf: (sql: string) => Promise<Readable> },
): Promise<Uint8Array> {
  if ('dataset' in source) return buffer(await rowsOf(`select * from ${quoteName(source.dataset)}`))
  const csv = (await formats.open('csv', { header: true })).reader()
  const batches = [...csv.push(await readFile(join(folder, source.file))), ...csv.end()]
  return Buffer.concat(batches.map(({ bytes }) => bytes))
}
