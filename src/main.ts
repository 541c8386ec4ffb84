import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import { startLake } from './datasets/lake/index.ts'
import { openReader } from './datasets/lake/reader/index.ts'
import { openIndexer } from './datasets/lake/token-index/indexer.ts'
import { createBodyReaders } from './formats/body-reader.ts'
import { createFormats } from './formats/open.ts'
import { previewOf } from './formats/preview.ts'
import { untilItPasses, warnOf } from './lib/back-off.ts'
import { messageOf, UserError } from './lib/errors.ts'
import { collectAtRest } from './lib/rest.ts'
import type { ProjectParts } from './project/change.ts'
import { openProject, ownLog, type Project } from './project/index.ts'
import { holderOf, removeConnection, writeConnection } from './runtime/connection.ts'
import { makeDataFolder } from './runtime/data-folder.ts'
import { FunctionEngine } from './runtime/functions/function-engine.ts'
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
import { openState } from './runtime/state.ts'
import { createSimulators } from './simulators/open.ts'
import landed from './sources/files/landed.ts'
import { noteAgain } from './sources/files/told-again.ts'
import { openSegmentLog } from './streams/segment-log/index.ts'
import { version } from './version.ts'

export { createFormats } from './formats/open.ts'
export * from './runtime/functions/trial/index.ts'
export { defaultLimits } from './runtime/limits.ts'

/** How long requests may take to end when the project stops. */
const stopGrace_ms = 2000

const defaultHost = '127.0.0.1'

/** So many connections may wait to be accepted; the system has the last word (`net.core.somaxconn`). */
const backlog = 4096

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
  refuseOpenDoor(options.host ?? defaultHost, options)
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

