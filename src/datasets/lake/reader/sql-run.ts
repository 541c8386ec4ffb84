import { type DuckDBConnection, type DuckDBDataChunk, type DuckDBResult, StatementType } from '@duckdb/node-api'
import { hasFailed } from '../../../lib/duckdb-chunks.ts'
import { UserError } from '../../../lib/errors.ts'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { restColumn } from '../../../query/kql/columns.ts'
import { type Equality, equalitiesOf, planOfEqualities } from '../../../query/sql-equalities.ts'
import { checkTree } from '../../../query/sql-policy.ts'
import { splitExplain } from '../../../query/sql-statement.ts'
import type { ParameterTypes, QueryResult, TenantScope } from '../../dataset.ts'
import type { LakeTable } from '../catalogue/read.ts'
import type { Connections, ViewedConnection } from './connections.ts'
import { engineError } from './engine-error.ts'
import type { FormatColumn } from './formats/format.ts'
import { ndjson } from './formats/json.ts'
import { bindParameters } from './parameters.ts'
import type { SqlRequest, StopReason } from './protocol.ts'
import { columnsOf } from './result-columns.ts'
import { columnsOf as searchColumnsOf } from './search.ts'
import type { SearchContext, SearchStatement } from './search-context.ts'
import { openDatasetSearch } from './search-dataset.ts'
import type { SearchMemory } from './search-memory.ts'
import type { Catalogue, Snapshot } from './snapshot.ts'
import { checkText, noQuery, parseTree } from './sql-parse.ts'
import { stopError } from './stop-error.ts'
import { rowsOfTenant } from './tenant-rows.ts'
import type { RowChoice, Views } from './views.ts'

/** What a reader process works with. */
export interface Engine {
  readonly connections: Connections
  readonly catalogue: Catalogue
  readonly views: Views
  readonly memory: SearchMemory
  readonly folder: string
}

/** More rows than these are read with all others: a longer list of offsets takes longer than it spares. */
const offsetsLimit = 500

const explainWord = 'EXPLAIN '

/**
 * A statement on its way, on a connection of its own: it sees the views of the datasets that it names, and no others.
 */
export class Run {
  readonly #engine: Engine
  readonly #viewed: ViewedConnection
  readonly #connection: DuckDBConnection
  /** Whether a statement is between its start and its end. */
  #isUnderWay = false
  #sql = ''
  #shift = 0
  #stopped: StopReason | undefined
  #again: NodeJS.Timeout | undefined

  private constructor(engine: Engine, viewed: ViewedConnection) {
    this.#engine = engine
    this.#viewed = viewed
    this.#connection = viewed.duck
  }

  static async open(engine: Engine): Promise<Run> {
    return new Run(engine, await engine.connections.take())
  }

