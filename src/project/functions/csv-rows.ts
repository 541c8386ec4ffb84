/** CSV files with records for tests, as JSON lines. */
import { Value } from 'typebox/value'
import { findFormat } from '../../formats/index.ts'

const record_bytes = 16 << 20

export function isCsv(file: string): boolean {
  return /\.(csv|tsv|tab)$/i.test(file)
}

/** The rows below the header; those that cannot be read are told with their lines. */
export async function rowsOf(bytes: Uint8Array, tell: (reason: string, line: number) => void): Promise<Uint8Array> {
  const format = await findFormat('csv')
  const options = Value.Default(format.options, { header: true }) as Record<string, unknown>
  const reader = format.open(options, { record_bytes })
  const batches = [...reader.push(bytes), ...reader.end()]
  for (const { rejected = [], line } of batches) for (const each of rejected) tell(each.reason, each.line ?? line)
  return Buffer.concat(batches.map((batch) => batch.bytes))
}
