/** `caudal test --against`: what a function of this folder gives for what it has read, against what it gave. */
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Progress } from '../../lib/progress.ts'
import type { ComparisonExample, FunctionComparison, PastPiece, StreamComparison } from '../../model/function-past.ts'
import type { Project } from '../../project/project.ts'
import type { Client } from '../connection/client.ts'
import { formatCount, formatElapsed, formatNumber } from './quantity.ts'
import { type Colors, colorsOf, print, type Terminal } from './terminal.ts'

export interface AgainstOptions {
  readonly project: Project
  readonly functions: readonly string[]
  readonly since: string
  readonly ignore: readonly string[]
  readonly client: Client
  readonly terminal: Terminal
}

/** Compares one after the other. */
export async function* compareFunctions(options: AgainstOptions): AsyncGenerator<FunctionComparison, void, void> {
  const { project, functions, since, ignore, client, terminal } = options
  const { compareWithPast, createFormats, defaultLimits } = await import('../../main.ts')
  for (const name of functions) {
    const path = `/api/functions/${encodeURIComponent(name)}/past?since=${encodeURIComponent(since)}`
    const answer = await client.request({ method: 'GET', path })
    using progress = new Progress({
      label: `running ${name}`,
      format: (records) => formatCount(records, 'record'),
      screen: terminal.stderr,
    })
    yield await compareWithPast({
      project,
      function: name,
      pieces: piecesOf(answer),
      ignore,
      formats: createFormats(defaultLimits),
      onProgress: (records) => {
        progress.done = records
      },
      rowsOf: (sql) => client.request({ method: 'POST', path: '/api/sql', body: { sql, format: 'ndjson' } }),
    })
  }
}

export function isChanged({ streams, rejected }: FunctionComparison): boolean {
  return [...Object.values(streams), rejected].some((each) => each.changed + each.new + each.gone > 0)
}

export async function printComparison(comparison: FunctionComparison, terminal: Terminal): Promise<void> {
  const colors = colorsOf(terminal)
  const { function: name, records, since, asked, streams, rejected, examples, took_ms } = comparison
  const mark = isChanged(comparison) ? colors.yellow('≠') : colors.green('=')
  const lines = [
    `${mark} ${colors.bold(name)}: ${formatCount(records, 'record')} since ${since}, in ${formatElapsed(took_ms)}`,
    ...(asked === undefined ? [] : [`  not since ${asked}: its streams do not go back so far any more`]),
    ...Object.entries(streams).map(([stream, each]) => `  ${stream}: ${countsOf(each, 'new', 'gone')}`),
    `  rejected: ${countsOf(rejected, 'newly', 'no longer')}`,
    ...examples.flatMap((example) => exampleLines(example, colors)),
  ]
  await print(terminal, `${lines.join('\n')}\n`)
}

function countsOf({ same, changed, new: fresh, gone, fields }: StreamComparison, ...words: [string, string]): string {
  const by = Object.entries(fields)
    .sort(([, a], [, b]) => b - a)
    .map(([field, times]) => `${field} ${formatNumber(times)}`)
  const where = by.length === 0 ? '' : ` (${by.slice(0, 10).join(', ')})`
  const counts = [`${formatNumber(same)} same`, `${formatNumber(changed)} changed${where}`]
  return [...counts, `${formatNumber(fresh)} ${words[0]}`, `${formatNumber(gone)} ${words[1]}`].join(', ')
}

/** Field by field what is another one; a whole record where there is nothing to compare it with. */
function exampleLines({ stream, how, before, after }: ComparisonExample, { red, green, dim }: Colors): string[] {
  const minus = (record: unknown) => red(`    - ${JSON.stringify(record, plainNumber)}`)
  const plus = (record: unknown) => green(`    + ${JSON.stringify(record, plainNumber)}`)
  const head = dim(`  ${stream}, ${how}:`)
  if (!before || !after) return [head, before ? minus(before) : plus(after)]
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const differing = fields.filter((field) => textOf(before[field]) !== textOf(after[field]))
  const rest = Object.fromEntries(Object.entries(after).filter(([field]) => !differing.includes(field)))
  return [
    head,
    dim(`      ${JSON.stringify(rest, plainNumber)}`),
    ...differing.flatMap((field) => [
      ...(field in before ? [minus({ [field]: before[field] })] : []),
      ...(field in after ? [plus({ [field]: after[field] })] : []),
    ]),
  ]
}

function textOf(value: unknown): string | undefined {
  return JSON.stringify(value, plainNumber)
}

function plainNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value
}

async function* piecesOf(answer: Readable): AsyncGenerator<PastPiece, void, void> {
  for await (const line of createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield JSON.parse(line) as PastPiece
}
