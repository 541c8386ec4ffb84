/** Parquet files are read by DuckDB in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { entryFile } from '../entry.ts'
import { UserError } from '../errors.ts'
import { Slots } from '../slots.ts'

/** The first and the last bytes of every Parquet file. */
const magic = 'PAR1'

/** The first is registered (https://www.iana.org/assignments/media-types/application/vnd.apache.parquet). */
export const parquetMediaTypes = ['application/vnd.apache.parquet', 'application/x-parquet', 'application/parquet']

/** One that says so by its name is read as such even when its first bytes do not: then it is broken, and no text. */
export function isParquet(name: string, start: Uint8Array): boolean {
  return name.toLowerCase().endsWith('.parquet') || Buffer.from(start.subarray(0, 4)).toString('latin1') === magic
}

/**
 * The rows of a Parquet file, or its first ones, as pieces of NDJSON. Integers and decimals keep all digits; timestamps are ISO 8601 in
 * UTC, and NaN and infinity null, within lists, structures and maps, too.
 */
export function parquetPieces(path: string, most?: number): AsyncGenerator<Buffer, void, void> {
  return printedOf(['rows', path, ...(most === undefined ? [] : [String(most)])])
}

/** Each process may take a gigabyte. */
const processes = new Slots(3)

/** What the process prints for an order; a UserError for a file that it cannot read. */
export async function* printedOf(order: readonly string[]): AsyncGenerator<Buffer, void, void> {
  using _slot = await processes.enter()
  const child = spawn(process.execPath, [entryFile(import.meta.url, './parquet-process'), ...order], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
        { hint: 'Check that the file was written and copied whole, and that other programs read it.' },
      )
    }
  } finally {
    child.kill('SIGKILL')
    await exited
  }
}
