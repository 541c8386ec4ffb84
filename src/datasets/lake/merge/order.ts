/** What the merging process is told. */
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import type { FileStory, WrittenColumn } from '../parquet.ts'

export interface MergeOrder {
  readonly files: readonly { readonly path: string; readonly crc32c: number | undefined }[]
  readonly folder: string
  readonly columns: readonly (WrittenColumn & { readonly type: string })[]
  readonly story: FileStory
  readonly level: number
  /** Only these rows, in SQL. */
  readonly where?: string
}

/** Files of a table become one of the next level. */
export function orderOf(table: LakeTable, files: readonly LakeFile[]): MergeOrder {
  const columns = table.columns.map(({ id, name, type, children }) =>
    type.endsWith('[]') && children[0] ? { id, name, type, elementId: children[0].id } : { id, name, type },
  )
  return {
    files: files.map(({ path, crc32c }) => ({ path, crc32c })),
    folder: table.folder,
    columns,
    story: {
      dataset: table.name,
      table: table.id,
      columns: table.columns.map(({ about }, i) => ({ ...about, ...columns[i]! })),
    },
    level: Math.max(...files.map((file) => file.level)) + 1,
  }
}
