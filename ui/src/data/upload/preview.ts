import type { FilePreview } from '../../../../src/model/file-preview.ts'
import { fetchApi } from '../../client/api.ts'
import type { ReadAs } from './plan.ts'

/** So much of a file is looked at. */
const sample_bytes = 512 << 10

/** How the server understands the beginning of a file. */
export async function previewOf(file: File, readAs: ReadAs, signal: AbortSignal): Promise<FilePreview> {
  const url = new URL('/api/preview', location.origin)
  url.searchParams.set('name', file.name)
  url.searchParams.set('whole', String(file.size <= sample_bytes))
  for (const [name, value] of Object.entries(readAs)) if (value !== undefined) url.searchParams.set(name, value)
  // Read before it is sent: a file that cannot be read any more is no lost connection.
  const body = await file.slice(0, sample_bytes).arrayBuffer()
  const headers = { 'content-type': 'application/octet-stream' }
  return (await (await fetchApi(url, { method: 'POST', body, headers, signal })).json()) as FilePreview
}
