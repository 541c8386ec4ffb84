import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { closeServer, listen, refuseOpenDoor, refuseTakenPort } from './api/http/listening.ts'
import { startLake } from './datasets/lake/index.ts'
import { openReader } from './datasets/lake/reader/index.ts'
import { openIndexer } from './datasets/lake/token-index/indexer.ts'
import { createBodyReaders } from './formats/body-reader.ts'
import { createFormats } from './formats/open.ts'
import { previewOfParquet } from './formats/parquet-preview.ts'
import { previewOf } from './formats/preview.ts'
import { untilItPasses, warnOf } from './lib/back-off.ts'
import { Closers } from './lib/closers.ts'
import { messageOf } from './lib/errors.ts'
import { collectAtRest } from './lib/rest.ts'
import type { ProjectParts } from './project/change.ts'
import { openProject, ownLog, type Project } from './project/index.ts'
import { holderOf, removeConnection, writeConnection } from './runtime/connection.ts'
import { makeDataFolder } from './runtime/data-folder.ts'
import { FunctionEngine, functionsFolder } from './runtime/functions/function-engine.ts'
import { FunctionVersions } from './runtime/functions/versions.ts'
import { RefusedCounter } from './runtime/intake.ts'
import { defaultLimits, type Limits } from './runtime/limits.ts'
import { boundMemory } from './runtime/memory-bound.ts'
import { Monitors } from './runtime/monitors/monitors.ts'
import { createOwnLog, type OwnLog } from './runtime/own-log.ts'
import { PausedSources } from './runtime/paused-sources.ts'
import { openAccounts } from './runtime/people/accounts.ts'
import { inviteFirst } from './runtime/people/first-link.ts'
import { Pipeline } from './runtime/pipeline.ts'
import { Platform } from './runtime/platform.ts'
import { followEdits } from './runtime/project-edits.ts'
import { followTypes } from './runtime/recording/editor-types.ts'
import { RunningParts } from './runtime/running-parts.ts'
import { lookedUp } from './runtime/stage.ts'
import { openState, type State } from './runtime/state.ts'
import { createSimulators } from './simulators/open.ts'
import landed from './sources/files/landed.ts'
import { noteAgain } from './sources/files/told-again.ts'
import { openSegmentLog } from './streams/segment-log/index.ts'
import { version } from './version.ts'

export { createFormats } from './formats/open.ts'
export { restoreBackup } from './runtime/backup/restore.ts'
export * from './runtime/functions/trial/index.ts'
export { defaultLimits } from './runtime/limits.ts'

export interface StartOptions {
  /** The project's folder, or its `caudal.yaml`. */
  readonly folder: string
  readonly port?: number
  readonly host?: string
  /** Where everything is kept: `<folder>/.caudal` by default. */
  readonly data?: string
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Listen beyond this machine without TLS. */
  readonly insecure?: boolean
  readonly limits?: Partial<Limits>
  /** No source is started: nothing new comes in by itself. For commands on a project that does not run. */
  readonly isResting?: boolean
  /** One JSON line per log entry instead of readable ones. */
  readonly json?: boolean
  /** Aborted, it does not go on waiting for a disk that fails. */
  readonly signal?: AbortSignal
}

export interface Running {
  readonly url: string
  readonly data: string
  readonly platform: Platform
  /** Makes the first administrator, once; absent where there is somebody already. */
  readonly firstLink?: string | undefined
  /** Takes nothing new, stores what is on its way, and stops everything. */
  stop(): Promise<void>
}

/**
 * Resolves when the project takes records and answers queries. Throws UserErrors for a project that cannot run; a disk that fails is
 * waited for until the signal is aborted.
 */
