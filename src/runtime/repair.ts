/** Fills again what damaged files of datasets held, from their streams; what those do not have any more is counted as lost. */
import type { DatasetEngine } from '../datasets/dataset.ts'
import type { Log } from '../lib/log.ts'
import { partitionOf } from '../model/offset.ts'
import type { Stream } from '../streams/stream.ts'
import { toDatasetFrame } from './dataset-feed.ts'

/** Resolves with the number of ranges that were filled. `streamOf` gives the stream of a dataset that runs. */
export async function repairDatasets(
  datasets: DatasetEngine,
  streamOf: (dataset: string) => Stream | undefined,
  log: Log,
): Promise<number> {
  let filled = 0
  for (const { dataset, ranges } of await datasets.repair()) {
    const stream = streamOf(dataset)
    // Without its stream a dataset waits until the project has it again.
    if (!stream) continue
    for (const { first, last } of ranges) {
      if (partitionOf(first) < stream.partitions) await refillRange(datasets, dataset, stream, first, last)
      filled++
    }
    await datasets.endRefill(dataset)
    log.warn(`dataset "${dataset}" was repaired from its stream`, { ranges: ranges.length })
  }
  return filled
}

async function refillRange(
  datasets: DatasetEngine,
  dataset: string,
  stream: Stream,
  first: number,
  last: number,
): Promise<void> {
  const enough = new AbortController()
  for await (const frames of stream.read(first, { signal: enough.signal, bytes: 8 << 20 })) {
    const wanted = frames.filter(({ offset }) => offset <= last)
    if (wanted.length > 0) await datasets.refill(dataset, wanted.map(toDatasetFrame))
    if (wanted.length < frames.length) enough.abort()
  }
}
