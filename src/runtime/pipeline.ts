/** The moving parts of a project, started and stopped one by one: streams with their intake, datasets with their feeds, sources. */
import { join } from 'node:path'
import type { DatasetEngine, DatasetIndexer, DatasetWriter, Outcome } from '../datasets/dataset.ts'
import type { Log } from '../lib/log.ts'
import type { Counters } from '../model/counters.ts'
import type { Formats } from '../model/format-reader.ts'
import { offsetOf } from '../model/offset.ts'
import type { ProjectDataset, ProjectFunction, ProjectSource, ProjectStream } from '../project/project.ts'
import type { StreamEngine } from '../streams/stream.ts'
import { feedDataset } from './dataset-feed.ts'
import type { FunctionEngine } from './functions/function-engine.ts'
import type { RunningFunction } from './functions/running-function.ts'
import { feedIndex } from './index-feed.ts'
import { countersOf, Intake, type RefusedCounter } from './intake.ts'
import type { Backlog } from './pacing.ts'
import { runSource, type SourceRun } from './source-runner.ts'

export interface PipelineParts {
  readonly folder: string
  /** Each source has a folder of its own in it. */
  readonly sourceStates: string
  readonly formats: Formats
  readonly streams: StreamEngine
  readonly datasets: DatasetEngine
  readonly indexer: DatasetIndexer
  readonly functions: FunctionEngine
  readonly refused: RefusedCounter
  readonly log: Log
}

interface DatasetRun {
  readonly from: string
  readonly writer: DatasetWriter
  /** All that was committed since the dataset was made, and where it began. */
  readonly totals: Record<keyof Outcome, number>
  /** The next offset wanted, by partition. */
  readonly positions: Map<number, number>
  stop(): Promise<void>
}

export class Pipeline {
  readonly #parts: PipelineParts
  readonly intakes = new Map<string, Intake>()
  readonly datasets = new Map<string, DatasetRun>()
  readonly functions = new Map<string, RunningFunction>()
  readonly sources = new Map<string, SourceRun>()

  constructor(parts: PipelineParts) {
    this.#parts = parts
  }

  async openStream({ name, key, at: _at, ...options }: ProjectStream): Promise<Intake> {
    const stream = await this.#parts.streams.open(name, options)
    const intake = new Intake(stream, { key, refused: this.#parts.refused })
    this.intakes.set(name, intake)
    return intake
  }

  /** The stream's files stay: a stream that comes back to the project goes on where it was. */
  closeStream(name: string): void {
    this.intakes.delete(name)
  }

  async startDataset({ from, at: _at, ...options }: ProjectDataset): Promise<void> {
    const { log, datasets, indexer } = this.#parts
    const { stream, pacing } = this.intakes.get(from)!
    const writer = await datasets.open(options)
    const totals = { ...(await writer.totals()) }
    const positions = new Map(await writer.positions())
    const controller = new AbortController()
    const { signal } = controller
    const hold = () => {
      const held = Array.from({ length: stream.partitions }, (_, part) => positions.get(part) ?? offsetOf(part, 0))
      stream.hold(`dataset:${options.name}`, held)
    }
    const onStored = (outcome: Outcome, position: number, partition: number) => {
      for (const name of Object.keys(outcome) as (keyof Outcome)[]) totals[name] += outcome[name]
      positions.set(partition, position)
      hold()
    }
    // Before anything is appended: should the disk have lost the stream's end, offsets that the dataset has are not given again.
    hold()
    const backlogs = Array.from({ length: stream.partitions }, (): Backlog => ({ since: undefined, bytes: 0 }))
    for (const backlog of backlogs) pacing.add(backlog)
    const feeds = backlogs.flatMap((backlog, partition) => [
      feedDataset({
        stream,
        partition,
        writer,
        signal,
        log,
        backlog,
        onStored: (outcome, position) => onStored(outcome, position, partition),
      }),
      feedIndex({ stream, partition, dataset: options.name, indexer, signal, log }),
    ])
    this.datasets.set(options.name, {
      from,
      writer,
      totals,
      positions,
      async stop() {
        controller.abort()
        await Promise.all(feeds)
        for (const backlog of backlogs) pacing.remove(backlog)
        await datasets.close(options.name)
      },
    })
  }

  async stopDataset(name: string): Promise<void> {
    const run = this.datasets.get(name)
    this.datasets.delete(name)
    await run?.stop()
  }

  startFunction(declared: ProjectFunction): void {
    const intakeOf = (name: string) => this.intakes.get(name)!
    this.functions.set(declared.name, this.#parts.functions.start(declared, intakeOf))
  }

  /** One that leaves the project lets go of its stream; one that comes back takes it where it was. */
  async stopFunction(name: string, isGone = false): Promise<void> {
    const run = this.functions.get(name)
    this.functions.delete(name)
    await run?.stop()
    if (isGone) run?.release()
  }

  startSource({ name, declaration, to, options }: ProjectSource): void {
    const { folder, sourceStates, formats, log } = this.#parts
    this.sources.set(
      name,
      runSource({
        name,
        declaration,
        options,
        folder,
        state: join(sourceStates, name),
        formats,
        intake: this.intakes.get(to)!,
        log,
      }),
    )
  }

  async stopSource(name: string): Promise<void> {
    const run = this.sources.get(name)
    this.sources.delete(name)
    await run?.stop()
  }

  /** Promise 2, per stream: by the dataset of the stream's own name, else the first one that stores it, else the first function on it. */
  countersOf(name: string): Counters {
    const intake = this.intakes.get(name)!
    const { appended } = intake.stream.status()
    const run = this.datasetOf(name)
    const consumer = [...this.functions.values()].find(({ on }) => on === name)
    return countersOf(appended, intake.refused, run?.totals ?? consumer?.totals)
  }

  datasetOf(stream: string): DatasetRun | undefined {
    const own = this.datasets.get(stream)
    if (own?.from === stream) return own
    return [...this.datasets.values()].find((run) => run.from === stream)
  }

  /** Sources first, then functions after their batch, then the datasets with all that they have read: nothing is on its way afterwards. */
  async stop(): Promise<void> {
    await Promise.all([...this.sources.keys()].map((name) => this.stopSource(name)))
    await Promise.all([...this.functions.keys()].map((name) => this.stopFunction(name)))
    await Promise.all([...this.datasets.keys()].map((name) => this.stopDataset(name)))
  }
}
