import type { FilePreview, WantedParts } from '../../../../src/model/file-preview.ts'
import { fetchApi } from '../../client/api.ts'
import type { DateFields, ReadAs } from './plan.ts'

/** So much of a file is looked at first. */
const sample_bytes = 512 << 10
/** One that goes on asking for more is not understood. */
const mostRounds = 5

/** How the server understands a file: by its beginning, or by the parts of it that the server asks for. */
export async function previewOf(
  file: File,
  readAs: ReadAs,
  dates: DateFields,
  signal: AbortSignal,
): Promise<FilePreview> {
  const url = new URL('/api/preview', location.origin)
  url.searchParams.set('name', file.name)
  url.searchParams.set('size', String(file.size))
  url.searchParams.set('whole', String(file.size <= sample_bytes))
  for (const [name, value] of Object.entries(readAs)) if (value !== undefined) url.searchParams.set(name, value)
  for (const [name, fields] of Object.entries(dates)) for (const field of fields) url.searchParams.append(name, field)
  let part = file.slice(0, sample_bytes)
  for (let round = 1; ; round++) {
    // Read before it is sent: a file that cannot be read any more is no lost connection.
    const body = await part.arrayBuffer()
    const headers = { 'content-type': 'application/octet-stream' }
    const response = await fetchApi(url, { method: 'POST', body, headers, signal })
    const answer = (await response.json()) as FilePreview | WantedParts
    if (!('wanted' in answer)) return answer
    if (round === mostRounds) throw new Error(`the server asks for ever more of ${file.name}`)
    url.searchParams.set('at', answer.wanted)
    part = new Blob(answer.wanted.split(',').map((range) => sliceOf(file, range)))
  }
}

function sliceOf(file: File, range: string): Blob {
  const [from, to] = range.split('-').map(Number)
  return file.slice(from, to)
}
