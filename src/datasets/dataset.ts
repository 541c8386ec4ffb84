/**
 * A dataset is a stream made columnar and queryable. The lake (`lake/`) keeps datasets as Parquet files with a DuckLake catalogue;
 * a search engine may keep them beside it. Writing and reading are two ports: writers hold each record exactly once, because the
 * consumer's position is committed with the records; readers never see a half-written snapshot.
 */
import type { Readable } from 'node:stream'
import type { Counters } from '../model/counters.ts'
import type { DatasetChange } from '../model/dataset-detail.ts'
import type { DatasetInfo, QueryResult, SearchResult } from '../model/query-report.ts'
import type { ResultFormat } from '../model/result-format.ts'
import type { Rule } from '../model/rule.ts'
import type { DeclaredType } from '../model/schema.ts'
import type { VerifyFinding } from '../model/verify-report.ts'
import type { ViewStore } from './view-store.ts'

export type { DatasetInfo, QueryResult, ResultColumn, SearchResult } from '../model/query-report.ts'
export type { RefreshCause, StoredView, ViewPart, ViewRows, ViewStore } from './view-store.ts'

/** A dataset as the project declares it. Its rejected records are the dataset `<name>_rejected`, made when the first one comes. */
export interface DatasetOptions {
  readonly name: string
  /** The field that holds the time; else the usual names, else the time received. */
  readonly time?: string
  readonly fields?: Readonly<Record<string, DeclaredType>>
  /** Records that have the same values in these fields are the same record: one of them is stored. */
  readonly key?: readonly string[]
  /** Which of them; the first where nothing is said. */
  readonly keep?: 'first' | 'last'
  /** They are the same if the later one was received within this time after the one that was stored. */
  readonly within_ms?: number
  readonly rules?: readonly Rule[]
  readonly retention_ms?: number
  readonly retention_bytes?: number
}

/** A frame of the stream, handed over as it was read (`streams`' `Frame`, restated: the ports do not import each other). */
export interface DatasetFrame {
  readonly offset: number
  readonly count: number
  readonly kind: 'records' | 'rejected'
  readonly source: string
  readonly request?: string | undefined
  readonly line?: number | undefined
  readonly received: number
  readonly bytes: Uint8Array
}

/** How many records of a source did not fulfil a rule in an hour; the rule without a name counts all that were asked. */
export interface RuleCount {
  /** Its beginning, ISO 8601. */
  readonly hour: string
  readonly source: string
  readonly rule: string
  readonly records: number
}

/** What one commit did, for the counters. */
export type Outcome = Pick<Counters, 'stored' | 'duplicate' | 'rejected' | 'late_dropped'>

export interface DatasetWriter {
  /**
   * Stores the frames and the position behind them in one transaction, and resolves once it is committed and readable. `position`
   * is the next offset wanted of the frames' partition. Offsets below the committed position are skipped: a repetition stores
   * nothing. Several may be under way; when one fails, those behind it fail too, so that nothing is stepped over: the caller begins
   * again at `positions()`.
   */
  append(frames: readonly DatasetFrame[], position: number): Promise<Outcome>
  /** The next offset wanted, by partition, as committed. */
  positions(): Promise<ReadonlyMap<number, number>>
  /** All that was ever committed. */
  totals(): Promise<Outcome>
}

/** Makes search fast and changes no answer: it may lag, and may be deleted. */
export interface DatasetIndexer {
  /** The frames of one partition in the order of their offsets; `until` is the offset behind them. */
  index(dataset: string, frames: readonly DatasetFrame[], until: number): Promise<void>
  /** Up to which offset each partition is indexed. */
  positions(dataset: string): Promise<ReadonlyMap<number, number>>
  stop(): Promise<void>
}

/** Who asks and what they may see. Deny by default: a dataset that is not listed does not exist for them. */
export interface Scope {
  readonly datasets: readonly string[]
  /**
   * Only the rows of each dataset for which this SQL expression holds; trusted text, with its values in place. A dataset without a column
   * that it names cannot be read.
   */
  readonly rows?: string
  /** Only what belongs to a client company. */
  readonly tenant?: TenantScope
}

/** The rows of a client company are those whose column has one of its values. */
export interface TenantScope {
  readonly values: readonly string[]
  /** The column by dataset, where it is not `_tenant`. A dataset without its column has no row for them. */
  readonly columns: Readonly<Record<string, string>>
}

export interface QueryLimits {
  readonly time_ms: number
  readonly memory_bytes: number
  /** More rows than this are an error that names the limit, never a silent cut. */
  readonly rows: number
}

