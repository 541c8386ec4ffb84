import type { ViewReport } from '../model/view-report.ts'
import { Client } from './client.ts'
import { defineCommand } from './command.ts'
import { formatElapsed, formatNumber } from './quantity.ts'
import { printJson, printTable } from './terminal.ts'

export default defineCommand({
  name: 'views',
  summary: 'Lists views: what they are computed from, how they fare, and when they were computed.',
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
      { title: 'error' },
    ]
    const hasErrors = views.some(({ error }) => error)
    await printTable(
      terminal,
      hasErrors ? columns : columns.slice(0, -1),
      views.map(({ name, inputs, state, rows, refreshed, duration_ms, error }) => [
        name,
        inputs.join(', '),
        state,
        formatNumber(rows),
        refreshed ?? '',
        duration_ms === undefined ? '' : formatElapsed(duration_ms),
        [error?.message, error?.hint].filter(Boolean).join(' — '),
      ]),
    )
  },
})
