/** What a monitor would have told: its queries are asked of a time gone by, and what they find goes through the state machines. */
import type { DatasetReader, QueryResult, Scope } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import type { BackTest } from '../../model/monitor-report.ts'
import type { MonitorSearch } from '../../project/monitors/search.ts'
import type { ProjectMonitor, QueryCondition, RecordCondition } from '../../project/project.ts'
import { evaluate } from './query-evaluation.ts'
import {
  arrivalsQuestion,
  arrivedColumn,
  countColumn,
  firstColumn,
  instantColumn,
  type Question,
  timelineQuestion,
  valuesQuestion,
} from './question.ts'
import { type Arrival, type Simulated, StateSimulation, simulateRecords } from './simulation.ts'
import { textOf } from './value-text.ts'

export interface BackTestOptions {
  readonly monitor: ProjectMonitor
  readonly reader: DatasetReader
  /** Who asks sees no more than else. */
  readonly scope: Scope
  readonly from_ms: number
  readonly until_ms: number
  readonly signal: AbortSignal
}

/** A search is counted at so many times in one statement; a statement of the project's own is asked for each time. */
const mostTimes = { inOne: 5000, all: 200_000, oneByOne: 2000 }
const mostRows = 500_000
const longestQuery_ms = 120_000

export async function backTest(options: BackTestOptions): Promise<BackTest> {
  const { monitor, from_ms, until_ms } = options
  const { condition } = monitor
  const result =
    condition.kind === 'record' ? await testRecords(options, condition) : await testQuery(options, condition)
  return {
    monitor: monitor.name,
    from: new Date(from_ms).toISOString(),
    until: new Date(until_ms).toISOString(),
    ...result,
  }
}

type Tested = Simulated & Pick<BackTest, 'evaluations' | 'step_ms'>

async function testRecords(options: BackTestOptions, condition: RecordCondition): Promise<Tested> {
  const { monitor } = options
  const { rows } = await ask(options, arrivalsQuestion(monitor, condition, options))
  const arrivals = rows.map(
    (row): Arrival => ({
      key: Object.fromEntries(monitor.by.map((column) => [column, textOf(row[column])])),
      at_ms: Number(row[arrivedColumn]),
      first_offset: Number(row[firstColumn]),
      records: Number(row[countColumn]),
    }),
  )
  const evaluations = arrivals.reduce((sum, { records }) => sum + records, 0)
  return { ...simulateRecords(monitor, condition, arrivals), evaluations }
}

async function testQuery(options: BackTestOptions, condition: QueryCondition): Promise<Tested> {
  const { monitor, from_ms, until_ms } = options
  const { query, every_ms } = condition
  if ('sql' in query) requireTimes(monitor.name, query.sql)
  const most = 'sql' in query ? mostTimes.oneByOne : mostTimes.all
  const step_ms = every_ms * Math.max(1, Math.ceil((until_ms - from_ms) / every_ms / most))
  const simulation = new StateSimulation(monitor, condition, step_ms)
  const times: number[] = []
  for (let at_ms = Math.ceil(from_ms / step_ms) * step_ms; at_ms <= until_ms; at_ms += step_ms) times.push(at_ms)
  if ('sql' in query) await askOneByOne(options, condition, times, simulation)
  else await askTogether(options, { ...condition, query }, times, step_ms, simulation)
  return { ...simulation.result(), evaluations: times.length, ...(step_ms > every_ms && { step_ms }) }
}

async function askOneByOne(
  options: BackTestOptions,
  condition: QueryCondition,
  times: readonly number[],
  simulation: StateSimulation,
): Promise<void> {
  const { monitor } = options
  for (const at_ms of times) {
    const range = { from_ms: at_ms - condition.over_ms, until_ms: at_ms }
    const result = await ask(options, valuesQuestion(monitor, condition, range, []))
    simulation.evaluate(at_ms, evaluate(result, monitor.by))
  }
}

/** A count of records can be had for many times at once. */
async function askTogether(
  options: BackTestOptions,
  condition: QueryCondition & { readonly query: MonitorSearch },
  times: readonly number[],
  step_ms: number,
  simulation: StateSimulation,
): Promise<void> {
  const { monitor, reader } = options
  const datasets = await reader.list()
  for (let i = 0; i < times.length; i += mostTimes.inOne) {
    const part = times.slice(i, i + mostTimes.inOne)
    const range = { from_ms: part[0]!, until_ms: part.at(-1)!, step_ms }
    const { columns, rows } = await ask(options, timelineQuestion(monitor, condition, range, datasets))
    const byTime = Map.groupBy(rows, (row) => Number(row[instantColumn]))
    const own = columns.filter(({ name }) => name !== instantColumn)
    for (const at_ms of part)
      simulation.evaluate(at_ms, evaluate({ columns: own, rows: byTime.get(at_ms) ?? [] }, monitor.by))
  }
}

function ask({ reader, scope, signal }: BackTestOptions, { sql, params }: Question): Promise<QueryResult> {
  return reader.sql({ sql, params, scope, signal, limits: { rows: mostRows, time_ms: longestQuery_ms } })
}

/** Without them the query would give today's answer for every day. */
function requireTimes(name: string, sql: string): void {
  if (/\$(from|until)\b/i.test(sql)) return
  throw new UserError('invalid', `cannot test monitor "${name}" on the past: its query asks for no time`, {
    hint: 'Bound it with $from and $until, like where _time >= $from and _time < $until.',
  })
}
