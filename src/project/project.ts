/**
 * A project is a folder with `caudal.yaml` and the files it names: the only thing that a user writes. What is here was read and
 * checked; every name that one part uses of another exists.
 */
import type { ChannelDeclaration } from '../channels/channel.ts'
import type { DatasetOptions } from '../datasets/dataset.ts'
import type { TableSource } from '../functions/function.ts'
import type { Place } from '../lib/errors.ts'
import type { Bucket } from '../lib/s3.ts'
import type { Brand } from '../model/brand.ts'
import type { Severity } from '../model/notice.ts'
import type { ResultFormat } from '../model/result-format.ts'
import type { QueryColumn } from '../query/kql/columns.ts'
import type { SourceDeclaration } from '../sources/source.ts'
import type { StreamOptions } from '../streams/stream.ts'
import type { ChannelWording } from './channels/check.ts'
import type { ProjectDashboard } from './dashboards/dashboard.ts'
import type { EndpointParameter } from './endpoints/parameters.ts'
import type { Schedule } from './functions/schedule.ts'
import type { Access, HttpMethod, MissedRuns } from './functions/trigger-declaration.ts'
import type { ProjectMap } from './maps/map.ts'
import type { MonitorSearch } from './monitors/search.ts'
import type { ProjectRole, ProjectTenant } from './people/people.ts'
import type { ProjectReport } from './reports/report.ts'
import type { SqlOrigin } from './sql-text.ts'
import type { RefreshPlan } from './views/refresh.ts'

export type { ProjectMap } from './maps/map.ts'
export type { ProjectRole, ProjectTenant } from './people/people.ts'
export type { ProjectReport } from './reports/report.ts'

/** The project file's name. */
export const projectFile = 'caudal.yaml'

/** The stream and the dataset of the product's own log; every project has them. */
export const ownLog = '_caudal'

export interface Project {
  readonly name: string
  /** The absolute path of the folder that relative paths in options start from. */
  readonly folder: string
  readonly sources: ReadonlyMap<string, ProjectSource>
  /** Those of `streams:`, those that a source or a function writes to, and the product's own log. */
  readonly streams: ReadonlyMap<string, ProjectStream>
  readonly functions: ReadonlyMap<string, ProjectFunction>
  readonly datasets: ReadonlyMap<string, ProjectDataset>
  /** Each after those that it reads. */
  readonly views: ReadonlyMap<string, ProjectView>
  /** By their paths. */
  readonly endpoints: ReadonlyMap<string, ProjectEndpoint>
  readonly channels: ReadonlyMap<string, ProjectChannel>
  readonly monitors: ReadonlyMap<string, ProjectMonitor>
  readonly dashboards: ReadonlyMap<string, ProjectDashboard>
  /** Dashboards that are sent on a schedule. */
  readonly reports: ReadonlyMap<string, ProjectReport>
  /** Where new dashboards are written, relative to the folder. */
  readonly dashboardFolder: string
  /** Besides those that every project has. */
  readonly roles: ReadonlyMap<string, ProjectRole>
  /** Client companies. */
  readonly tenants: ReadonlyMap<string, ProjectTenant>
  /** What panels draw maps on, besides outlines. */
  readonly maps: ReadonlyMap<string, ProjectMap>
  /** How it is shown. */
  readonly brand?: Brand
  /** Providers by which people log in. */
  readonly login: ReadonlyMap<string, ProjectLogin>
  /** Hides the values that came from `${NAME}`; whatever leaves the process goes through it. In their place stands `[hidden]`, or what is given. */
  redact(text: string, standIn?: (secret: string) => string): string
}

export interface ProjectSource {
  readonly name: string
  readonly type: string
  /** The stream that it writes to. */
  readonly to: string
  /** Checked against the declaration's schema, with its defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>
  readonly declaration: SourceDeclaration
  /** Where its name stands in the project file. */
  readonly at: Place
  /** Where its path stands, if it has one. */
  readonly origin?: Place
}

export interface ProjectStream extends StreamOptions {
  readonly name: string
  /** The field whose value chooses the partition. */
  readonly key?: string
  /** Fields whose values are replaced wherever records are taken as examples. */
  readonly private?: readonly string[]
  /** Where it is named first; the product's own log is nowhere. */
  readonly at?: Place
}

export interface ProjectFunction {
  readonly name: string
  /** The stream whose records it is given: one of its own for files and times. Of one that answers requests, their path. */
  readonly on: string
  readonly trigger: FunctionTrigger
  /** A module of the project, a chain of built-in functions with what is declared of its records, or a program. */
  readonly body:
    | { readonly kind: 'module'; readonly path: string; readonly version: string }
    | { readonly kind: 'chain'; readonly steps: readonly FunctionStep[]; readonly columns: readonly QueryColumn[] }
    | { readonly kind: 'program'; readonly command: readonly string[] }
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
  /** The stream of its records; absent for one that only has effects. */
  readonly to?: string
  /** The stream of the records that it rejects. */
  readonly errors: string
  /** Streams that it sends to by name, such as those of `route`. */
  readonly sends: readonly string[]
  /** What its built-in functions look into. */
  readonly tables: readonly TableSource[]
  readonly timeout_ms: number
  readonly memory_bytes: number
  readonly batch_records: number
  readonly retries: number
  readonly scale: {
    readonly min: number
    readonly max: number
    /** Per cent of a core, and records. */
    readonly target_cpu: number
    readonly target_lag: number
  }
  readonly at: Place
}