  /** Checks and starts a statement of the user. */
  async start({
    sql,
    params,
    types,
    readable,
    only,
    tenant,
    parts,
    explain,
  }: Pick<
    SqlRequest,
    'sql' | 'params' | 'types' | 'readable' | 'only' | 'tenant' | 'parts' | 'explain'
  >): Promise<Result> {
    checkText(sql)
    this.#sql = sql
    this.#isUnderWay = true
    return this.#guard(async () => {
      const { query, text } = splitExplain(sql)
      const tree = await parseTree(this.#connection, query)
      const snapshot = this.#engine.catalogue.latest()
      const existing = snapshot.names
      const visible = readable.filter((name) => existing.includes(name))
      const parsed: unknown = JSON.parse(tree)
      const checked = checkTree(parsed, query, { readable: visible, existing })
      if (checked.isShowTables) return this.#execute({ text: tablesQuery(visible), names: [], params: {} })
      const asked = equalitiesOf(parsed, boundAsTheyAre(params, types))
      await this.#createViews(snapshot, checked.datasets, asked, parts, { only, tenant })
      const isPlan = explain || text !== sql
      if (isPlan && tenant) throw planOfTenant()
      if (explain && text === sql) this.#shift = explainWord.length
      const names = checked.parameters
      return this.#execute({
        text: this.#shift > 0 ? explainWord + text : text,
        names,
        params,
        types,
        ...(isPlan ? {} : { tree }),
      })
    })
  }

  /** Starts a statement that we wrote ourselves. */
  async startTrusted(
    { sql, params, relations, ctes }: SearchStatement,
    snapshot: Snapshot,
    tenant?: TenantScope,
  ): Promise<Result> {
    this.#sql = sql
    return this.#guard(async () => {
      const defined: string[] = []
      for (const { name, dataset, files } of relations) {
        const table = snapshot.table(dataset)
        if (!table) continue
        const all = await this.#engine.views.relation(this.#connection, table, files)
        const relation = tenant ? rowsOfTenant(all, table, tenant) : all
        defined.push(`${quoteName(name)} as not materialized (${relation})`)
      }
      const all = [...defined, ...ctes]
      const text = all.length > 0 ? `with ${all.join(', ')} ${sql}` : sql
      return this.#execute({ text, names: Object.keys(params), params })
    })
  }

  /** Interrupts until it has stopped: an interrupt that comes between two steps of the engine is lost. */
  stop(reason: StopReason): void {
    if (this.#stopped) return
    this.#stopped = reason
    this.#connection.interrupt()
    this.#again = setInterval(() => this.#connection.interrupt(), 20)
  }

  /** One that was stopped, or whose statement did not come to its end, is of no further use. */
  close(): void {
    clearInterval(this.#again)
    if (this.#isUnderWay || this.#stopped) this.#connection.closeSync()
    else this.#engine.connections.giveBack(this.#viewed)
  }

  async #createViews(
    snapshot: Snapshot,
    names: readonly string[],
    asked: readonly Equality[],
    parts: SqlRequest['parts'],
    choice: Pick<RowChoice, 'only' | 'tenant'>,
  ): Promise<void> {
    const views = new Map<string, string>()
    for (const name of names) {
      const table = snapshot.table(name)
      if (!table) continue
      const part = parts[name]
      const isChange = part !== undefined && 'since' in part
      const offsets = asked.length > 0 && !isChange ? await this.#offsetsOf(table, asked, snapshot) : undefined
      const before = isChange ? snapshot.filesAt(name, part.since) : undefined
      const where = part !== undefined && 'where' in part ? part.where : undefined
      const isExchanged = snapshot.views.has(name)
      const rows = { offsets, before, isExchanged, where, ...choice }
      views.set(name, await this.#engine.views.textOf(this.#connection, table, rows))
    }
    await this.#viewed.see(views)
  }

  /** Where the rows lie that have what the statement asks to be equal, if the token index tells that they are few. */
  async #offsetsOf(
    table: LakeTable,
    asked: readonly Equality[],
    snapshot: Snapshot,
  ): Promise<readonly number[] | undefined> {
    const context: SearchContext = {
      folder: this.#engine.folder,
      memory: this.#engine.memory,
      table: (name) => snapshot.table(name),
      runTrusted: async (statement) => rowsOf(await this.startTrusted(statement, snapshot)),
    }
    // Each condition names a column, so that none is about the fields without one.
    const columns = searchColumnsOf(table).filter(({ name }) => name !== restColumn)
    const plan = planOfEqualities(asked, columns)
    const sql = this.#sql
    const offsets = await openDatasetSearch(table.name, table, columns, { plan }, context).maybeOffsets(offsetsLimit)
    this.#sql = sql
    return offsets
  }

  async #execute(plan: Plan): Promise<Result> {
    this.#isUnderWay = true
    const statement = await this.#connection.prepare(plan.text)
    try {
      if (statement.statementType !== StatementType.SELECT && statement.statementType !== StatementType.EXPLAIN) {
        throw noQuery()
      }
      bindParameters(statement, plan.names, plan.params, plan.types)
      const result = await statement.stream()
      return { columns: columnsOf(result), chunks: this.#chunks(result, plan) }
    } finally {
      statement.destroySync()
    }
  }

  async *#chunks(result: DuckDBResult, plan: Plan): AsyncGenerator<DuckDBDataChunk> {
    for (;;) {
      const chunk = await this.#guard(() => result.fetchChunk())
      if (chunk && chunk.rowCount > 0) {
        yield chunk
        continue
      }
      if (hasFailed(result)) await this.#guard(() => this.#fail(plan))
      this.#isUnderWay = false
      return
    }
  }

  /** A failed stream does not tell why, so the query is run again for its error alone: all of its values, and none kept. */
  async #fail({ tree, names, params, types }: Plan): Promise<never> {
    if (tree && !this.#stopped) {
      // Positions would be those of the text that is made here.
      this.#sql = ''
      const reader = await this.#connection.runAndReadAll('select json_deserialize_sql($1::json)', [tree])
      const text = `select bit_xor(hash(result)) from (${reader.value(0, 0)}) as result`
      const statement = await this.#connection.prepare(text)
      try {
        bindParameters(statement, names, params, types)
        await statement.run()
      } finally {
        statement.destroySync()
      }
    }
    throw new UserError('unavailable', 'cannot finish query: it failed on the way', { hint: 'Try again.' })
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

export async function rowsOf({ columns, chunks }: Result): Promise<QueryResult> {
  const rows: Record<string, unknown>[] = []
  for await (const bytes of ndjson(columns, chunks, { scratch: '' })) {
    for (const line of Buffer.from(bytes).toString().split('\n')) if (line !== '') rows.push(JSON.parse(line))
  }
  return { columns: columns.map(({ name, type }) => ({ name, type: String(type) })), rows }
}

export interface Result {
  readonly columns: readonly FormatColumn[]
  readonly chunks: AsyncGenerator<DuckDBDataChunk>
}

/** What is run: a text, the names of its parameters and their values, and for a query its tree. */
interface Plan {
  readonly text: string
  readonly names: readonly string[]
  readonly params: Readonly<Record<string, unknown>>
  readonly types?: ParameterTypes
  readonly tree?: string
}

function tablesQuery(names: readonly string[]): string {
  if (names.length === 0) return 'select NULL::VARCHAR as name where false'
  const values = names.toSorted().map((name) => `(${quoteText(name)})`)
  return `select name from (values ${values.join(', ')}) as tables(name)`
}

function planOfTenant(): UserError {
  return new UserError('forbidden', 'cannot show the plan: it tells how many rows there are of others', {
    hint: 'Run the query itself.',
  })
}

/** Those of the values that are not cast to another type first. */
function boundAsTheyAre(
  params: Readonly<Record<string, unknown>>,
  types: SqlRequest['types'],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => types?.[name] === undefined))
}
