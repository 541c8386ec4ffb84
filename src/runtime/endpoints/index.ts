/** What the project publishes: requests become queries with bound parameters, and their answers stay in memory until data change. */

import type { DatasetReader, ParameterTypes, Scope } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { maybeDecoded } from '../../lib/percent-encoding.ts'
import { mediaTypes, type ResultFormat } from '../../model/result-format.ts'
import { pageSql } from '../../project/endpoints/check.ts'
import type { ProjectEndpoint } from '../../project/project.ts'
import { placeIn } from '../../project/sql-text.ts'
import type { Stages } from '../stage.ts'
import { answerOf, countLines, jsonOf } from './answer.ts'
import { type Answer, AnswerCache } from './answer-cache.ts'
import { RateLimit } from './rate-limit.ts'
import type { EndpointRequest } from './request.ts'
import { SharedWork } from './shared-work.ts'
import { EndpointUsage } from './usage.ts'

/** An endpoint that a path names, with the values that the path has. */
export interface Found {
  readonly endpoint: ProjectEndpoint
  readonly inPath: Readonly<Record<string, string>>
}

/** Of a plain one the answer is the same for everybody who may ask. */
export type PlainEndpoint = ProjectEndpoint & { readonly isPlain: boolean; readonly usage: EndpointUsage }

/** With the signal that nobody waits for it any more. */
type Asked = EndpointRequest & { readonly signal: AbortSignal }

function isPlain({ scope, rates, cors }: ProjectEndpoint): boolean {
  return scope === undefined && rates.length === 0 && cors.length === 0
}

/** A query that takes longer holds a reader that others wait for. */
const longest_ms = 30_000
const most_bytes = 64 << 20

export class Endpoints {
  readonly #reader: DatasetReader
  readonly #log: Log
  readonly answers: AnswerCache
  readonly rates = new RateLimit()
  readonly #work = new SharedWork<Answer>()
  readonly #usages = new Map<string, EndpointUsage>()
  readonly #exact = new Map<string, PlainEndpoint>()
  readonly #patterns = new Map<string, { readonly pieces: readonly string[]; readonly endpoint: ProjectEndpoint }>()

  constructor(reader: DatasetReader, log: Log) {
    this.#reader = reader
    this.#log = log
    this.answers = new AnswerCache(reader)
  }

  get stages(): Pick<Stages, 'endpoints'> {
    // One that changes answers as it did until it is published anew.
    return { endpoints: { start: (one) => this.#publish(one), stop: (one, next) => !next && this.#withdraw(one) } }
  }

  #publish(endpoint: ProjectEndpoint): void {
    const { name } = endpoint
    this.answers.clear()
    if (name.includes('{')) this.#patterns.set(name, { pieces: name.split('/'), endpoint })
    else this.#exact.set(name, { ...endpoint, isPlain: isPlain(endpoint), usage: this.usageOf(name) })
  }

  #withdraw({ name }: ProjectEndpoint): void {
    this.answers.clear()
    this.#exact.delete(name)
    this.#patterns.delete(name)
  }

  get all(): ProjectEndpoint[] {
    return [...this.#exact.values(), ...[...this.#patterns.values()].map(({ endpoint }) => endpoint)]
  }

  /** How often an endpoint was asked, since the start. */
  usageOf(name: string): EndpointUsage {
    const known = this.#usages.get(name)
    if (known) return known
    const usage = new EndpointUsage()
    this.#usages.set(name, usage)
    return usage
  }

  /** The endpoint of a path without parameters in it. */
  maybeExact(path: string): PlainEndpoint | undefined {
    return this.#exact.get(path)
  }

  /** The endpoint of a path; `undefined` where there is none. */
  find(path: string): Found | undefined {
    const endpoint = this.#exact.get(path)
    if (endpoint) return { endpoint, inPath: {} }
    const wanted = path.split('/')
    for (const { pieces, endpoint } of this.#patterns.values()) {
      if (pieces.length !== wanted.length) continue
      const inPath: Record<string, string> = {}
      const fits = pieces.every((piece, i) => {
        if (!piece.startsWith('{')) return piece === wanted[i]
        const value = maybeDecoded(wanted[i]!)
        if (value === undefined || value === '') return false
        inPath[piece.slice(1, -1)] = value
        return true
      })
      if (fits) return { endpoint, inPath }
    }
    return undefined
  }

  /**
   * From memory where data are as they were; whoever asks the same at the same time shares one query, which stops when all of them
   * have gone.
   */
  async answer(endpoint: ProjectEndpoint, request: EndpointRequest, gone?: AbortSignal): Promise<Answer> {
    const key = JSON.stringify([
      endpoint.name,
      Object.entries(request.values).map(textOf),
      request.page,
      request.format,
      request.rows,
      request.tenant,
    ])
    const known = this.answers.get(key)
    if (known) return known
    // Before the query: an answer is never said to be newer than it is.
    const version = this.answers.versionOf(endpoint.inputs)
    const compute = (signal: AbortSignal) => this.#compute(endpoint, { ...request, signal }, version)
    const computed = await this.#work.join(`${key} ${version}`, compute, gone)
    this.answers.set(key, computed)
    return computed
  }

  async #compute(endpoint: ProjectEndpoint, request: Asked, version: string): Promise<Answer> {
    try {
      const { bytes, rows } = await this.#query(endpoint, request)
      if (rows === 0 && (endpoint.one || endpoint.notFound)) return await this.#notFound(endpoint, request, version)
      return answerOf(endpoint, version, {
        status: 200,
        type: mediaTypes[request.format],
        bytes,
        isFull: request.page !== undefined && rows === request.page.limit,
      })
    } catch (error) {
      throw await this.#explain(endpoint, error)
    }
  }

