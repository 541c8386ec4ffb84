/** What the merging process is told. */
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import type { FileStory, WrittenColumn } from '../parquet.ts'
import type { LiveFile } from '../removal/live-rows.ts'

export interface MergeOrder {
  readonly files: readonly (LiveFile & { readonly crc32c: number | undefined })[]
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
    files: files.map(({ path, crc32c, deletes }) => ({ path, crc32c, deletes })),
    folder: table.folder,
    columns,
    story: {
      dataset: table.name,
      table: table.id,
      columns: table.columns.map(({ about }, i) => ({ ...about, ...columns[i]! })),
    },
    // A file that is written anew by itself stays among its like; its rows are in another order than those of a level 0.
    level: Math.max(1, ...files.map((file) => file.level + (files.length > 1 ? 1 : 0))),
  }
}
