import type { TableSource } from '../../functions/function.ts'

/** What a table is called between the main process and its workers. */
export function tableName(source: TableSource): string {
  return 'file' in source ? `file:${source.file}` : `dataset:${source.dataset}`
}
