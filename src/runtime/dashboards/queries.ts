/** Answers the queries of panels, many at once: equal ones are asked once, each fails by itself, and all end when nobody waits. */
import type { DatasetInfo, DatasetReader, QueryResult, RowPart, Scope } from '../../datasets/dataset.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type {
  DashboardAnswers,
  DashboardFilter,
  PanelAnswer,
  PanelQuery,
  VariableValue,
} from '../../model/dashboard.ts'
import { SharedWork } from '../endpoints/shared-work.ts'
import { filterParts } from './filter-parts.ts'
import { type PanelContext, panelStatement } from './panel-sql.ts'

export interface AskedPanel {
  readonly id: string
  readonly query: PanelQuery
  /** Its SQL, where that stands elsewhere. */
  readonly sql?: string | undefined
  /** What is known without asking the datasets. */
  readonly known?: (range: { readonly from: Date; readonly until: Date }) => PanelAnswer
}

export interface AskedPanels {
  readonly panels: readonly AskedPanel[]
  /** Absent, it is the beginning of the data. */
  readonly from: Date | undefined
  readonly until: Date
  readonly points: number
  readonly variables: Readonly<Record<string, VariableValue>>
  readonly filters: readonly DashboardFilter[]
  readonly scope: Scope
  /** What the panels read. */
  readonly inputs: readonly string[]
  readonly signal: AbortSignal
}

const limits = { rows: 20_000, time_ms: 30_000 }

/** There are more panels than readers: the others wait their turn. */
const atOnce = 4

const day_ms = 86_400_000

export class PanelQueries {
  readonly #reader: DatasetReader
  readonly #work = new SharedWork<QueryResult>()

  constructor(reader: DatasetReader) {
    this.#reader = reader
  }

  async answer(asked: AskedPanels): Promise<DashboardAnswers> {
    const { panels, variables, points, until, scope } = asked
    const datasets = (await this.#reader.list()).filter(({ name }) => scope.datasets.includes(name))
    const from = asked.from ?? (await this.#beginningOf(datasets, asked))
    const columnsOf = (dataset: string) => datasets.find(({ name }) => name === dataset)?.columns ?? []
    const context: PanelContext = { from, until, points, variables, columnsOf }
    const parts = filterParts(asked.filters, datasets)
    const answers: Record<string, PanelAnswer> = {}
    const waiting = [...panels]
    const takeTurns = async () => {
      for (let panel = waiting.shift(); panel; panel = waiting.shift()) {
        answers[panel.id] = await this.#answerOne(panel, context, parts, asked)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, takeTurns))
    return { from: from.toISOString(), until: until.toISOString(), answers }
  }

  async #answerOne(
    panel: AskedPanel,
    context: PanelContext,
    parts: Readonly<Record<string, RowPart>>,
    { scope, signal }: AskedPanels,
  ): Promise<PanelAnswer> {
    let asked: string | undefined
    if (panel.known) return panel.known(context)
    try {
      const { sql, params, types, interval_ms } = panelStatement(panel.query, context, panel.sql)
      asked = sql
      const ask = (stop: AbortSignal) => this.#reader.sql({ sql, params, types, scope, parts, limits, signal: stop })
      const { columns, rows } = await this.#work.join(JSON.stringify([sql, params, scope, parts]), ask, signal)
      return { columns, rows, sql, interval_ms }
    } catch (error) {
      const body =
        error instanceof UserError ? error.toBody() : { code: 'internal' as const, message: messageOf(error) }
      return { ...(asked === undefined ? {} : { sql: asked }), error: body }
    }
  }

  /** Of the rows that the asker may see: what others have begins when it will. */
  async #beginningOf(datasets: readonly DatasetInfo[], { inputs, scope, until, signal }: AskedPanels): Promise<Date> {
    const read = datasets.filter(({ name }) => inputs.includes(name))
    const isWhole = scope.rows === undefined && scope.tenant === undefined
    const firsts = isWhole
      ? read.flatMap(({ from }) => from ?? [])
      : (await Promise.all(read.map(({ name }) => this.#firstTimeOf(name, scope, signal)))).flatMap(
          (first) => first ?? [],
        )
    const [first] = firsts.sort()
    if (first === undefined) return new Date(until.getTime() - day_ms)
    return new Date(Math.floor(Date.parse(first) / 1000) * 1000)
  }

  /** Undefined where the scope has no row of it. */
  async #firstTimeOf(dataset: string, scope: Scope, signal: AbortSignal): Promise<string | undefined> {
    const sql = `select strftime(min(_time), '%Y-%m-%dT%H:%M:%S.%gZ') as first from ${quoteName(dataset)}`
    const ask = (stop: AbortSignal) => this.#reader.sql({ sql, scope, limits, signal: stop })
    try {
      const { rows } = await this.#work.join(JSON.stringify([sql, scope]), ask, signal)
      const first = rows[0]?.first
      return typeof first === 'string' ? first : undefined
    } catch (error) {
      // A dataset without the column of the scope has no row for them.
      if (error instanceof UserError) return undefined
      throw error
    }
  }
}
