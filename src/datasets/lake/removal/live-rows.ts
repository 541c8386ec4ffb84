/**
 * Rows go out of a file that never changes by a delete file, which names their places in it: of a dataset that keeps the last of a key, or
 * by another client. Whoever reads files for their rows reads them through here.
 */
import { quoteText } from '../../../lib/sql-text.ts'
import type { LakeFile } from '../catalogue/read.ts'
import { readParquet } from '../duck.ts'
import { readDeletionVector } from './deletion-vector.ts'

export type Deletes = NonNullable<LakeFile['deletes']>

/** What is needed of a file to read it without its removed rows. */
export interface LiveFile {
  readonly path: string
  readonly deletes?: Deletes | undefined
}

type Columns = Parameters<typeof readParquet>[1]

/** Selects the rows that are there; with their places, `filename` and `file_row_number`, if asked. */
export async function liveRows(files: readonly LiveFile[], columns: Columns, withPlaces = false): Promise<string> {
  const branches: string[] = []
  const whole = files.filter(({ deletes }) => deletes === undefined).map(({ path }) => path)
  if (whole.length > 0) branches.push(`select * from ${readParquet(whole, columns, withPlaces)}`)
  const selected = withPlaces ? '*' : '* exclude (filename, file_row_number)'
  for (const { path, deletes } of files) {
    if (!deletes) continue
    const removed = await removedPlaces(deletes)
    branches.push(
      `select ${selected} from ${readParquet([path], columns, true)} where file_row_number not in (${removed})`,
    )
  }
  return branches.join(' union all ')
}

/** Selects the places of removed rows. */
export async function removedPlaces({ path, format }: Deletes): Promise<string> {
  if (format !== 'puffin') return `select pos from read_parquet(${quoteText(path)})`
  const places = await readDeletionVector(path)
  return `select unnest([${places.join(', ')}]::BIGINT[])`
}