export async function start(options: StartOptions): Promise<Running> {
  refuseOpenDoor(options, options.tls !== undefined || options.insecure === true)
  // Most of the memory here is buffers outside of V8's heap: without this each 64 MB of them cost a full collection.
  setFlagsFromString('--external-memory-accounted-in-global-limit')
  const project = await openProject(resolve(options.folder))
  let running: Running | undefined
  const log = createOwnLog({
    level: 'info',
    pretty: !options.json,
    // Secrets that the project file takes up later are hidden, too.
    redact: (text) => (running?.platform.project ?? project).redact(text),
  })
  running = await untilItPasses(() => startOnce(options, project, log), {
    onFailure: warnOf(log, `start project "${project.name}"`),
    signal: options.signal ?? new AbortController().signal,
  })
  return running
}

/** A start under way. */
interface Beginning {
  readonly options: StartOptions
  readonly folder: string
  readonly data: string
  readonly limits: Limits
  readonly state: State
  readonly log: OwnLog
  /** What to undo should the start fail, and at the end. */
  readonly closers: Closers
  /** As it was read first; the platform knows it as it is now. */
  readonly project: Project
  /** Known once its parts are there. */
  platform?: Platform
}

async function startOnce(options: StartOptions, project: Project, log: OwnLog): Promise<Running> {
  const folder = resolve(options.folder)
  const data = resolve(options.data ?? join(folder, '.caudal'))
  await makeDataFolder(data)

  const closers = new Closers()
  try {
    const state = openState(data, () => holderOf(data))
    closers.add(() => state.close())
    await refuseTakenPort(options)
    const limits = { ...defaultLimits, ...options.limits }
    const beginning: Beginning = { options, folder, data, limits, state, log, closers, project }
    const engines = await openEngines(beginning)
    const platform = assemble(beginning, engines)
    const { createApi } = await import('./api/index.ts')
    const server = await createApi(platform, options.tls)
    const { pipeline, monitors } = platform
    const stages = { ...pipeline.stages, ...platform.stages, ...monitors.stages, ...lookedUp }
    const parts = new RunningParts(stages, log)
    await openStored(beginning, engines, platform, parts)

    closers.add(() => closeServer(server))
    closers.add(() => platform.beginStop())
    const url = await listen(server, options)
    await writeConnection(data, { url, token: platform.tokens.local, pid: process.pid, project: folder })
    closers.add(() => removeConnection(data))

    await run(beginning, platform, parts)
    const firstLink = options.isResting ? undefined : await inviteFirst(platform.people, data, url)
    log.info(`project "${project.name}" is ready`, { url })
    return { url, data, platform, firstLink, stop: () => closers.close() }
  } catch (error) {
    await closers.close().catch((failure: unknown) => log.warn(`cannot stop tidily: ${messageOf(failure)}`))
    throw error
  }
}

type Engines = Awaited<ReturnType<typeof openEngines>>

/** What stores, reads, and runs functions: each knows nothing of the others. */
async function openEngines(beginning: Beginning) {
  const { folder, data, limits, log, closers } = beginning
  closers.add(collectAtRest())
  closers.add(boundMemory())
  const streams = await openSegmentLog(join(data, 'streams'), { log, limits })
  closers.add(() => streams.close())
  // The processes of the lake and its readers come up while this one loads and opens its own.
  const suspect = () => beginning.platform?.repairs.suspect()
  const lake = startLake({ folder: join(data, 'lake'), log, onDamage: suspect })
  closers.add(() => lake.stop())
  const indexer = openIndexer(join(data, 'lake'))
  closers.add(() => indexer.stop())
  const reader = openReader({ folder: join(data, 'lake'), log, onUnreadable: suspect })
  closers.add(() => reader.stop())

  const formats = createFormats(limits)
  const simulators = createSimulators()
  const kinds = { formats, simulators, landed: { source: landed, noteAgain } }
  const functions = new FunctionEngine({ data: join(data, functionsFolder), folder, ...kinds, reader, log })
  closers.add(() => functions.stop())
  return { streams, lake, indexer, reader, formats, simulators, functions }
}

