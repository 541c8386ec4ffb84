import { Progress } from '../../lib/progress.ts'
import { visible } from '../../lib/table.ts'
import type { SearchResult } from '../../model/query-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { inOptions } from '../connection/own-words.ts'
import { formatCount, formatElapsed, formatNumber } from '../terminal/quantity.ts'
import { formatRecord } from '../terminal/record-text.ts'
import { colorsOf, note, print, printJson, type Terminal, tell } from '../terminal/terminal.ts'
import { type Asked, whyEmpty } from './empty-search.ts'

const buckets = 20

/** What the API takes when nothing is said, and the most that it takes. */
const defaultLimit = 50
const mostLimit = 10_000

export default defineCommand({
  name: 'search',
  summary: 'Finds records with KQL, newest first.',
  arguments: [
    {
      name: 'kql',
      summary: 'What to find: words, field:value, ranges, and, or, not; nothing finds all.',
      optional: true,
    },
  ],
  options: {
    in: {
      type: 'string',
      value: 'datasets',
      completes: 'dataset',
      summary: 'Where to search, separated by commas; everywhere by default, but not in _audit.',
    },
    since: {
      type: 'string',
      value: 'time',
      summary: 'From this time on: 2026-01-31T12:00:00Z, or 1h for an hour ago.',
    },
    until: { type: 'string', value: 'time', summary: 'Before this time.' },
    limit: { type: 'number', short: 'n', summary: 'The most records to show; 50 by default.' },
    order: { type: 'string', choices: ['newest', 'oldest'], summary: 'Which come first.' },
    histogram: { type: 'boolean', summary: 'Show how many there are over time.' },
    explain: { type: 'boolean', summary: 'Show the SQL that it runs.' },
  },
  examples: [
    { line: "caudal search 'level:error' --since 1h", summary: 'The errors of the last hour' },
    {
      line: 'caudal search \'"connection refused" and not host:db2\' --in lines',
      summary: 'A phrase, and what to leave out',
    },
    { line: "caudal search 'status >= 500' --in access --histogram", summary: 'A range, counted over time' },
    { line: "caudal search 'trace:4bf92f35' --json", summary: 'One JSON array, for a program' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const started = performance.now()
    using progress = new Progress({ label: 'searching', screen: terminal.stderr })
    const asked: Asked = {
      kql: args.kql ?? '',
      ...(options.in === undefined ? {} : { in: options.in.split(',').map((name) => name.trim()) }),
      ...(options.since === undefined ? {} : { since: options.since }),
      ...(options.until === undefined ? {} : { until: options.until }),
    }
    const answer = await client
      .post<SearchResult>('/api/search', {
        ...asked,
        ...(options.limit === undefined ? {} : { limit: options.limit }),
        ...(options.order === undefined ? {} : { order: options.order }),
        ...(options.histogram ? { histogram: { buckets } } : {}),
        ...(options.explain ? { explain: true } : {}),
      })
      .catch(inOptions('search', { kql: '<kql>', in: '--in', limit: '--limit', order: '--order' }))
    const limit = options.limit ?? defaultLimit
    const isEmpty = answer.hits.length === 0 && limit > 0 && !options.explain
    const rest = isEmpty ? await whyEmpty(client, asked) : restOf(answer, limit)
    progress.stop()
    const { hits, total, histogram, sql, warnings = [] } = answer
    const { yellow } = colorsOf(terminal, 'stderr')
    for (const warning of warnings) tell(terminal, `${yellow('warning:')} ${visible(warning)}`)
    if (options.explain) return globals.json ? printJson(terminal, { sql }) : print(terminal, `${sql.trimEnd()}\n`)
    if (globals.json) {
      await printJson(terminal, options.histogram ? { hits, total, histogram } : hits)
      if (rest) tell(terminal, rest)
      return
    }
    if (histogram) await print(terminal, formatHistogram(histogram.buckets, terminal))
    const colors = colorsOf(terminal)
    for (const hit of hits) await print(terminal, `${formatRecord(hit, colors)}\n`)
    if (rest) return tell(terminal, rest)
    const of = total === undefined || total === hits.length ? '' : ` of ${formatNumber(total)}`
    note(terminal, `${formatCount(hits.length, 'record')}${of} in ${formatElapsed(performance.now() - started)}`)
  },
})

/** What a reader of the hits would not see from them: that there may be more. */
function restOf({ hits, total }: SearchResult, limit: number): string | undefined {
  if (limit === 0 || hits.length < limit || hits.length === total) return undefined
  const more = total === undefined ? 'there may be more' : `there are ${formatNumber(total)}`
  const way = limit < mostLimit ? `--limit ${Math.min(limit * 10, mostLimit)}` : 'narrow it with --since and --until'
  return `${formatCount(hits.length, 'record')} shown, ${more}: ${way}`
}

/** One bar a bucket, the longest across half of the terminal. */
function formatHistogram(bars: readonly { time: string; count: number }[], terminal: Terminal): string {
  const colors = colorsOf(terminal)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const room = Math.floor((terminal.stdout.columns ?? 80) / 2)
  const lines = bars.map(({ time, count }) => {
    const bar = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * room)))
    return `${colors.dim(visible(time))}  ${colors.cyan(bar)} ${formatNumber(count)}\n`
  })
  return `${lines.join('')}\n`
}
