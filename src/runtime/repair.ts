/** Fills again what damaged files of datasets held, from their streams; what those do not have any more is counted as lost. */
import type { DatasetEngine } from '../datasets/dataset.ts'
import { untilItPasses, warnOf } from '../lib/back-off.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import { partitionOf } from '../model/offset.ts'
import type { Stream } from '../streams/stream.ts'
import { toDatasetFrame } from './dataset-feed.ts'

export interface RepairParts {
  readonly datasets: DatasetEngine
  /** The stream of a dataset that runs. */
  readonly streamOf: (dataset: string) => Stream | undefined
  readonly log: Log
  readonly stopping: AbortSignal
}

/** So much is read of the files at a time, and so often: 0.8 MB a second. */
const scrub = { bytes: 24 << 20, ms: 30_000 }
/** However many queries fail, all files are read for it at most so often. */
const thoroughPause_ms = 60_000

/** Looks for damage by itself, and mends it: at the start, when a query met a file that it could not read, and slowly all the time. */
export class Repairs {
  readonly #parts: RepairParts
  #turn: Promise<unknown> = Promise.resolve()
  #suspected = Number.NEGATIVE_INFINITY

  constructor(parts: RepairParts) {
    this.#parts = parts
  }

  /** Repairs one after the other: resolves with the number of ranges that were filled. */
  run(look: 'quick' | 'thorough'): Promise<number> {
    const running = this.#turn.then(() => repairDatasets(this.#parts, look))
    this.#turn = running.catch(() => {})
    return running
  }

  /** A query, or a merge, met a file that it could not read. */
  suspect(): void {
    const now = performance.now()
    if (now - this.#suspected < thoroughPause_ms) return
    this.#suspected = now
    void this.#attempt(() => this.run('thorough'))
  }

  /** Looks at the files until the platform stops. */
  async watch(): Promise<void> {
    const { stopping } = this.#parts
    await this.#attempt(() => this.run('quick'))
    while (!stopping.aborted) {
      await sleep(scrub.ms, stopping)
      if (!stopping.aborted) await this.#attempt(() => this.#scrub())
    }
  }

  async #scrub(): Promise<void> {
    if (await this.#parts.datasets.scrub(scrub.bytes)) await this.run('thorough')
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (this.#parts.stopping.aborted) return
      this.#parts.log.warn(`cannot look after the files of datasets yet: ${messageOf(error)}`)
    }
  }
}

/** Resolves with the number of ranges that were filled. */
async function repairDatasets(
  { datasets, streamOf, log, stopping }: RepairParts,
  look: 'quick' | 'thorough',
): Promise<number> {
  const trying = { onFailure: warnOf(log, 'repair datasets'), signal: stopping }
  let filled = 0
  for (const { dataset, ranges } of await untilItPasses(() => datasets.repair(look), trying)) {
    const stream = streamOf(dataset)
    // Without its stream a dataset waits until the project has it again.
    if (!stream) continue
    for (const { first, last } of ranges) {
      if (partitionOf(first) < stream.partitions)
        await refillRange(datasets, dataset, stream, { first, last }, stopping)
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
  { first, last }: { first: number; last: number },
  stopping: AbortSignal,
): Promise<void> {
  for await (const frames of stream.read(first, { signal: stopping, bytes: 8 << 20 })) {
    const wanted = frames.filter(({ offset }) => offset <= last)
    if (wanted.length > 0) await datasets.refill(dataset, wanted.map(toDatasetFrame))
    if (wanted.length < frames.length) return
  }
  // What was not read is not lost: it is filled at the next start.
  stopping.throwIfAborted()
}