/** The platform over its engines; nothing of the project is started yet. */
function assemble(beginning: Beginning, engines: Engines): Platform {
  const { folder, data, limits, state, log, closers } = beginning
  const { streams, lake, reader, functions } = engines
  const projectNow = () => beginning.platform?.project ?? beginning.project
  const refused = new RefusedCounter(state)
  const flushing = setInterval(() => refused.flush(), 1000).unref()
  closers.add(() => {
    clearInterval(flushing)
    refused.flush()
  })
  const pipeline = new Pipeline({
    folder,
    sourceStates: join(data, 'sources'),
    ...engines,
    datasets: lake,
    versions: new FunctionVersions(state, log),
    refused,
    paused: new PausedSources(state),
    log,
  })
  closers.add(() => pipeline.stop())
  const monitors = new Monitors({
    state,
    reader,
    datasetNames: () => beginning.platform!.datasetNames(),
    // Rejected records are committed with the others.
    positionsOf: (dataset) => pipeline.datasets.get(dataset.replace(/_rejected$/, ''))?.positions,
    project: projectNow,
    log,
  })
  closers.add(() => monitors.stop())
  beginning.platform = new Platform({
    version,
    data,
    project: beginning.project,
    pipeline,
    datasets: lake,
    reader,
    monitors,
    ...openAccounts(state, projectNow),
    state,
    limits,
    log,
    readerOf: createBodyReaders(limits),
    previewOf: (start) => previewOf(start, limits),
    previewOfParquet,
    childProcesses: () => new Map(childProcesses({ lake, reader, functions, pipeline })),
    verifyStreams: () => streams.verify(),
    streamsAtRest: streams.atRest,
  })
  return beginning.platform
}

/** The pids of all children, each by a name of its own. */
function* childProcesses({
  lake,
  reader,
  functions,
  pipeline,
}: Pick<Engines, 'lake' | 'reader' | 'functions'> & { pipeline: Pipeline }): Generator<[name: string, pid: number]> {
  const numbered = (name: string, pids: readonly number[]) =>
    pids.map((pid, index): [string, number] => [`${name}_${index + 1}`, pid])
  if (lake.pid !== undefined) yield ['lake', lake.pid]
  yield* numbered('reader', reader.pids)
  yield* numbered('spare', functions.pids)
  for (const [name, run] of pipeline.functions) yield* numbered(name, run.pids)
}

/** Streams and datasets as they were left: from here on requests can be taken and answered. */
async function openStored(
  { project, log, closers }: Beginning,
  { lake }: Engines,
  platform: Platform,
  parts: RunningParts,
): Promise<void> {
  const { streams, datasets } = project
  await begin(parts, { streams })
  await lake.opened
  await begin(parts, { streams, datasets })
  await platform.arriving.clear()
  await platform.rejected.replay.recover(platform.stopping)
  closers.add(() => platform.views.stop())
  closers.add(() => platform.reports.stop())
  log.attach(platform.pipeline.intakes.get(ownLog)!.stream)
  closers.add(() => log.close())
  closers.add(await platform.openAudit())
}

/** Everything else of the project, and what keeps an eye on it. */
async function run(beginning: Beginning, platform: Platform, parts: RunningParts): Promise<void> {
  const { options, folder, project, log, closers } = beginning
  const wantedOf = (read: Project) => (options.isResting ? atRest(read) : read)
  await platform.backups.clear()
  await platform.views.open(project.views)
  await begin(parts, wantedOf(project))
  const watching = new AbortController()
  const following = followEdits({ folder, parts, wantedOf, ...platform.edits, log, signal: watching.signal })
  closers.add(() => {
    watching.abort()
    return following
  })
  platform.isReady = true
  void platform.repairs.watch()
  void platform.measurements.watch()
  void platform.sizes.watch(platform.stopping)
  void platform.quotas.watch(platform.stopping)
  void platform.latencies.watch(platform.stopping)
  void followTypes(platform.recordTypes, folder, platform.stopping)
}

async function begin(parts: RunningParts, wanted: Partial<ProjectParts>): Promise<void> {
  const [failure] = await parts.apply(parts.plan(wanted))
  if (failure) throw failure.error
}

/** Without what brings records in, and without those who tell of them. */
function atRest(project: Project): Project {
  const none = new Map<string, never>()
  return { ...project, channels: none, monitors: none, reports: none, functions: none, sources: none }
}
