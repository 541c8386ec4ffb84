/**
 * The reading side of the lake: SQL, search and lists, answered by processes that can read the lake and nothing else. Two walls stand
 * between a query and the machine: the policy over the parsed statement (`query/sql-policy.ts`) and the locked engine (`engine.ts`).
 */
import { availableParallelism } from 'node:os'
import type { Readable } from 'node:stream'
import { UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { ResultFormat } from '../../../model/result-format.ts'
import type { DatasetInfo, DatasetReader, QueryLimits, QueryResult, SearchResult, SqlQuery } from '../../dataset.ts'
import { Job } from './job.ts'
import { Pool } from './pool.ts'
import type { SqlRequest } from './protocol.ts'
import { Catalogue } from './snapshot.ts'
import { Versions } from './versions.ts'

export interface ReaderOptions {
  /** The lake's folder. It may be empty yet. */
  readonly folder: string
  readonly log: Log
  /** The most reader processes; 2 by default. */
  readonly processes?: number
  /** What a query gets that asks for nothing else. The memory is that of one process, whose queries share it. */
  readonly limits?: Partial<QueryLimits>
  /** Told when a query met a file that could not be read: it may be damaged. */
  readonly onUnreadable?: () => void
}

export interface LakeReader extends DatasetReader {
  /** The processes that run now, for their memory. */
  readonly pids: readonly number[]
  stop(): Promise<void>
}

const defaultLimits: QueryLimits = { time_ms: 30_000, memory_bytes: 1 << 30, rows: 100_000 }

/** A result for one answer in memory is not larger than this. */
const resultBytesLimit = 256 << 20

export function openReader({
  folder,
  log,
  processes = 2,
  limits: given,
  onUnreadable = () => {},
}: ReaderOptions): LakeReader {
  const limits = { ...defaultLimits, ...given }
  const threads = Math.min(availableParallelism(), 4)
  const catalogue = new Catalogue(folder)
  const pool = new Pool({
    settings: { folder, memory_bytes: limits.memory_bytes, threads },
    processes,
    log,
    onUnreadable,
  })

  const versions = new Versions(folder)

  function submit(
    request: Job['request'],
    asked: Partial<QueryLimits> | undefined,
    signal: AbortSignal | undefined,
  ): Job {
    const job = new Job(request, asked?.time_ms ?? limits.time_ms, signal)
    pool.submit(job)
    return job
  }

  function submitSql(query: SqlQuery, format: ResultFormat, explain: boolean): Job {
    const request: SqlRequest = {
      kind: 'sql',
      sql: query.sql,
      params: query.params ?? {},
      types: query.types ?? {},
      readable: query.scope.datasets,
      only: query.scope.rows,
      tenant: query.scope.tenant,
      parts: query.parts ?? {},
      format,
      // Streams may be of any length.
      rows: query.limits?.rows ?? (format === 'json' ? limits.rows : undefined),
      explain,
    }
    return submit(request, query.limits, query.signal)
  }

  async function collect(query: SqlQuery, explain: boolean): Promise<Buffer> {
    const job = submitSql(query, 'json', explain)
    await job.begun
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of job.stream as AsyncIterable<Buffer>) {
      pieces.push(piece)
      bytes += piece.length
      if (bytes > resultBytesLimit) {
        throw new UserError('too_large', 'cannot return result: it has more than 256 MB', {
          hint: 'Choose fewer columns or rows, or take it as NDJSON, CSV, Arrow or Parquet.',
        })
      }
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes)
  }

  async function collectRows(query: SqlQuery, explain: boolean): Promise<QueryResult> {
    return JSON.parse((await collect(query, explain)).toString()) as QueryResult
  }

  return {
    sql: (query) => collectRows(query, false),

    sqlText: (query) => collect(query, false),

    async sqlStream(query, format): Promise<Readable> {
      const job = submitSql(query, format, false)
      await job.begun
      return job.stream
    },

    async explain(query) {
      const { rows } = await collectRows(query, true)
      return rows.map((row) => String(row.explain_value)).join('\n')
    },

    async search({ signal, limits: asked, ...query }) {
      return (await submit({ kind: 'search', query }, asked, signal).ended) as SearchResult
    },

    names: async () => catalogue.latest().names,

    async list() {
      return (await submit({ kind: 'list' }, undefined, undefined).ended) as readonly DatasetInfo[]
    },

    changes: async (dataset) => catalogue.latest().changes(dataset),

    versions: (datasets) => versions.of(datasets),

    snapshot: () => versions.snapshot(),

    get pids() {
      return pool.pids
    },

    async stop() {
      versions.close()
      await pool.stop()
      catalogue.close()
    },
  }
}
