import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { Progress } from '../../lib/progress.ts'
import { visible } from '../../lib/table.ts'
import type { QueryResult } from '../../model/query-report.ts'
import { resultFormats } from '../../model/result-format.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { inOptions } from '../connection/own-words.ts'
import { unreadable } from '../terminal/file-error.ts'
import { formatCount, formatElapsed } from '../terminal/quantity.ts'
import { writeResult } from '../terminal/result.ts'
import { formatResult, withoutEmpty } from '../terminal/result-table.ts'
import { formatJson, note, print, printJson, type Terminal } from '../terminal/terminal.ts'

const formats = ['table', ...resultFormats] as const

export default defineCommand({
  name: 'sql',
  summary: 'Queries datasets with SQL.',
  description:
    'One SELECT in the dialect of DuckDB; datasets are its tables. Prints a table, or JSON, CSV, Arrow or Parquet.',
  arguments: [{ name: 'query', summary: 'The statement; "-" reads it from standard input.', optional: true }],
  options: {
    file: { type: 'string', short: 'f', value: 'file', summary: 'Read the statement from a file.', completes: 'file' },
    param: {
      type: 'string',
      short: 'p',
      value: 'name=value',
      multiple: true,
      summary: 'The value of $name: JSON, else text.',
    },
    format: { type: 'string', choices: formats, summary: 'The form of the result; table by default.' },
    out: { type: 'string', short: 'o', value: 'file', summary: 'Write the result to a file.', completes: 'file' },
    rows: { type: 'number', summary: 'The most rows to take; more are an error.' },
    timeout: { type: 'string', value: 'duration', summary: 'The longest it may take.' },
    explain: { type: 'boolean', summary: 'Show how it would run.' },
  },
  examples: [
    { line: "caudal sql 'select count(*) from host'", summary: 'Count the records of a dataset' },
    {
      line: "caudal sql 'select * from events where user = $user' --param user=anna --json",
      summary: 'Bind a value; JSON for a program',
    },
    {
      line: "caudal sql 'select * from lines' --format parquet --out lines.parquet",
      summary: 'Save a result as Parquet',
    },
    { line: 'caudal sql --file report.sql --format csv', summary: 'Run a statement from a file' },
  ],
  async run({ args, options, globals, terminal }) {
    const sql = await readStatement(args.query, options.file, terminal)
    const params = parseParams(options.param)
    const format = options.format ?? (globals.json ? 'json' : 'table')
    if ((format === 'parquet' || format === 'arrow') && options.out === undefined && terminal.stdout.isTTY) {
      throw new UserError('invalid', `cannot print ${format} on a terminal: it is binary`, {
        hint: `Save it: --out result.${format}`,
      })
    }
    const client = await Client.open(globals, terminal)
    const started = performance.now()
    const limits = {
      ...(options.rows === undefined ? {} : { rows: options.rows }),
      ...(options.timeout === undefined ? {} : { time_ms: parseDuration(options.timeout) }),
    }
    const query = { sql, params, ...(Object.keys(limits).length > 0 ? { limits } : {}) }

    using progress = new Progress({ label: 'querying', screen: terminal.stderr })
    if (options.explain) {
      const { plan } = await client.post<{ plan: string }>('/api/sql', { ...query, explain: true }).catch(inSqlOptions)
      progress.stop()
      return globals.json ? printJson(terminal, { plan }) : print(terminal, `${plan.trimEnd()}\n`)
    }
    if (format !== 'table' && format !== 'json') {
      const answer = await client
        .request({ method: 'POST', path: '/api/sql', body: { ...query, format } })
        .catch(inSqlOptions)
      return writeResult(terminal, options.out, answer, progress)
    }
    const result = await client.post<QueryResult>('/api/sql', query).catch(inSqlOptions)
    progress.stop()
    const took = `${formatCount(result.rows.length, 'row')} in ${formatElapsed(performance.now() - started)}`
    const plan = format === 'table' ? maybePlan(result) : undefined
    if (plan !== undefined) return writeResult(terminal, options.out, [plan])
    if (format === 'json' || options.out !== undefined || !terminal.stdout.isTTY) {
      await writeResult(terminal, options.out, [format === 'json' ? formatJson(result.rows) : formatResult(result)])
      return note(terminal, took)
    }
    const { shown, empty } = withoutEmpty(result, sql)
    await print(terminal, formatResult(shown, terminal))
    note(terminal, empty.length > 0 ? `${took}; without a value: ${visible(empty.join(', '))}` : took)
  },
})

/** What `explain select …` answers: a drawing of many lines, which no cell can show. */
function maybePlan({ columns, rows }: QueryResult): string | undefined {
  if (columns.map(({ name }) => name).join() !== 'explain_key,explain_value') return undefined
  return rows.map(({ explain_value }) => `${visibleLines(String(explain_value)).trimEnd()}\n`).join('')
}

function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

/** What is a field of the body for a program is an option here. */
const inSqlOptions = inOptions(
  'sql',
  { sql: '<query>', params: '--param', 'limits.rows': '--rows', 'limits.time_ms': '--timeout in milliseconds' },
  (hint) =>
    hint
      .replace(
        'raise limits.rows, or take it as NDJSON, CSV, Arrow or Parquet',
        'raise --rows, or take it with --format ndjson, csv, arrow or parquet',
      )
      .replace('or take it as NDJSON, CSV, Arrow or Parquet', 'or take it with --format ndjson, csv, arrow or parquet')
      .replace('raise the time limit', 'raise --timeout')
      .replace(/^Send "params": \{ "(\w+)": … \} with the query\.$/, 'Give it a value: --param $1=…'),
)

async function readStatement(query: string | undefined, file: string | undefined, terminal: Terminal): Promise<string> {
  if (query !== undefined && file !== undefined) {
    throw new UserError('invalid', 'cannot run two statements: expecting <query> or --file', {
      hint: 'Leave one of them out.',
    })
  }
  if (file !== undefined) return readTextFile(resolve(terminal.folder, file))
  if (query === '-' || (query === undefined && !terminal.stdin.isTTY)) return text(terminal.stdin as Readable)
  if (query !== undefined) return query
  throw new UserError('invalid', 'cannot run "sql": expecting <query>', {
    hint: "Write it in quotes: caudal sql 'select 1'",
  })
}

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** `year=2024` is a number, `name=anna` a text; JSON decides. Whole numbers that JavaScript would round stay texts. */
export function parseParams(params: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    params.map((param) => {
      const at = param.indexOf('=')
      if (at <= 0) {
        throw new UserError('invalid', `cannot read parameter "${param}": expecting name=value`, {
          hint: 'Write it like --param year=2024',
        })
      }
      return [param.slice(0, at), parseParam(param.slice(at + 1))]
    }),
  )
}

function parseParam(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value
  } catch {
    return text
  }
}