/** Of parameters whose value does not tell it: days and instants are texts, and `1` may be a number with a fraction. */
export type ParameterTypes = Readonly<Record<string, 'date' | 'timestamp' | 'number'>>

/**
 * Some of a dataset's rows: those for which an SQL expression holds (trusted text, with its values in place), or those that came or
 * went after a snapshot of the lake. What has changed can not always be told; such a query fails.
 */
export type RowPart = { readonly where: string } | { readonly since: number }

export interface SqlQuery {
  readonly sql: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly types?: ParameterTypes
  readonly scope: Scope
  /** Of these datasets it sees only a part. */
  readonly parts?: Readonly<Record<string, RowPart>>
  readonly limits?: Partial<QueryLimits>
  readonly signal?: AbortSignal
}

export interface SearchQuery {
  /** The datasets to search, in the caller's scope. */
  readonly in: readonly string[]
  readonly kql: string
  readonly since?: Date
  readonly until?: Date
  readonly limit: number
  /** Newest first by default. */
  readonly order?: 'newest' | 'oldest'
  readonly histogram?: { readonly buckets: number }
  readonly scope: Scope
  readonly limits?: Partial<QueryLimits>
  readonly signal?: AbortSignal
}

export interface DatasetReader {
  sql(query: SqlQuery): Promise<QueryResult>
  /** The same as the JSON text of it, which nobody needs to parse on its way out. */
  sqlText(query: SqlQuery): Promise<Buffer>
  /** The same, streamed; what goes wrong before the first byte rejects, after it destroys the stream. */
  sqlStream(query: SqlQuery, format: ResultFormat): Promise<Readable>
  explain(query: SqlQuery): Promise<string>
  search(query: SearchQuery): Promise<SearchResult>
  /** The names of all datasets; costs next to nothing. */
  names(): Promise<readonly string[]>
  /** What exists, by the catalogue. */
  list(): Promise<readonly DatasetInfo[]>
  /** What the latest snapshots of the lake did to a dataset, newest first. */
  changes(dataset: string): Promise<readonly DatasetChange[]>
  /**
   * A text for each of these datasets, as it is at this moment; it is another one after any change of its rows or columns, whoever
   * made it. Cheap enough to be asked with each request.
   */
  versions(datasets: readonly string[]): readonly string[]
  /** The number of the lake's latest snapshot, for `RowPart`; -1 where there is no lake yet. */
  snapshot(): number
}

/** Offsets, both inclusive, that must be read from the stream again. */
export interface DatasetRepair {
  readonly dataset: string
  readonly ranges: readonly { readonly first: number; readonly last: number }[]
}

/** What whoever copies the files of an engine while it runs has to know of them; by their whole paths. */
export interface EngineFiles {
  /** A database in SQLite that others may read. */
  readonly catalogue: string
  /** Folders in which files are only added and removed; the catalogue names them. */
  readonly kept: readonly string[]
  /** Folders of which no start takes up anything. */
  readonly passing: readonly string[]
}

/** An engine that keeps datasets: its writing side. */
export interface DatasetEngine {
  readonly files: EngineFiles
  readonly views: ViewStore
  open(options: DatasetOptions): Promise<DatasetWriter>
  /** Forgets the writer; its data stay. */
  close(name: string): Promise<void>
  /**
   * Makes the dataset's next version, to be filled from these offsets on while queries see the dataset as it is. Resolves with the name
   * under which it is opened.
   */
  beginNext(name: string, from: ReadonlyMap<number, number>): Promise<string>
  /** Forgets the next version. */
  dropNext(name: string): Promise<void>
  /** The next version takes the dataset's place at once, together with the rows below the offsets. Both are closed. */
  swap(name: string, from: ReadonlyMap<number, number>): Promise<void>
  verify(): Promise<readonly VerifyFinding[]>
  /** What came of a dataset's rules, since it was made or filled again. */
  ruleCounts(name: string): Promise<readonly RuleCount[]>
  /**
   * Sets damaged files aside and tells which offsets must be read from the stream again, with `refill`. `quick` finds files that
   * are missing or cut; `thorough` reads them all.
   */
  repair(look: 'quick' | 'thorough'): Promise<readonly DatasetRepair[]>
  /** Reads about so many bytes of the files, going on where it stopped the last time; whether there is something to repair. */
  scrub(bytes: number): Promise<boolean>
  /** Stores those of the frames' records that are missing, wherever the position is. */
  refill(dataset: string, frames: readonly DatasetFrame[]): Promise<void>
  /** The stream has nothing more for the ranges that `repair` told: what is still missing is counted as lost. */
  endRefill(dataset: string): Promise<void>
  stop(): Promise<void>
}
