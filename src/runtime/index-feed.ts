/** Feeds one partition of a stream to the dataset's token index, at leisure: it may lag, and nothing depends on it. */
import type { DatasetWriter } from '../datasets/dataset.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import type { Stream } from '../streams/stream.ts'
import { toDatasetFrame } from './dataset-feed.ts'

const piece_bytes = 16 << 20
/** Small pieces wait for company: a block of the index is thousands of records. */
const pause_ms = 1000

export async function feedIndex(options: {
  stream: Stream
  partition: number
  writer: DatasetWriter
  signal: AbortSignal
  log: Log
}): Promise<void> {
  const { stream, partition, writer, signal, log } = options
  while (!signal.aborted) {
    try {
      const positions = await writer.indexPositions()
      const from = positions.get(partition) ?? stream.status().offsets[partition]?.first
      if (from === undefined) return
      for await (const frames of stream.read(from, { signal, follow: true, bytes: piece_bytes })) {
        const last = frames.at(-1)
        if (!last) continue
        await writer.index(frames.map(toDatasetFrame), last.offset + last.count)
        await sleep(pause_ms, signal)
      }
    } catch (error) {
      if (signal.aborted) return
      log.warn(`cannot index stream "${stream.name}": ${messageOf(error)}`)
      await sleep(5000, signal)
    }
  }
}
