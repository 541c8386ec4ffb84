/** Feeds one partition of a stream to the token index of a dataset, at leisure: it may lag, and nothing depends on it. */
import type { DatasetIndexer } from '../datasets/dataset.ts'
import { BackOff } from '../lib/back-off.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import type { Stream } from '../streams/stream.ts'
import { toDatasetFrame } from './dataset-feed.ts'

const piece_bytes = 8 << 20
/** Less than this waits a while for company: a block of the index is thousands of records. */
const small_bytes = 1 << 20
const company_ms = 1000

export async function feedIndex(options: {
  stream: Stream
  partition: number
  dataset: string
  indexer: DatasetIndexer
  signal: AbortSignal
  log: Log
}): Promise<void> {
  const { stream, partition, dataset, indexer, signal, log } = options
  const backOff = new BackOff({ first_ms: 1000, longest_ms: 60_000 })
  while (!signal.aborted) {
    try {
      const { first } = stream.status().offsets[partition]!
      const from = Math.max(first, (await indexer.positions(dataset)).get(partition) ?? first)
      for await (const frames of stream.read(from, { signal, follow: true, bytes: piece_bytes })) {
        const last = frames.at(-1)
        if (!last) continue
        await indexer.index(dataset, frames.map(toDatasetFrame), last.offset + last.count)
        backOff.reset()
        if (frames.reduce((sum, { bytes }) => sum + bytes.length, 0) < small_bytes) await sleep(company_ms, signal)
      }
    } catch (error) {
      if (signal.aborted) return
      const pause_ms = backOff.pause()
      log.warn(`cannot index stream "${stream.name}": ${messageOf(error)}`, { retry_ms: pause_ms })
      await sleep(pause_ms, signal)
    }
  }
}
