/** A running project, as the API sees it. */
import { join } from 'node:path'
import type { DatasetEngine, DatasetReader, RuleCount } from '../datasets/dataset.ts'
import type { FileStart } from '../formats/format.ts'
import { UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { didYouMean } from '../lib/similar.ts'
import type { FilePreview } from '../model/file-preview.ts'
import type { FormatReader } from '../model/format-reader.ts'
import type { VerifyFinding } from '../model/verify-report.ts'
import type { Project } from '../project/project.ts'
import { Admission } from './admission.ts'
import { ArrivingFiles, arrivingFolder } from './arriving-files.ts'
import { Backups } from './backup/backups.ts'
import { Dashboards } from './dashboards/index.ts'
import type { DashboardLinks } from './dashboards/links.ts'
import { DatasetSizes } from './dataset-sizes.ts'
import { Endpoints } from './endpoints/index.ts'
import { KeptQuotas } from './endpoints/kept-quotas.ts'
import { LatencyHistory } from './endpoints/latency-history.ts'
import type { Intake } from './intake.ts'
import { unknownStream } from './intake.ts'
import type { Limits } from './limits.ts'
import { Maps } from './maps/index.ts'
import type { Monitors } from './monitors/monitors.ts'
import type { ParquetStart } from './parquet-preview.ts'
import { Patterns } from './patterns/index.ts'
import type { Accounts } from './people/accounts.ts'
import { Audit, auditDataset, auditStream } from './people/audit.ts'
import type { Identities } from './people/identities.ts'
import type { People } from './people/people.ts'
import type { Pipeline } from './pipeline.ts'
import type { Policy } from './policy.ts'
import type { EditParts } from './project-edits.ts'
import { ProjectFile } from './project-file/index.ts'
import { Pulse } from './pulse.ts'
import { Measurements } from './quality/measurements.ts'
import { type RebuildStart, Rebuilds } from './rebuild.ts'
import { Recordings } from './recording/index.ts'
import { RecordTypes } from './recording/record-types.ts'
import { Edits, editsFolder } from './rejected/edits.ts'
import { Fates } from './rejected/fates.ts'
import { RejectedRecords } from './rejected/rejected-records.ts'
import { Replay } from './rejected/replay.ts'
import { Repairs } from './repair.ts'
import { Reports } from './reports/index.ts'
import type { Stages } from './stage.ts'
import type { State } from './state.ts'
import type { Tokens } from './tokens.ts'
import { Views } from './views/index.ts'

export interface PlatformParts extends Accounts {
  readonly version: string
  readonly data: string
  readonly project: Project
  readonly pipeline: Pipeline
  readonly datasets: DatasetEngine
  readonly reader: DatasetReader
  readonly monitors: Monitors
  readonly state: State
  readonly limits: Limits
  readonly log: Log
  /** A reader of a body by its media type, with the options of its format; throws `unsupported`. */
  readonly readerOf: (
    contentType: string | undefined,
    options: Readonly<Record<string, string | readonly string[]>>,
  ) => Promise<FormatReader>
  /** How the beginning of a file is understood. */
  readonly previewOf: (start: FileStart) => Promise<FilePreview>
  readonly previewOfParquet: (start: ParquetStart) => FilePreview
  /** The pids of the child processes, by name, as they are now. */
  readonly childProcesses: () => ReadonlyMap<string, number>
  /** Checks what the streams hold on disk. */
  readonly verifyStreams: () => Promise<readonly VerifyFinding[]>
  /** Nothing is appended to a stream while the work is under way. */
  readonly streamsAtRest: <T>(work: () => Promise<T>) => Promise<T>
}

export class Platform {
  readonly version: string
  readonly data: string
  readonly pipeline: Pipeline
  readonly reader: DatasetReader
  readonly monitors: Monitors
  readonly policy: Policy
  readonly tokens: Tokens
  readonly links: DashboardLinks
  readonly people: People
  readonly identities: Identities
  readonly limits: Limits
  readonly admission: Admission
  readonly log: Log
  readonly readerOf: PlatformParts['readerOf']
  readonly previewOf: PlatformParts['previewOf']
  readonly previewOfParquet: PlatformParts['previewOfParquet']
  readonly arriving: ArrivingFiles
  readonly started = new Date()
  /** What is wrong with the project file as it is now, while the earlier one goes on. */
  projectProblems: readonly UserError[] = []
  project: Project
  isReady = false
  readonly repairs: Repairs
  readonly audit: Audit
  readonly views: Views
  readonly endpoints: Endpoints
  readonly pulse: Pulse
  readonly dashboards: Dashboards
  readonly maps: Maps
  readonly patterns: Patterns
  readonly reports: Reports
  readonly projectFile: ProjectFile
  readonly recordings: Recordings
  readonly recordTypes: RecordTypes
  readonly rejected: { readonly records: RejectedRecords; readonly replay: Replay; readonly edits: Edits }
  readonly measurements: Measurements
  readonly sizes: DatasetSizes
  readonly quotas: KeptQuotas
  readonly backups: Backups
  readonly latencies: LatencyHistory
  readonly #stop = new AbortController()
  readonly #parts: PlatformParts
  readonly #rebuilds: Rebuilds

  constructor(parts: PlatformParts) {
    this.#parts = parts
    this.version = parts.version
    this.data = parts.data
    this.project = parts.project
    this.pipeline = parts.pipeline
    this.reader = parts.reader
    this.monitors = parts.monitors
    this.policy = parts.policy
    this.tokens = parts.tokens
    this.links = parts.links
    this.people = parts.people
    this.audit = new Audit((text) => this.project.redact(text))
    this.identities = parts.identities
    this.limits = parts.limits
    this.admission = new Admission(parts.limits)
    this.log = parts.log
    this.readerOf = parts.readerOf
    this.previewOf = parts.previewOf
    this.previewOfParquet = parts.previewOfParquet
    this.arriving = new ArrivingFiles(join(parts.data, arrivingFolder))
    const { project, reader, log } = parts
    this.projectFile = new ProjectFile(() => this.project)
    this.views = new Views({ folder: project.folder, store: parts.datasets.views, reader, log })
    this.endpoints = new Endpoints(reader, log)
    this.pulse = new Pulse({ pipeline: parts.pipeline, endpoints: this.endpoints })
    this.repairs = new Repairs({
      datasets: parts.datasets,
      streamOf: (dataset) => {
        const run = this.pipeline.datasets.get(dataset)
        return run && this.pipeline.intakes.get(run.from)?.stream
      },
      log: parts.log,
      stopping: this.stopping,
    })
    this.#rebuilds = new Rebuilds({
      pipeline: parts.pipeline,
      datasets: parts.datasets,
      declaredOf: (dataset) => this.project.datasets.get(dataset),
      log: parts.log,
      stopping: this.stopping,
    })
    this.measurements = new Measurements({
      state: parts.state,
      reader: parts.reader,
      datasets: () => this.project.datasets.values(),
      log: parts.log,
      stopping: this.stopping,
    })
    this.sizes = new DatasetSizes({ state: parts.state, reader, log })
    this.quotas = new KeptQuotas({ state: parts.state, rates: this.endpoints.rates, log })
    this.backups = new Backups({
      data: parts.data,
      state: parts.state,
      lake: parts.datasets.files,
      version: parts.version,
      project: () => this.project,
      atRest: parts.streamsAtRest,
      countStreams: () =>
        Object.fromEntries([...this.pipeline.intakes].map(([name, { stream }]) => [name, stream.status().appended])),
      log,
    })
    this.latencies = new LatencyHistory({ state: parts.state, endpoints: this.endpoints, log })
    const stored = {
      project: () => this.project,
      reader: parts.reader,
      streamOf: (name: string) => this.pipeline.intakes.get(name)?.stream,
    }
    this.patterns = new Patterns(reader)
    this.dashboards = new Dashboards({ state: parts.state, reader, project: () => this.project })
    this.maps = new Maps({ ...parts, folder: project.folder })
    this.reports = new Reports({
      ...parts,
      project: () => this.project,
      dashboards: this.dashboards,
      maps: this.maps,
    })
    this.recordings = new Recordings({ state: parts.state, ...stored })
    this.recordTypes = new RecordTypes(stored)
    const fates = new Fates(parts.state)
    const records = new RejectedRecords(parts.reader, fates, () => this.project)
    const replay = new Replay({
      records,
      fates,
      project: () => this.project,
      intakeOf: (stream) => this.pipeline.intakes.get(stream),
    })
    const edits = new Edits({ replay, folder: project.folder, data: join(parts.data, editsFolder) })
    this.rejected = { records, replay, edits }
  }

  get stages(): Pick<Stages, 'views' | 'endpoints' | 'dashboards' | 'maps' | 'reports'> {
    const { views, endpoints, dashboards, maps, reports } = this
    return { ...views.stages, ...endpoints.stages, ...dashboards.stages, ...maps.stages, ...reports.stages }
  }

  /** Takes what is told of edits of the project. */
  get edits(): Pick<EditParts, 'onProject' | 'onProblems' | 'onSettled'> {
    return {
      onProject: (project) => {
        this.project = project
      },
      onProblems: (problems) => {
        this.projectProblems = problems
      },
      onSettled: this.projectFile.settled,
    }
  }

  /** Aborts when the platform begins to stop. */
  get stopping(): AbortSignal {
    return this.#stop.signal
  }

  beginStop(): void {
    this.isReady = false
    this.#stop.abort()
    this.pulse.stop()
  }

  /** The intake of a stream; throws `not_found` with the names that the caller may know. */
  intake(name: string, isVisible: (name: string) => boolean): Intake {
    const intake = this.pipeline.intakes.get(name)
    if (!intake) throw unknownStream(name, [...this.pipeline.intakes.keys()].filter(isVisible))
    return intake
  }

  /** Opens the stream and the dataset of the audit log, which no project declares; returns what writes the last of it. */
  async openAudit(): Promise<() => Promise<void>> {
    await this.pipeline.stages.streams.start(auditStream, undefined)
    await this.pipeline.startDataset(auditDataset)
    this.audit.attach(this.pipeline.intakes.get(auditStream.name)!.stream)
    return () => this.audit.close()
  }

  /** Every dataset that can be queried, those of rejected records included. */
  async datasetNames(): Promise<string[]> {
    const known = new Set(this.pipeline.datasets.keys())
    for (const name of await this.reader.names()) known.add(name)
    return [...known].sort()
  }

  /** What came of a dataset's rules. */
  ruleCounts(dataset: string): Promise<readonly RuleCount[]> {
    return this.#parts.datasets.ruleCounts(dataset)
  }

  childProcesses(): ReadonlyMap<string, number> {
    return this.#parts.childProcesses()
  }

  /** What is wrong on disk, before what can be repaired is repaired. */
  async verify(): Promise<readonly VerifyFinding[]> {
    const findings = [...(await this.#parts.verifyStreams()), ...(await this.#parts.datasets.verify())]
    if (findings.some(({ severity }) => severity === 'error')) await this.repairs.run('thorough')
    return findings
  }

  /**
   * Fills a dataset again from its stream, from a time or an offset on; rows from before, and those that the stream does not hold any
   * more, stay. Resolves with the records that were read, once queries see what came of them.
   */
  async rebuild(name: string, start: RebuildStart = {}): Promise<number> {
    const declared = this.project.datasets.get(name)
    if (!declared) {
      const names = [...this.project.datasets.keys()]
      throw new UserError('not_found', `cannot rebuild dataset "${name}": the project has none of this name`, {
        hint: didYouMean(name, names) ?? `The datasets are: ${names.join(', ')}.`,
      })
    }
    // What waits to be filled below the beginning is counted as lost first.
    await this.repairs.run('quick')
    return this.#rebuilds.run(declared, start)
  }
}
