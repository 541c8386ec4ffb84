/** Records of a stream as they come, as JSON lines, filtered. Parsed only here, where somebody looks. */
import { UserError } from '../lib/errors.ts'
import { offsetOf, positionOf } from '../model/offset.ts'
import { parseCondition } from '../query/condition.ts'
import type { QueryColumn } from '../query/kql/columns.ts'
import type { Matcher } from '../query/match.ts'
import type { Frame, Stream } from '../streams/stream.ts'

export interface FollowOptions {
  readonly kql: string
  /** The types of the records' fields, where a dataset stores them. */
  readonly columns: readonly QueryColumn[]
  /** Begin with about this many of the latest records. */
  readonly last: number
  readonly signal: AbortSignal
  /** Which records exist for whoever follows. */
  readonly isVisible?: Matcher | undefined
}

/** Throws the query's mistakes at once; then yields JSON lines, several at a time, until aborted. */
export function followStream(
  stream: Stream,
  { kql, columns, last, signal, isVisible }: FollowOptions,
): AsyncGenerator<string[]> {
  const meets = parseCondition(kql, columns)
  const filter: Matcher = isVisible ? (record) => isVisible(record) && meets(record) : meets
  return merge(
    stream.status().offsets.map(({ first, next }, partition) => {
      const from = offsetOf(partition, Math.max(positionOf(first), positionOf(next) - last))
      return followPartition(stream, from, filter, signal)
    }),
  )
}

async function* followPartition(
  stream: Stream,
  from: number,
  filter: Matcher,
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  for await (const frames of stream.read(from, { signal, follow: true, bytes: 1 << 20 })) {
    const lines = frames.flatMap((frame) => linesOf(frame, filter))
    if (lines.length > 0) yield lines
  }
}

function linesOf(frame: Frame, filter: Matcher): string[] {
  if (frame.kind !== 'records') return []
  const lines: string[] = []
  for (const line of Buffer.from(frame.bytes).toString('utf8').split('\n')) {
    if (line.trim() === '') continue
    try {
      const record: unknown = JSON.parse(line)
      if (typeof record === 'object' && record !== null && filter(record as Record<string, unknown>)) lines.push(line)
    } catch (error) {
      // A line that is not JSON is told where it is stored, in <dataset>_rejected.
      if (error instanceof UserError) throw error
    }
  }
  return lines
}

/** Whatever comes first of several generators. */
async function* merge(generators: AsyncGenerator<string[]>[]): AsyncGenerator<string[]> {
  const next = new Map(generators.map((generator, index) => [index, pull(generator, index)]))
  while (next.size > 0) {
    const { index, result } = await Promise.race(next.values())
    if (result.done) next.delete(index)
    else {
      yield result.value
      next.set(index, pull(generators[index]!, index))
    }
  }
}

async function pull(generator: AsyncGenerator<string[]>, index: number) {
  return { index, result: await generator.next() }
}
