import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { entryFile } from '../../lib/entry.ts'
import { UserError } from '../../lib/errors.ts'

/** The first and the last bytes of every Parquet file. */
export const parquetMagic = 'PAR1'

/** The rows of a Parquet file as pieces of NDJSON. Integers keep all digits, timestamps are ISO 8601 in UTC, NaN is no value. */
export async function* parquetPieces(path: string): AsyncGenerator<Buffer, void, void> {
  const program = entryFile(import.meta.url, './parquet-child')
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'close')
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 1000)
  })
  try {
    yield* child.stdout as AsyncIterable<Buffer>
    const [code, signal] = await exited
    if (code !== 0) {
      throw new UserError(
        'invalid',
        `cannot read Parquet: ${complaint.trim() || `the reader ended with ${signal ?? code}`}`,
      )
    }
  } finally {
    child.kill('SIGKILL')
    await exited
  }
}
