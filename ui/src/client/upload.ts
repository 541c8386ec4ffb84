/** Sends a file to a stream while it is read from disk, and says how far it is: `fetch` does not tell. */
import type { IngestReport } from '../../../src/model/ingest-report.ts'
import { ApiError, refusal } from './api.ts'
import { noteLost } from './connection.ts'
import { token } from './token.ts'

export interface Upload {
  readonly stream: string
  readonly file: Blob
  /** Of the format, and fields that are left out. */
  readonly options: readonly (readonly [name: string, value: string])[]
  readonly headers: Readonly<Record<string, string>>
  /** The same for a repetition: the server goes on behind what it has. */
  readonly key: string
  readonly onProgress: (sent_bytes: number) => void
  readonly signal: AbortSignal
}

/** Resolves once all of it is on disk; an abort rejects with its reason. */
export function upload({ stream, file, options, headers, key, onProgress, signal }: Upload): Promise<IngestReport> {
  const url = new URL(`/ingest/${encodeURIComponent(stream)}`, location.origin)
  for (const [name, value] of options) url.searchParams.append(name, value)
  const request = new XMLHttpRequest()
  request.open('POST', url)
  // No form of another site can send it.
  request.setRequestHeader('x-caudal', '1')
  request.setRequestHeader('idempotency-key', key)
  if (token.value !== undefined) request.setRequestHeader('authorization', `Bearer ${token.value}`)
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  return new Promise((resolve, reject) => {
    const stop = () => request.abort()
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => {
      const { status, responseText } = request
      if (status === 200) resolve(JSON.parse(responseText) as IngestReport)
      else reject(refusal(status, responseText, request.getResponseHeader('retry-after')))
    }
    request.onerror = () => {
      noteLost()
      reject(new ApiError({ code: 'unreachable', message: 'cannot send the file: the connection was lost' }))
    }
    request.onabort = () => reject(signal.reason)
    request.onloadend = () => signal.removeEventListener('abort', stop)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) return reject(signal.reason)
    request.send(file)
  })
}
