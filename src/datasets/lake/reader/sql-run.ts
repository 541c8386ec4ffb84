import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBInstance,
  type DuckDBResult,
  StatementType,
} from '@duckdb/node-api'
import { UserError } from '../../../lib/errors.ts'
import { placeOf } from '../../../query/sql-place.ts'
import { type CheckedQuery, checkTree } from '../../../query/sql-policy.ts'
import { splitExplain } from '../../../query/sql-statement.ts'
import { quoteText } from '../catalogue/column-type.ts'
import { engineError, isTooDeep, tooDeep } from './engine-error.ts'
import type { FormatColumn } from './formats/format.ts'
import { bindParameters } from './parameters.ts'
import type { SqlRequest, StopReason } from './protocol.ts'
import { columnsOf } from './result-columns.ts'
import type { Snapshot } from './snapshot.ts'
import { stopError } from './stop-error.ts'
import type { Views } from './views.ts'

/** What a reader process works with. */
export interface Engine {
  readonly instance: DuckDBInstance
  readonly snapshot: Snapshot
  readonly views: Views
  readonly folder: string
}

/** Longer texts are a mistake, and the parser takes long over them. */
const sqlBytesLimit = 1 << 20

const explainWord = 'EXPLAIN '

/**
 * A statement on its way, on a connection of its own: it sees the views of the datasets that it names, and leaves nothing behind.
 */
export class Run {
  readonly #engine: Engine
  readonly #connection: DuckDBConnection
  #sql = ''
  #shift = 0
  #stopped: StopReason | undefined
  #again: NodeJS.Timeout | undefined

  private constructor(engine: Engine, connection: DuckDBConnection) {
    this.#engine = engine
    this.#connection = connection
  }

  static async open(engine: Engine): Promise<Run> {
    return new Run(engine, await engine.instance.connect())
  }

  /** Checks and starts a statement of the user. */
  async start({
    sql,
    params,
    readable,
    explain,
  }: Pick<SqlRequest, 'sql' | 'params' | 'readable' | 'explain'>): Promise<Result> {
    if (Buffer.byteLength(sql) > sqlBytesLimit) {
      throw new UserError('too_large', 'cannot run query: its text has more than 1 MB', {
        hint: 'Put long lists into a dataset, and join it.',
      })
    }
    if (sql.includes('\0')) {
      // The engine would check the text up to its end, and run it up to here.
      throw new UserError('invalid', 'cannot run query: its text has a character of value zero', { hint: 'Remove it.' })
    }
    this.#sql = sql
    return this.#guard(async () => {
      const { query, text } = splitExplain(sql)
      const checked = await this.#check(query, readable)
      if (checked.isShowTables) return this.#execute(tablesQuery(readable, this.#engine.snapshot.names), [], {})
      await this.#createViews(checked.datasets)
      if (!explain || text !== sql) return this.#execute(text, checked.parameters, params)
      this.#shift = explainWord.length
      return this.#execute(explainWord + text, checked.parameters, params)
    })
  }

  /** Starts a statement that we wrote ourselves, over the same views. */
  async startTrusted(
    sql: string,
    params: Readonly<Record<string, unknown>>,
    datasets: readonly string[],
  ): Promise<Result> {
    this.#sql = sql
    return this.#guard(async () => {
      this.#engine.snapshot.refresh()
      await this.#createViews(datasets)
      return this.#execute(sql, Object.keys(params), params)
    })
  }

  /** Interrupts until it has stopped: an interrupt that comes between two steps of the engine is lost. */
  stop(reason: StopReason): void {
    if (this.#stopped) return
    this.#stopped = reason
    this.#connection.interrupt()
    this.#again = setInterval(() => this.#connection.interrupt(), 20)
  }

  close(): void {
    clearInterval(this.#again)
    this.#connection.closeSync()
  }

  get connection(): DuckDBConnection {
    return this.#connection
  }

  async #check(query: string, readable: readonly string[]): Promise<CheckedQuery> {
    const reader = await this.#connection.runAndReadAll('select json_serialize_sql($1::varchar)', [query])
    const tree: unknown = JSON.parse(String(reader.value(0, 0)))
    const refusal = tree as { error?: boolean; error_type?: string; error_message?: string; position?: string }
    if (refusal.error) throw this.#unparsed(refusal, query)
    this.#engine.snapshot.refresh()
    const existing = this.#engine.snapshot.names
    return checkTree(tree, query, { readable: readable.filter((name) => existing.includes(name)), existing })
  }

  #unparsed(refusal: { error_type?: string; error_message?: string; position?: string }, query: string): UserError {
    if (query.trim() === '')
      return new UserError('invalid', 'cannot run query: it is empty', { hint: 'Write a SELECT.' })
    if (refusal.error_type === 'not implemented') {
      return new UserError('forbidden', 'cannot run query: only queries that read are allowed', {
        hint: 'Write a SELECT, or WITH … SELECT. PIVOT needs its values: PIVOT t ON a IN (…) USING sum(b).',
      })
    }
    if (isTooDeep(refusal.error_message ?? '')) return tooDeep()
    const position = refusal.position === undefined ? undefined : Number(refusal.position)
    return new UserError('invalid', `cannot run query: ${refusal.error_message ?? 'it is no SQL'}`, {
      at: placeOf(query, position),
    })
  }

  async #createViews(names: readonly string[]): Promise<void> {
    for (const name of names) await this.#engine.views.create(this.#connection, name)
  }

  async #execute(
    text: string,
    parameters: readonly string[],
    params: Readonly<Record<string, unknown>>,
  ): Promise<Result> {
    const statement = await this.#connection.prepare(text)
    try {
      if (statement.statementType !== StatementType.SELECT && statement.statementType !== StatementType.EXPLAIN) {
        throw new UserError('forbidden', 'cannot run query: only queries that read are allowed', {
          hint: 'Write a SELECT.',
        })
      }
      bindParameters(statement, parameters, params)
      const result = await statement.stream()
      return { columns: columnsOf(result), chunks: this.#chunks(result) }
    } finally {
      statement.destroySync()
    }
  }

  async *#chunks(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
    for (;;) {
      const chunk = await this.#guard(() => result.fetchChunk())
      if (!chunk || chunk.rowCount === 0) return
      yield chunk
    }
  }

  /** Errors of the engine become the user's; those of a stopped statement say why it was stopped. */
  async #guard<T>(step: () => Promise<T>): Promise<T> {
    try {
      if (this.#stopped) throw stopError(this.#stopped)
      return await step()
    } catch (error) {
      if (this.#stopped) throw stopError(this.#stopped)
      throw engineError(error, this.#sql, this.#engine.folder, this.#shift)
    }
  }
}

export interface Result {
  readonly columns: readonly FormatColumn[]
  readonly chunks: AsyncGenerator<DuckDBDataChunk>
}

function tablesQuery(readable: readonly string[], existing: readonly string[]): string {
  const names = readable.filter((name) => existing.includes(name)).toSorted()
  if (names.length === 0) return 'select NULL::VARCHAR as name where false'
  return `select name from (values ${names.map((name) => `(${quoteText(name)})`).join(', ')}) as tables(name)`
}
