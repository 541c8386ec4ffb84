/** A request that is sent again after it was cut off: what of it is not stored yet. */
import type { Append, StoredOfKey } from '../streams/stream.ts'

export class RestOfRequest {
  readonly #records: Map<number, number>
  #rejected: number
  readonly #byPartition: boolean

  /** `byPartition`: the records choose their partitions, and each has stored the first ones of its own; otherwise they are stored one after the other. */
  constructor({ records, rejected }: StoredOfKey, byPartition: boolean) {
    const all = [...records.values()].reduce((sum, count) => sum + count, 0)
    this.#records = new Map(byPartition ? records : [[0, all]])
    this.#rejected = rejected
    this.#byPartition = byPartition
  }

  /** Those of the next batches that are not stored yet; asked in the order of the request. */
  of(appends: readonly Append[]): Append[] {
    return appends.map((append) => this.#restOf(append)).filter(({ count, rejected }) => count > 0 || rejected?.length)
  }

  #restOf(append: Append): Append {
    const partition = this.#byPartition ? (append.partition ?? 0) : 0
    const left = this.#records.get(partition) ?? 0
    const records = Math.min(left, append.count)
    this.#records.set(partition, left - records)
    const rejected = Math.min(this.#rejected, append.rejected?.length ?? 0)
    this.#rejected -= rejected
    return records + rejected === 0 ? append : without(append, records, rejected)
  }
}

/** The batch without its first records, and without the first of what is rejected. */
function without(append: Append, records: number, rejected: number): Append {
  const buffer = Buffer.from(append.bytes.buffer, append.bytes.byteOffset, append.bytes.byteLength)
  let start = 0
  let lines = 0
  for (let left = records; left > 0; lines++) {
    const end = buffer.indexOf(10, start)
    if (buffer.subarray(start, end).toString().trim() !== '') left--
    start = end + 1
  }
  const { line } = append.origin
  return {
    ...append,
    origin: line === undefined ? append.origin : { ...append.origin, line: line + lines },
    bytes: buffer.subarray(start),
    count: append.count - records,
    ...(append.rejected ? { rejected: append.rejected.slice(rejected) } : {}),
  }
}
