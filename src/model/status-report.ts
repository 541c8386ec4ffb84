/** What `GET /api/status` answers: written by the running project, shown by the command line. */
import type { ErrorBody } from '../lib/errors.ts'
import type { BackupReport } from './backup-report.ts'
import type { Counters } from './counters.ts'
import type { EndpointReport } from './endpoint-report.ts'

/** What a stream lost to a damaged disk: told, counted, never silent. */
export interface Damage {
  readonly partition: number
  /** The first offset that is missing, and how many are, as far as can be told. */
  readonly offset: number
  readonly count: number
  readonly file: string
  readonly position_bytes: number
}

export interface StreamReport extends Counters {
  /** Acknowledged, and not in the dataset yet. */
  readonly pending: number
  readonly bytes: number
  readonly damage: readonly Damage[]
}

export interface DatasetReport {
  readonly rows: number
  readonly files: number
  readonly bytes: number
  readonly index_bytes: number
  readonly lag_records: number
}

export interface SourceReport {
  readonly type: string
  /** `paused`: somebody told it to. */
  readonly state: 'running' | 'waiting' | 'stopped' | 'ended' | 'paused'
  /** Since the start of this process. */
  readonly records: number
  readonly error?: ErrorBody
  /** What of it cannot be read, such as files, while the rest goes on. */
  readonly troubles?: readonly ErrorBody[]
}

export interface FunctionReport {
  /** The stream that it reads; the path of one that answers requests. */
  readonly on: string
  /** What starts it, in words, where it is not the records of a stream: `POST /orders`. */
  readonly trigger?: string
  /** Of one that runs at times. */
  readonly schedule?: ScheduleReport
  /** `failed`: it cannot be loaded; `idle`: no process runs it now. */
  readonly state: 'running' | 'idle' | 'failed'
  readonly workers: number
  /** Since the start of this process. */
  readonly invocations: number
  readonly records: number
  readonly errors: number
  readonly cold_starts: number
  /** The mean of an invocation and of a cold start. */
  readonly invocation_ms: number
  readonly cold_start_ms: number
  readonly cpu_s: number
  /** Records of its input that it has not read yet. */
  readonly lag_records: number
  readonly error?: ErrorBody
}

export interface ScheduleReport {
  /** The time that was due last, and the next one: ISO 8601. */
  readonly last?: string
  readonly next?: string
  /** How many of its times passed without a run in time since it was declared, made up or not. */
  readonly missed: number
}

/** What became of a run that was started by hand; `queued`: it has not come to its end. */
export interface FunctionStart {
  readonly function: string
  readonly state: 'done' | 'rejected' | 'queued'
}

/** What a token for some names is told. */
export interface PartialStatusReport {
  readonly name: string
  readonly version: string
  readonly started: string
  readonly uptime_s: number
  readonly streams: Readonly<Record<string, StreamReport>>
  readonly datasets: Readonly<Record<string, DatasetReport>>
  readonly functions: Readonly<Record<string, FunctionReport>>
  readonly sources: Readonly<Record<string, SourceReport>>
  readonly endpoints: Readonly<Record<string, EndpointReport>>
  readonly problems: readonly string[]
}

export interface StatusReport extends PartialStatusReport {
  /** Of what it runs on. */
  readonly versions: { readonly node: string; readonly sqlite: string; readonly system: string }
  readonly data: string
  readonly disk: { readonly free_bytes: number; readonly size_bytes: number }
  readonly memory: MemoryReport
  /** The last one; absent as long as there was none. */
  readonly backup?: BackupReport
}

export interface MemoryReport {
  /** Resident memory by process. What processes share, such as the code of the database, counts in each of them. */
  readonly rss_bytes: Readonly<Record<string, number>>
  /** The same with shared pages divided among those who share them: its sum is what the machine really spends. */
  readonly pss_bytes?: Readonly<Record<string, number>>
}
