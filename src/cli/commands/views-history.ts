import type { Refresh } from '../../model/view-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatElapsed, formatNumber } from '../terminal/quantity.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

/** As many keys as a line has room for; all that are known are in the JSON. */
const keysShown = 6

export default defineCommand({
  name: 'views history',
  summary: 'Shows what the refreshes of a view changed, when and why, newest first.',
  arguments: [{ name: 'view', summary: 'The view.' }],
  options: { limit: { type: 'number', short: 'n', value: 'count', summary: 'So many refreshes; 20 by default.' } },
  examples: [
    { line: 'caudal views history monthly', summary: 'Which months a corrected file has changed' },
    {
      line: 'caudal views history monthly -n 1 --json',
      summary: 'The keys of all rows of the last change, for a script',
    },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { refreshes } = await client.get<{ refreshes: Refresh[] }>(
      `/api/views/${encodeURIComponent(args.view)}/history?limit=${options.limit ?? 20}`,
    )
    if (globals.json) return printJson(terminal, refreshes)
    const number = (title: string) => ({ title, align: 'right' as const })
    await printTable(
      terminal,
      [
        { title: 'started', isWhole: true },
        { title: 'because of' },
        number('took'),
        ...['rows', 'added', 'changed', 'removed'].map(number),
        { title: 'which' },
      ],
      refreshes.map((refresh) => [
        refresh.started,
        refresh.cause.join(', '),
        formatElapsed(refresh.duration_ms),
        ...(refresh.outcome === 'failed'
          ? ['', '', '', '']
          : [refresh.rows, refresh.added, refresh.changed, refresh.removed].map(formatNumber)),
        whatOf(refresh),
      ]),
    )
  },
})

/** `place, year, month: P-01 2024 3; P-01 2024 4`, or why it failed. */
function whatOf({ outcome, error, times, key, keys, added, changed, removed }: Refresh): string {
  if (outcome === 'failed') return `failed${times > 1 ? ` ${times} times` : ''}: ${error?.message}`
  const all = [...keys.changed, ...keys.added, ...keys.removed]
  const shown = all.slice(0, keysShown).map((values) => values.map((value) => value ?? 'null').join(' '))
  const more = added + changed + removed - shown.length
  return `${key.join(', ')}: ${shown.join('; ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}`
}
