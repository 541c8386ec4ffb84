import { ask, fetchApi } from '../client/api.ts'
import { saveFile } from '../lib/save-file.ts'
import type { Asked } from './hits.ts'
import { bodyOf } from './hits.ts'

export const exportFormats = { csv: 'csv', ndjson: 'jsonl', parquet: 'parquet' } as const
export type ExportFormat = keyof typeof exportFormats

/** The SQL of a search without a limit: all that it finds. */
export async function sqlOf(asked: Asked, signal?: AbortSignal): Promise<string> {
  return (await ask('POST /api/search', { body: { ...bodyOf(asked), explain: true }, signal })).sql
}

/** Brings the result of a statement as a file. */
export async function download(sql: string, format: ExportFormat, name: string): Promise<void> {
  const body = JSON.stringify({ sql, format })
  const response = await fetchApi('/api/sql', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  saveFile(await response.blob(), `${name}.${exportFormats[format]}`)
}
