/** The records of a case, which stand in it or in a file of the project. */
import { type Place, UserError } from '../../lib/errors.ts'
import { isJsonObject } from '../../model/record.ts'
import type { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import { isCsv, rowsOf } from './csv-rows.ts'

/** As they are written: the name of a file, or records. */
export type WrittenRecords = string | readonly unknown[]

/** Where records are written, and who takes the mistakes in them. */
export interface RecordsContext {
  readonly owner: string
  readonly at: Place
  readonly files: ProjectFiles
  readonly tell: Tell
}

/** Records to be given to a function, as NDJSON: any bytes, for functions get any. Undefined: told. */
export async function readBytes(
  records: WrittenRecords,
  { owner, at, files, tell }: RecordsContext,
): Promise<Uint8Array | undefined> {
  if (typeof records === 'string') return readFile(records, { owner, at, files, tell })
  return Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

/** Records that a function should give. */
export async function readRecords(
  records: WrittenRecords,
  { owner, at, files, tell }: RecordsContext,
): Promise<readonly unknown[]> {
  if (typeof records !== 'string') return records
  const bytes = await readFile(records, { owner, at, files, tell })
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      const record: unknown = JSON.parse(line)
      if (isJsonObject(record)) return [record]
      tell(notARecord('as a record: expecting a JSON object', { file: records, line: index + 1, column: 1 }))
    } catch (cause) {
      const why = `as JSON: ${(cause as SyntaxError).message}`
      tell(notARecord(why, { file: records, line: index + 1, column: 1 }))
    }
    return []
  })
}

async function readFile(file: string, context: RecordsContext): Promise<Uint8Array | undefined> {
  const { owner, at, files, tell } = context
  return isCsv(file) ? readCsv(file, context) : files.readBytes(file, owner, at, tell)
}

/** Rows of a CSV file become JSON lines. */
export async function readCsv(
  file: string,
  { owner, at, files, tell }: RecordsContext,
): Promise<Uint8Array | undefined> {
  const bytes = await files.readBytes(file, owner, at, tell)
  return (
    bytes &&
    rowsOf(bytes, (reason, line) => {
      const message = `cannot read row of "${file}": ${reason}`
      tell(new UserError('invalid', message, { at: { file, line, column: 1 }, hint: 'Correct the file.' }))
    })
  )
}

function notARecord(why: string, at: Place): UserError {
  return new UserError('invalid', `cannot read line ${why}`, { at, hint: 'Write one JSON object on each line.' })
}
