import type { RefreshScope, ViewReport } from '../../model/view-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatElapsed, formatNumber } from '../terminal/quantity.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

/** What is computed anew when records come. */
function scopeText(refresh: RefreshScope | undefined): string {
  if (!refresh) return ''
  return refresh.scope === 'buckets' ? `by ${refresh.columns.join(', ')}` : `whole: ${refresh.why}`
}

export default defineCommand({
  name: 'views',
  summary: 'Lists views: what they are computed from, how they fare, when they were computed, and by which parts.',
  arguments: [],
  options: {},
  examples: [
    { line: 'caudal views', summary: 'Are they as their inputs are?' },
    { line: 'caudal views --json', summary: 'The same for a script' },
  ],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { views } = await client.get<{ views: ViewReport[] }>('/api/views')
    if (globals.json) return printJson(terminal, views)
    const columns = [
      { title: 'view' },
      { title: 'from' },
      { title: 'state' },
      { title: 'rows', align: 'right' as const },
      { title: 'computed', isWhole: true },
      { title: 'took', align: 'right' as const },
      { title: 'computes' },
      { title: 'error' },
    ]
    const hasErrors = views.some(({ error, export_error }) => error ?? export_error)
    await printTable(
      terminal,
      hasErrors ? columns : columns.slice(0, -1),
      views.map(({ name, inputs, state, rows, refreshed, duration_ms, refresh, error, export_error }) => [
        name,
        inputs.join(', '),
        state,
        formatNumber(rows),
        refreshed ?? '',
        duration_ms === undefined ? '' : formatElapsed(duration_ms),
        scopeText(refresh),
        [error?.message, error?.hint, export_error?.message, export_error?.hint].filter(Boolean).join(' — '),
      ]),
    )
  },
})
