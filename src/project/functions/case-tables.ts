/** The tables that a function looks into, as a case has them: nothing runs of which the rows of a dataset could be asked. */
import type { TableSource } from '../../functions/function.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { inWords } from '../expectation.ts'
import type { ProjectFunction } from '../project.ts'
import { type RecordsContext, readBytes, readCsv, type WrittenRecords } from './case-records.ts'

export interface CaseTable {
  readonly source: TableSource
  /** NDJSON. */
  readonly rows: Uint8Array
}

/** The rows that are written, by dataset or file; those of a CSV file of the project need not be. Mistakes are told. */
export async function readTables(
  { tables }: Pick<ProjectFunction, 'tables'>,
  written: Readonly<Record<string, WrittenRecords>>,
  contextOf: (key: string) => RecordsContext,
): Promise<CaseTable[]> {
  const names = tables.map(tableOf)
  for (const key of Object.keys(written)) {
    if (names.includes(key)) continue
    const { owner, at, tell } = contextOf(key)
    const hint = didYouMean(key, names) ?? (names.length > 0 ? `Choose ${inWords(names)}.` : 'Leave it out.')
    const message = `cannot use table "${key}" in ${owner}: the function does not look into it`
    tell(new UserError('invalid', message, { at, hint }))
  }
  const found: CaseTable[] = []
  for (const source of tables) {
    const key = tableOf(source)
    const context = contextOf(key)
    if (written[key] !== undefined) found.push({ source, rows: await bytesOf(readBytes(written[key], context)) })
    else if ('file' in source) found.push({ source, rows: await bytesOf(readCsv(source.file, context)) })
    else context.tell(missing(source.dataset, context))
  }
  return found
}

function tableOf(source: TableSource): string {
  return 'file' in source ? source.file : source.dataset
}

async function bytesOf(rows: Promise<Uint8Array | undefined>): Promise<Uint8Array> {
  return (await rows) ?? new Uint8Array(0)
}

function missing(dataset: string, { owner, at }: RecordsContext): UserError {
  const message = `cannot run ${owner}: it looks into dataset "${dataset}", whose rows are not given`
  return new UserError('invalid', message, {
    at,
    hint: `Add them under tables: { ${dataset}: [{ … }] }, or name a file with them.`,
  })
}
