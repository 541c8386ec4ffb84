/** The records of a case, which stand in it or in a file of the project. */
import { type Place, UserError } from '../../lib/errors.ts'
import { isJsonObject } from '../../model/record.ts'
import type { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'

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
  if (typeof records === 'string') return files.readBytes(records, owner, at, tell)
  return Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

/** Records that a function should give. */
export async function readRecords(
  records: WrittenRecords,
  { owner, at, files, tell }: RecordsContext,
): Promise<readonly unknown[]> {
  if (typeof records !== 'string') return records
  const bytes = await files.readBytes(records, owner, at, tell)
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

function notARecord(why: string, at: Place): UserError {
  return new UserError('invalid', `cannot read line ${why}`, { at, hint: 'Write one JSON object on each line.' })
}
