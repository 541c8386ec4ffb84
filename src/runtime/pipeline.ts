/** The moving parts of a project, started and stopped one by one: streams with their intake, datasets with their feeds, sources. */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { DatasetEngine, DatasetIndexer, DatasetWriter, Outcome } from '../datasets/dataset.ts'
import { UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Counters } from '../model/counters.ts'
import type { Formats } from '../model/format-reader.ts'
import { offsetOf } from '../model/offset.ts'
import type { Simulators } from '../model/simulation.ts'
import type { SourceTrial } from '../model/source-trial.ts'
import type { ProjectDataset, ProjectFunction, ProjectSource, ProjectStream } from '../project/project.ts'
import type { StreamEngine } from '../streams/stream.ts'
import { feedDataset } from './dataset-feed.ts'
import type { FunctionEngine } from './functions/function-engine.ts'
import type { RunningFunction } from './functions/running-function.ts'
import type { FunctionVersions } from './functions/versions.ts'
import { feedIndex } from './index-feed.ts'
import { countersOf, Intake, type RefusedCounter } from './intake.ts'
import type { Backlog } from './pacing.ts'
import { type PausedSources, pausedRun } from './paused-sources.ts'
import { runSource, type SourceRun } from './source-runner.ts'
import { trySource } from './source-trial.ts'
import type { Stages } from './stage.ts'

export interface PipelineParts {
  readonly folder: string
  /** Each source has a folder of its own in it. */
  readonly sourceStates: string
  readonly formats: Formats
  readonly simulators: Simulators
  readonly streams: StreamEngine
  readonly datasets: DatasetEngine
  readonly indexer: DatasetIndexer
  readonly functions: FunctionEngine
  readonly versions: FunctionVersions
  readonly refused: RefusedCounter
  readonly paused: PausedSources
  readonly log: Log
}

interface DatasetRun {
  readonly declared: ProjectDataset
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
  readonly functionVersions: FunctionVersions

  constructor(parts: PipelineParts) {
    this.functionVersions = parts.versions
    this.#parts = parts
  }

  get stages(): Pick<Stages, 'streams' | 'datasets' | 'functions' | 'sources'> {
    return {
      streams: {
        start: (stream) => this.#openStream(stream),
        // One that is opened in another way takes records until it is.
        stop: ({ name }, next) => !next && this.intakes.delete(name),
      },
      datasets: {
        start: (dataset, before) => {
          if (before) tellOfOldRows(dataset, before, this.#parts.log)
          return this.startDataset(dataset)
        },
        stop: ({ name }) => this.stopDataset(name),
      },
      functions: {
        start: (declared) => this.#startFunction(declared),
        stop: ({ name }, next) => this.#stopFunction(name, !next),
      },
      sources: {
        start: (source) => this.#startSource(source),
        stop: ({ name }) => this.#stopSource(name),
      },
    }
  }

  /** A stream that has left the project keeps its files: when it comes back it goes on where it was. */
  async #openStream({ name, key, at: _at, ...options }: ProjectStream): Promise<void> {
    const stream = await this.#parts.streams.open(name, options)
    this.intakes.set(name, new Intake(stream, { key, refused: this.#parts.refused }))
  }

  async startDataset(declared: ProjectDataset): Promise<void> {
    const { from, at: _at, ...options } = declared
    const { log, datasets, indexer } = this.#parts
    const { stream, pacing } = this.#openIntake(from, `store dataset "${options.name}"`)
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
      declared,
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

  async #startFunction(declared: ProjectFunction): Promise<void> {
    const intakeOf = (name: string) => this.#openIntake(name, `run function "${declared.name}"`)
    this.functions.set(declared.name, this.#parts.functions.start(declared, intakeOf))
    await this.functionVersions.note(declared)
  }

  /** One that leaves the project lets go of its stream; one that comes back takes it where it was. */
  async #stopFunction(name: string, isGone = false): Promise<void> {
    const run = this.functions.get(name)
    this.functions.delete(name)
    await run?.stop()
    if (isGone) run?.release()
  }

  #startSource({ name, declaration, to, options }: ProjectSource): void {
    const { folder, sourceStates, formats, simulators, paused, log } = this.#parts
    if (paused.has(name)) {
      this.sources.set(name, pausedRun(declaration.name))
      return
    }
    this.sources.set(
      name,
      runSource({
        name,
        declaration,
        options,
        folder,
        state: join(sourceStates, name),
        formats,
        simulators,
        intake: this.#openIntake(to, `start source "${name}"`),
        log,
      }),
    )
  }

  /** Resolves once its last batch is durable. */
  async pauseSource({ name, type }: ProjectSource, by: string): Promise<void> {
    const run = this.sources.get(name)
    this.#parts.paused.add(name, by)
    if (!run || run.status.state === 'paused') return
    await run.stop()
    // An edit of the project may have replaced it meanwhile.
    if (this.sources.get(name) === run) this.sources.set(name, pausedRun(type, run.status.records))
  }

  /** One that has stopped by itself is started again. */
  async resumeSource(source: ProjectSource): Promise<void> {
    this.#parts.paused.remove(source.name)
    const run = this.sources.get(source.name)
    if (!run || run.status.state === 'running' || run.status.state === 'waiting') return
    await run.stop()
    if (this.sources.get(source.name) === run) this.#startSource(source)
  }

  /** What a source would bring that is not among these. */
  trySource(source: ProjectSource, signal: AbortSignal): Promise<SourceTrial> {
    return trySource(source, this.#parts, signal)
  }

  async #stopSource(name: string): Promise<void> {
    const run = this.sources.get(name)
    this.sources.delete(name)
    await run?.stop()
  }

  #openIntake(stream: string, what: string): Intake {
    const intake = this.intakes.get(stream)
    if (intake) return intake
    throw new UserError('conflict', `cannot ${what}: stream "${stream}" could not be opened`, {
      hint: 'See what is said of the stream.',
    })
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
    await Promise.all([...this.sources.keys()].map((name) => this.#stopSource(name)))
    await Promise.all([...this.functions.keys()].map((name) => this.#stopFunction(name)))
    await Promise.all([...this.datasets.keys()].map((name) => this.stopDataset(name)))
  }
}

/** Rows stay as they were stored: whoever declares other fields learns how to have them all alike. */
function tellOfOldRows(dataset: ProjectDataset, before: ProjectDataset, log: Log): void {
  const shapeOf = ({ time, fields, key }: ProjectDataset) => ({ time, fields, key })
  if (isDeepStrictEqual(shapeOf(before), shapeOf(dataset))) return
  log.warn(
    `dataset "${dataset.name}" has other fields, or another time or key, from now on; what is stored already stays as it is`,
    {
      hint: `Fill it again from its stream: caudal rebuild ${dataset.name}`,
    },
  )
}
