/** A record that was rejected by a function, as it stands in the error stream. */
import type { RecordOrigin } from './protocol.ts'

export interface ErrorRecord {
  readonly reason: string
  readonly function: string
  /** The stream that the function reads, where the record can be sent again. */
  readonly stream: string
  /** The source, and the file or request, that it came from; the line in there, where it is known. */
  readonly source?: string | undefined
  readonly request?: string | undefined
  readonly line?: number | undefined
  /** Its offset in the stream that the function reads. */
  readonly offset?: number | undefined
  /** The place in the function's code, `functions/clean.ts:12:5`, where it failed. */
  readonly place?: string | undefined
  /** The record as it was read. */
  readonly original: string
}

/** What is known of the record at this index of a run; `lines` are those that lie before it in its frame. */
export function originOf(
  origins: readonly RecordOrigin[],
  index: number,
): Pick<ErrorRecord, 'source' | 'request' | 'offset'> & { readonly line?: number; readonly first?: number } {
  let first = 0
  for (const { offset, count, source, request, line } of origins) {
    if (index < first + count) {
      return {
        source,
        ...(request === undefined ? {} : { request }),
        ...(line === undefined ? {} : { line }),
        offset: offset + index - first,
        first,
      }
    }
    first += count
  }
  return {}
}