  async #query(endpoint: ProjectEndpoint, request: Asked): Promise<{ bytes: Buffer; rows: number }> {
    const { format, page } = request
    const query = {
      sql: page ? pageSql(endpoint.sql) : endpoint.sql,
      params: {
        ...valuesOf(request, endpoint.parameters),
        ...(page ? { _limit: page.limit, _offset: page.offset } : {}),
      },
      types: typesOf(endpoint),
      scope: scopeOf(endpoint, request),
      limits: { time_ms: longest_ms, rows: endpoint.limit },
      signal: request.signal,
    }
    const lines = format === 'json' || endpoint.one || endpoint.notFound !== undefined
    const text = lines ? await this.#collect(query, 'ndjson') : undefined
    const rows = text === undefined ? undefined : countLines(text)
    if (text !== undefined && (rows === 0 || format === 'json')) {
      return { bytes: jsonOf(text, endpoint.one), rows: rows! }
    }
    const one = endpoint.one ? { ...query, sql: `select * from (${endpoint.sql}\n) limit 1` } : query
    const bytes = format === 'ndjson' && text && !endpoint.one ? text : await this.#collect(one, format)
    return { bytes, rows: rows ?? Number.NaN }
  }

  async #collect(query: Parameters<DatasetReader['sqlStream']>[0], format: ResultFormat): Promise<Buffer> {
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of (await this.#reader.sqlStream(query, format)) as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > most_bytes) throw new UserError('too_large', 'cannot answer: the rows have more than 64 MB')
      pieces.push(piece)
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes)
  }

  async #notFound(endpoint: ProjectEndpoint, request: Asked, version: string): Promise<Answer> {
    const asked = Object.entries(request.values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name} ${value}`)
    const { notFound } = endpoint
    const found = notFound?.sql
      ? (
          await this.#reader.sql({
            sql: notFound.sql,
            params: valuesOf(request, notFound.parameters),
            types: typesOf(endpoint),
            scope: scopeOf(endpoint, request),
            signal: request.signal,
          })
        ).rows[0]
      : undefined
    const facts = found && Object.entries(found).filter(([, value]) => value !== null)
    const hint = facts
      ? facts.length === 1
        ? String(facts[0]![1])
        : facts.map(([name, value]) => `${name}: ${value}`).join(', ')
      : notFound?.text
    const body = {
      code: 'not_found',
      message: `cannot find ${endpoint.name}${asked.length > 0 ? ` with ${asked.join(', ')}` : ''}: there is no such row`,
      ...(hint ? { hint } : {}),
    }
    return answerOf(endpoint, version, {
      status: 404,
      type: mediaTypes.json,
      bytes: Buffer.from(JSON.stringify(body)),
      isFull: false,
    })
  }

  /** Whoever asks has not written the SQL: what is wrong with it is told in the log, with its place in the project. */
  async #explain(endpoint: ProjectEndpoint, error: unknown): Promise<unknown> {
    if (!(error instanceof UserError)) return error
    if (error.code === 'too_large' && /more than \d+ rows/.test(error.message)) {
      return new UserError('too_large', `cannot answer ${endpoint.name}: there are more than ${endpoint.limit} rows`, {
        hint: 'Ask for fewer with its parameters.',
      })
    }
    if (!['invalid', 'forbidden', 'unsupported', 'not_found'].includes(error.code)) return error
    if (/could not convert|conversion error|out of range/i.test(error.message)) {
      return new UserError(
        'invalid',
        `cannot answer ${endpoint.name}: ${error.message.replace(/^cannot run query: /, '')}`,
        {
          hint: 'Correct the values of its parameters.',
        },
      )
    }
    if (await this.#areInputsEmpty(endpoint)) {
      return new UserError('not_found', `cannot find ${endpoint.name}: there are no records yet`, {
        hint: 'Ask again when the first ones have come.',
      })
    }
    this.#log.error(`cannot answer ${endpoint.name}: ${error.message}`, {
      at: placeIn(endpoint.origin, error.at),
      hint: error.hint,
    })
    return new UserError('unavailable', `cannot answer ${endpoint.name}: its query failed`, {
      hint: 'Whoever runs it finds the reason in the log.',
    })
  }

  /** Columns come with records. */
  async #areInputsEmpty({ inputs }: ProjectEndpoint): Promise<boolean> {
    const rows = new Map((await this.#reader.list()).map((dataset) => [dataset.name, dataset.rows]))
    return inputs.some((name) => (rows.get(name) ?? 0) === 0)
  }
}

function valuesOf({ values }: EndpointRequest, names: readonly string[]): Record<string, unknown> {
  // The engine knows parameters without regard to case.
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}

function scopeOf({ inputs }: ProjectEndpoint, { rows, tenant }: EndpointRequest): Scope {
  return { datasets: inputs, ...(rows === undefined ? {} : { rows }), ...(tenant ? { tenant } : {}) }
}

function typesOf({ params }: ProjectEndpoint): ParameterTypes {
  const typed = params.flatMap(({ name, type }) =>
    type === 'date' || type === 'timestamp' || type === 'number' ? [[name, type] as const] : [],
  )
  return Object.fromEntries(typed)
}

function textOf([name, value]: [string, unknown]): [string, unknown] {
  return [name, typeof value === 'bigint' ? `${value}n` : value]
}
