import type { FunctionReport } from '../../model/status-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatElapsed, formatNumber } from '../terminal/quantity.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'functions',
  summary: 'Lists functions: what they read, invocations, errors, time, cold starts, and how far they are behind.',
  arguments: [],
  options: {},
  examples: [
    { line: 'caudal functions', summary: 'Do they keep up?' },
    { line: 'caudal functions --json', summary: 'The same for a script' },
  ],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { functions } = await client.get<{ functions: (FunctionReport & { name: string })[] }>('/api/functions')
    if (globals.json) return printJson(terminal, functions)
    const right = (title: string) => ({ title, align: 'right' as const })
    const hasTimes = functions.some(({ schedule }) => schedule)
    const columns = [
      { title: 'function' },
      { title: 'on' },
      { title: 'state' },
      ...['workers', 'runs', 'records', 'errors', 'a run', 'cpu', 'cold starts', 'one', 'behind'].map(right),
      ...(hasTimes ? [{ title: 'next' }, right('missed')] : []),
      { title: 'error' },
    ]
    const hasErrors = functions.some(({ error }) => error)
    await printTable(
      terminal,
      hasErrors ? columns : columns.slice(0, -1),
      functions.map((each) => [
        each.name,
        each.trigger ?? each.on,
        each.state,
        ...[each.workers, each.invocations, each.records, each.errors].map(formatNumber),
        formatElapsed(each.invocation_ms),
        formatElapsed(each.cpu_s * 1000),
        formatNumber(each.cold_starts),
        formatElapsed(each.cold_start_ms),
        formatNumber(each.lag_records),
        ...(hasTimes ? [each.schedule?.next ?? '', each.schedule ? formatNumber(each.schedule.missed) : ''] : []),
        [each.error?.message, each.error?.hint].filter(Boolean).join(' — '),
      ]),
    )
  },
})
