/**
 * Fills a dataset again from its stream, beside the one that is read: queries see the old rows until the new ones are complete, and then
 * only those. What lies before the beginning stays as it is.
 */
import { isDeepStrictEqual } from 'node:util'
import type { DatasetEngine } from '../datasets/dataset.ts'
import { untilItPasses, warnOf } from '../lib/back-off.ts'
import { UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { sleep } from '../lib/sleep.ts'
import { partitionOf } from '../model/offset.ts'
import type { ProjectDataset } from '../project/project.ts'
import type { Stream } from '../streams/stream.ts'
import { feedDataset } from './dataset-feed.ts'
import type { Pipeline } from './pipeline.ts'

/** From where on: the time at which records were received, in milliseconds since 1970, or an offset of one partition. */
export interface RebuildStart {
  readonly since?: number | undefined
  readonly offset?: number | undefined
}

export interface RebuildParts {
  readonly pipeline: Pipeline
  readonly datasets: DatasetEngine
  /** The dataset as the project declares it now. */
  readonly declaredOf: (name: string) => ProjectDataset | undefined
  readonly log: Log
  readonly stopping: AbortSignal
}

/** So near to the end the dataset stops for the rest of the way. */
const near = 10_000
const look_ms = 50

export class Rebuilds {
  readonly #parts: RebuildParts
  readonly #running = new Set<string>()

  constructor(parts: RebuildParts) {
    this.#parts = parts
  }

  /** Resolves once the new rows are those that queries see, with how many records of the stream were read. */
  async run(declared: ProjectDataset, start: RebuildStart): Promise<number> {
    const { name } = declared
    if (this.#running.has(name)) {
      throw new UserError('conflict', `cannot rebuild dataset "${name}": it is rebuilt already`, {
        hint: 'Wait until that is done.',
      })
    }
    this.#running.add(name)
    try {
      return await this.#rebuild(declared, start)
    } finally {
      this.#running.delete(name)
    }
  }

  async #rebuild(declared: ProjectDataset, start: RebuildStart): Promise<number> {
    const { pipeline, datasets, declaredOf, stopping, log } = this.#parts
    const { name, from: streamName, at: _at, ...options } = declared
    const { stream } = pipeline.intakes.get(streamName)!
    const now = () => pipeline.datasets.get(name)?.positions ?? new Map<number, number>()
    const from = await beginningOf(stream, now(), start)
    const next = await datasets.beginNext(name, from)
    const controller = new AbortController()
    const signal = AbortSignal.any([controller.signal, stopping])
    const filled = new Map(from)
    let feeds: Promise<void>[] = []
    const finish = async () => {
      controller.abort()
      await Promise.all(feeds)
      await datasets.close(next)
    }
    try {
      const writer = await datasets.open({ ...options, name: next })
      feeds = [...from.keys()].map((partition) => {
        const onStored = (_: unknown, position: number) => filled.set(partition, position)
        return feedDataset({
          stream,
          partition,
          writer,
          signal,
          log,
          backlog: { since: undefined, bytes: 0 },
          onStored,
        })
      })
      await this.#until(() => behind(filled, now()) <= near)
      const end = now()
      await pipeline.stopDataset(name)
      await this.#until(() => behind(filled, end) === 0)
      await finish()
      if (!isDeepStrictEqual(declaredOf(name), declared)) throw changed(name)
      await datasets.swap(name, from)
    } catch (error) {
      await finish()
      if (!stopping.aborted) await datasets.dropNext(name)
      throw error
    } finally {
      const still = declaredOf(name)
      if (still && !stopping.aborted && !pipeline.datasets.has(name))
        await untilItPasses(() => pipeline.startDataset(still), {
          onFailure: warnOf(log, `go on with dataset "${name}"`),
          signal: stopping,
        })
    }
    return [...from].reduce((sum, [partition, first]) => sum + (filled.get(partition) ?? first) - first, 0)
  }

  async #until(isSo: () => boolean): Promise<void> {
    const { stopping } = this.#parts
    while (!isSo()) {
      await sleep(look_ms, stopping)
      if (stopping.aborted) {
        throw new UserError('unavailable', 'cannot rebuild the dataset: Caudal stops', {
          hint: 'It is as it was; rebuild it again after the start.',
        })
      }
    }
  }
}

/** Never before what the stream still has, never behind what the dataset has. */
async function beginningOf(
  stream: Stream,
  positions: ReadonlyMap<number, number>,
  { since, offset }: RebuildStart,
): Promise<Map<number, number>> {
  const { offsets } = stream.status()
  const beginning = new Map<number, number>()
  for (const [partition, { first, next }] of offsets.entries()) {
    const end = positions.get(partition) ?? next
    const wanted =
      since !== undefined
        ? await stream.offsetAt(partition, since)
        : offset === undefined
          ? first
          : partitionOf(offset) === partition
            ? offset
            : end
    beginning.set(partition, Math.max(first, Math.min(wanted, end)))
  }
  return beginning
}

/** How many records the new rows lack. */
function behind(filled: ReadonlyMap<number, number>, positions: ReadonlyMap<number, number>): number {
  return [...positions].reduce((sum, [partition, end]) => sum + Math.max(0, end - (filled.get(partition) ?? end)), 0)
}

function changed(name: string): UserError {
  return new UserError('conflict', `cannot rebuild dataset "${name}": the project declares it in another way by now`, {
    hint: 'Rebuild it again.',
  })
}