/** What starts a function. */
export type FunctionTrigger =
  | { readonly kind: 'stream' }
  | { readonly kind: 'file'; readonly patterns: readonly string[]; readonly settle_ms: number }
  | {
      readonly kind: 'http'
      readonly methods: readonly HttpMethod[]
      readonly access: Access
      readonly body_bytes: number
    }
  | ({ readonly kind: 'schedule'; readonly missed: MissedRuns } & Schedule)

/** A built-in function with its options, defaults filled in. */
export interface FunctionStep {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
}

export interface ProjectDataset extends DatasetOptions {
  /** The stream that it stores. */
  readonly from: string
  /** The column that says whose row it is. */
  readonly tenant?: string
  readonly at?: Place
}

export interface ViewExport {
  /** A file, relative to the project's folder, or `s3://bucket/key`. */
  readonly to: string
  readonly format: ResultFormat
  readonly object?: Bucket & { readonly key: string }
}

export interface ProjectView {
  readonly name: string
  readonly sql: string
  /** The SQL as the engine's parser has it. */
  readonly tree: unknown
  /** The datasets and views that it reads. */
  readonly inputs: readonly string[]
  readonly refresh: RefreshPlan
  readonly tenant?: string
  readonly key?: readonly string[]
  readonly history_ms: number
  readonly export?: ViewExport
  readonly at: Place
  readonly origin: SqlOrigin
}

/** So many requests within so long. */
export interface Rate {
  readonly most: number
  readonly window_ms: number
}

export interface ProjectEndpoint {
  /** The path: `/temp`, `/stations/{place}`. */
  readonly name: string
  readonly sql: string
  /** The datasets and views that its statements read. */
  readonly inputs: readonly string[]
  /** The parameters that occur in the SQL. */
  readonly parameters: readonly string[]
  readonly params: readonly EndpointParameter[]
  readonly summary?: string
  /** It answers with an object. */
  readonly one: boolean
  readonly limit: number
  readonly pages: boolean
  /** The first one is answered when none is asked for. */
  readonly formats: readonly ResultFormat[]
  readonly isPublic: boolean
  /** Which rows a token sees, in SQL with `$token.<name>`. */
  readonly scope?: string
  readonly rates: readonly Rate[]
  readonly cors: readonly string[]
  readonly notFound?: { readonly sql?: string; readonly text?: string; readonly parameters: readonly string[] }
  readonly at: Place
  readonly origin: SqlOrigin
}

export interface ProjectChannel {
  readonly name: string
  readonly type: string
  readonly declaration: ChannelDeclaration
  /** Checked against the declaration's schema, with its defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>
  /** The most messages in an hour. */
  readonly limit: number
  readonly digest_ms?: number
  readonly give_up_ms: number
  readonly wording: ChannelWording
  readonly at: Place
}

export interface ProjectMonitor {
  readonly name: string
  readonly condition: MonitorCondition
  /** The datasets and views that it looks at. */
  readonly inputs: readonly string[]
  /** The columns whose values make groups. */
  readonly by: readonly string[]
  readonly severity: Severity
  readonly notify: readonly string[]
  readonly inhibited_by: readonly string[]
  readonly maintenance: readonly MaintenanceWindow[]
  /** Without it a trouble is told once. */
  readonly again_ms?: number
  readonly title?: string
  readonly text?: string
  readonly at: Place
}

/** A provider of OpenID Connect. */
export interface ProjectLogin {
  readonly name: string
  readonly title?: string
  readonly issuer: string
  readonly client_id: string
  readonly client_secret?: string
  readonly scopes: readonly string[]
  /** The claim that names an account that is made. */
  readonly nameClaim: string
  /** A verified address that is the name of an account leads to it. */
  readonly linksByEmail: boolean
  /** The session at the provider ends with ours. */
  readonly logsOut: boolean
  /** The first one that fits counts. */
  readonly rules: readonly LoginRule[]
  readonly at: Place
}

/** What people get whose claims have these values. */
export interface LoginRule {
  readonly when?: Readonly<Record<string, string | number | boolean>>
  readonly role: string
  readonly tenant?: string
}

export type MonitorCondition = RecordCondition | QueryCondition

/** Each record of a dataset is looked at once. */
export interface RecordCondition {
  readonly kind: 'record'
  readonly on: string
  readonly when: string
  readonly wait_ms: number
}

/** A query is asked again and again. */
export interface QueryCondition {
  readonly kind: 'query'
  readonly query: { readonly sql: string } | MonitorSearch
  readonly when: string
  readonly every_ms: number
  readonly over_ms: number
  readonly for_ms: number
  /** What it means when there is no value. */
  readonly no_data: 'no_data' | 'ok' | 'firing' | 'keep'
}

/** Times of day, in a time zone, at which nothing is told. */
export interface MaintenanceWindow {
  /** The days on which it begins: `mon` to `sun`. */
  readonly days: readonly string[]
  /** `22:00`. */
  readonly from: string
  /** On the next day when it is not later than `from`. */
  readonly until: string
  readonly zone: string
}
