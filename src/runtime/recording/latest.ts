/** The latest records of a stream that meet a condition: looked for backwards, window after window. */
import { offsetOf, positionOf } from '../../model/offset.ts'
import { type JsonRecord, maybeRecord } from '../../model/record.ts'
import { parseCondition } from '../../query/condition.ts'
import type { QueryColumn } from '../../query/kql/columns.ts'
import type { Matcher } from '../../query/match.ts'
import type { Stream } from '../../streams/stream.ts'

interface Found {
  readonly record: JsonRecord
  readonly received: number
}

const firstWindow = 1000
/** What lies further back than so many records is not looked for. */
const farthest = 1_000_000

export interface LatestQuery {
  readonly kql: string
  /** The types of the records' fields, where a dataset stores them. */
  readonly columns: readonly QueryColumn[]
  readonly last: number
  readonly signal: AbortSignal
}

/** Oldest first. What is no JSON object is passed over. Throws the mistakes of the condition. */
export async function latestRecords(
  stream: Stream,
  { kql, columns, last, signal }: LatestQuery,
): Promise<JsonRecord[]> {
  const matches = parseCondition(kql, columns)
  const found: Found[] = []
  for (const [partition, { first, next }] of stream.status().offsets.entries()) {
    const start = Math.max(positionOf(first), positionOf(next) - farthest)
    let until = positionOf(next)
    let collected: Found[] = []
    for (let window = Math.max(firstWindow, last); until > start && collected.length < last; window *= 4) {
      const from = Math.max(start, until - window)
      const range = { from: offsetOf(partition, from), until: offsetOf(partition, until) }
      collected = [...(await findIn(stream, range, { matches, last, signal })), ...collected].slice(-last)
      until = from
    }
    found.push(...collected)
  }
  return found
    .sort((a, b) => a.received - b.received)
    .slice(-last)
    .map(({ record }) => record)
}

async function findIn(
  stream: Stream,
  { from, until }: { from: number; until: number },
  { matches, last, signal }: { matches: Matcher; last: number; signal: AbortSignal },
): Promise<Found[]> {
  const found: Found[] = []
  for await (const frames of stream.read(from, { signal, bytes: 1 << 20 })) {
    for (const { offset, kind, bytes, received } of frames) {
      if (offset >= until) return found
      if (kind !== 'records') continue
      let position = offset
      for (const line of Buffer.from(bytes).toString('utf8').split('\n')) {
        if (line.trim() === '') continue
        if (position++ >= until) return found
        const record = maybeRecord(line)
        if (record && matches(record)) found.push({ record, received })
      }
      if (found.length > last) found.splice(0, found.length - last)
    }
  }
  return found
}
