import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { UserError } from '../../../../lib/errors.ts'
import { quoteName, quoteText } from '../../../../lib/sql-text.ts'
import type { Format } from './format.ts'

let exports = 0

/**
 * A second instance writes the file. It sees the chunks and never a statement of the user, so it may do what the first must not:
 * write. The rows rest in a temporary database on disk, so that memory stays bounded.
 */
export const parquet: Format = async function* (columns, chunks, { scratch }) {
  const base = join(scratch, `export-${++exports}`)
  const instance = await DuckDBInstance.create(`${base}.duckdb`, { threads: '1', memory_limit: '256MiB' })
  try {
    const connection = await instance.connect()
    const declared = columns.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', ')
    await connection.run(`create table result (${declared})`).catch((error: unknown) => {
      throw new UserError('unsupported', 'cannot write result as Parquet: it has a column of an unsupported type', {
        hint: 'Cast such columns, for example to VARCHAR.',
        cause: error,
      })
    })
    const appender = await connection.createAppender('result')
    for await (const chunk of chunks) {
      appender.appendDataChunk(chunk)
      appender.flushSync()
    }
    appender.closeSync()
    await connection.run(`copy result to ${quoteText(`${base}.parquet`)} (format parquet, compression zstd)`)
    connection.closeSync()
    yield* createReadStream(`${base}.parquet`, { highWaterMark: 128 * 1024 })
  } finally {
    instance.closeSync()
    for (const suffix of ['.duckdb', '.duckdb.wal', '.duckdb.tmp', '.parquet']) {
      await rm(base + suffix, { force: true, recursive: true })
    }
  }
}
