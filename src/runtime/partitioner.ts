/** Which partition a batch goes to: the same key always to the same one, batches without a key in turn. */
import { partitionFor } from '../model/partition-key.ts'
import type { Append } from '../streams/stream.ts'

export type Partitioner = (batches: readonly Omit<Append, 'partition'>[]) => Append[]

/** With one partition, bytes stay as they are. A key field makes its records be parsed, which the fast lane avoids. */
export function partitionerOf(partitions: number, key: string | undefined): Partitioner {
  if (partitions === 1) return (batches) => batches as Append[]
  if (key !== undefined) return (batches) => batches.flatMap((batch) => splitByKey(batch, partitions, key))
  let turn = 0
  return (batches) => {
    turn = (turn + 1) % partitions
    return batches.map((batch) => ({ ...batch, partition: turn }))
  }
}

function splitByKey(batch: Omit<Append, 'partition'>, partitions: number, key: string): Append[] {
  const lines = Array.from({ length: partitions }, (): string[] => [])
  for (const line of Buffer.from(batch.bytes).toString('utf8').split('\n')) {
    if (line.trim() !== '') lines[partitionOfKey(maybeKey(line, key), partitions)]!.push(line)
  }
  const { rejected, ...rest } = batch
  const appends: Append[] = []
  for (const [partition, own] of lines.entries()) {
    if (own.length > 0) {
      appends.push({ ...rest, bytes: Buffer.from(`${own.join('\n')}\n`), count: own.length, partition })
    }
  }
  if (rejected && rejected.length > 0) {
    appends.push({ ...rest, bytes: new Uint8Array(0), count: 0, rejected, partition: 0 })
  }
  return appends
}

/** The value of the key field as text; undefined where it is missing or the line is not JSON (which storing will tell). */
function maybeKey(line: string, key: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line)?.[key]
    return value === undefined || value === null ? undefined : String(value)
  } catch {
    return undefined
  }
}

function partitionOfKey(key: string | undefined, partitions: number): number {
  return key === undefined ? 0 : partitionFor(key, partitions)
}