async function startOnce(options: StartOptions, project: Project, log: OwnLog): Promise<Running> {
  const folder = resolve(options.folder)
  const data = resolve(options.data ?? join(folder, '.caudal'))
  await makeDataFolder(data)

  const closers: (() => Promise<unknown> | unknown)[] = []
  const stopAll = async () => {
    const failures: unknown[] = []
    for (const close of closers.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
  try {
    let platform: Platform | undefined
    const state = openState(data, () => holderOf(data))
    closers.push(() => state.close())
    const limits = { ...defaultLimits, ...options.limits }
    const refused = new RefusedCounter(state)
    const flushing = setInterval(() => refused.flush(), 1000).unref()
    closers.push(() => {
      clearInterval(flushing)
      refused.flush()
    })

    closers.push(collectAtRest())
    closers.push(boundMemory())
    const streams = await openSegmentLog(join(data, 'streams'), { log, limits })
    closers.push(() => streams.close())
    // The processes of the lake and its readers come up while this one loads and opens its own.
    const lake = startLake({ folder: join(data, 'lake'), log, onDamage: () => platform?.repairs.suspect() })
    closers.push(() => lake.stop())
    const indexer = openIndexer(join(data, 'lake'))
    closers.push(() => indexer.stop())
    const reader = openReader({ folder: join(data, 'lake'), log, onUnreadable: () => platform?.repairs.suspect() })
    closers.push(() => reader.stop())

    const formats = createFormats(limits)
    const simulators = createSimulators()
    const kinds = { formats, simulators, landed: { source: landed, noteAgain } }
    const functions = new FunctionEngine({ data: join(data, 'functions'), folder, ...kinds, reader, log })
    closers.push(() => functions.stop())

    const pipeline = new Pipeline({
      folder,
      sourceStates: join(data, 'sources'),
      formats,
      simulators,
      streams,
      datasets: lake,
      indexer,
      functions,
      refused,
      paused: new PausedSources(state),
      log,
    })
    closers.push(() => pipeline.stop())
    const monitors = new Monitors({
      state,
      reader,
      datasetNames: () => platform!.datasetNames(),
      // Rejected records are committed with the others.
      positionsOf: (dataset) => pipeline.datasets.get(dataset.replace(/_rejected$/, ''))?.positions,
      project: () => platform?.project ?? project,
      log,
    })
    closers.push(() => monitors.stop())
    const accounts = openAccounts(state, () => platform?.project ?? project)
    platform = new Platform({
      version,
      data,
      project,
      pipeline,
      datasets: lake,
      reader,
      monitors,
      ...accounts,
      state,
      limits,
      log,
      readerOf: createBodyReaders(limits),
      previewOf: (start) => previewOf(start, limits),
      childProcesses: () =>
        new Map<string, number>([
          ...(lake.pid === undefined ? [] : [['lake', lake.pid] as const]),
          ...reader.pids.map((pid, index) => [`reader_${index + 1}`, pid] as const),
          ...functions.pids.map((pid, index) => [`spare_${index + 1}`, pid] as const),
          ...[...pipeline.functions].flatMap(([name, run]) =>
            run.pids.map((pid, i) => [`${name}_${i + 1}`, pid] as const),
          ),
        ]),
      verifyStreams: () => streams.verify(),
    })
    const { createApi } = await import('./api/index.ts')
    const server = await createApi(platform, options.tls)
    const stages = { ...pipeline.stages, ...platform.stages, ...monitors.stages, ...lookedUp }
    const parts = new RunningParts(stages, log)
    const begin = async (wanted: Partial<ProjectParts>) => {
      const [failure] = await parts.apply(parts.plan(wanted))
      if (failure) throw failure.error
    }
    const { streams: ownStreams, datasets } = project
    await begin({ streams: ownStreams })
    await lake.opened
    await begin({ streams: ownStreams, datasets })
    await platform.rejected.replay.recover(platform.stopping)
    closers.push(() => platform?.views.stop())
    log.attach(pipeline.intakes.get(ownLog)!.stream)
    closers.push(() => log.close())
    closers.push(await platform.openAudit())

    closers.push(() => closeServer(server))
    closers.push(() => platform?.beginStop())
    const address = await listen(
      () => server.listen({ port: options.port ?? 4280, host: options.host ?? defaultHost, backlog }),
      options.port ?? 4280,
    )
    await writeConnection(data, { url: address, token: platform.tokens.local, pid: process.pid, project: folder })
    closers.push(() => removeConnection(data))

    const wantedOf = (read: Project) => (options.isResting ? atRest(read) : read)
    await platform.views.open(project.views)
    await begin(wantedOf(project))
    const watching = new AbortController()
    const following = followEdits({
      folder,
      parts,
      wantedOf,
      ...platform.edits,
      log,
      signal: watching.signal,
    })
    closers.push(() => {
      watching.abort()
      return following
    })
    platform.isReady = true
    void platform.repairs.watch()
    void platform.measurements.watch()
    void platform.sizes.watch(platform.stopping)
    void followTypes(platform.recordTypes, folder, platform.stopping)
    const firstLink = options.isResting ? undefined : await inviteFirst(accounts.people, data, address)
    log.info(`project "${project.name}" is ready`, { url: address })
    return { url: address, data, platform, firstLink, stop: stopAll }
  } catch (error) {
    await stopAll().catch((failure: unknown) => log.warn(`cannot stop tidily: ${messageOf(failure)}`))
    throw error
  }
}

/** Without what brings records in, and without those who tell of them. */
function atRest(project: Project): Project {
  const none = new Map<string, never>()
  return { ...project, channels: none, monitors: none, functions: none, sources: none }
}

function refuseOpenDoor(host: string, { tls, insecure }: StartOptions): void {
  const isLoopback = host === 'localhost' || host === '::1' || /^127\./.test(host)
  if (isLoopback || tls || insecure) return
  throw new UserError(
    'invalid',
    `cannot listen on "${host}" without TLS: others could read tokens and records on the way`,
    {
      hint: 'Give --tls-cert and --tls-key, or --self-signed; or --insecure where a proxy in front has TLS.',
    },
  )
}

/** Requests under way are answered; those that still are not after a while are cut off. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const impatient = setTimeout(() => server.server.closeAllConnections(), stopGrace_ms)
  await server.close()
  clearTimeout(impatient)
}

async function listen(open: () => Promise<string>, port: number): Promise<string> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new UserError('conflict', `cannot listen on port ${port}: another program does`, {
        hint: `Choose another one: --port ${port + 1}`,
        cause: error,
      })
    }
    throw error
  }
}
