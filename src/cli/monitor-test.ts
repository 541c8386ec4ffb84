import { parseDuration } from '../lib/duration.ts'
import { Progress } from '../lib/progress.ts'
import type { BackTest, Firing } from '../model/monitor-report.ts'
import { Client } from './client.ts'
import { defineCommand } from './command.ts'
import { groupText } from './group-text.ts'
import { formatCount, formatElapsed, formatNumber } from './quantity.ts'
import { print, printJson, printTable } from './terminal.ts'

const shown = 50

export default defineCommand({
  name: 'monitor test',
  summary: 'Says when a monitor would have fired, for how long, and how many notices there would have been.',
  description:
    'The monitor is evaluated over what is stored, by the rules by which it runs. Silences and other monitors are left out of account.',
  arguments: [{ name: 'monitor', summary: 'Its name in the project.' }],
  options: { last: { type: 'string', value: 'duration', summary: 'How far back; 7d by default.' } },
  examples: [
    { line: 'caudal monitor test spread --last 90d', summary: 'The last 90 days' },
    { line: 'caudal monitor test errors --last 24h --json', summary: 'Every firing of a day, for a program' },
  ],
  async run({ args, options, globals, terminal }) {
    const last = options.last ?? '7d'
    const last_ms = parseDuration(last)
    const client = await Client.open(globals, terminal)
    using progress = new Progress({ label: `testing ${args.monitor} on ${last}`, screen: terminal.stderr })
    const result = await client.post<BackTest>(`/api/monitors/${encodeURIComponent(args.monitor)}/test`, { last })
    progress.stop()
    if (globals.json) return printJson(terminal, result)
    const { firings, fired, firing_ms, notices, evaluations, step_ms } = result
    if (firings.length > 0) await printTable(terminal, columns, firings.slice(0, shown).map(rowOf))
    const more = fired > shown ? `… and ${formatNumber(fired - shown)} more: --json\n` : ''
    const span = firing_ms > 0 ? `, for ${formatElapsed(firing_ms)} in all` : ''
    const step = step_ms === undefined ? '' : `, one each ${formatElapsed(step_ms)}`
    const of = `${formatCount(evaluations, isOfRecords(result) ? 'record' : 'evaluation')}${step}`
    const gap = firings.length > 0 ? '\n' : ''
    await print(
      terminal,
      `${more}${gap}in ${formatElapsed(last_ms)} (${of}) it would have fired ${times(fired)}${span}: ${formatCount(notices, 'notice')}\n`,
    )
  },
})

const columns = [
  { title: 'from', isWhole: true },
  { title: 'until', isWhole: true },
  { title: 'for', align: 'right' as const },
  { title: 'group' },
  { title: 'value', align: 'right' as const },
]

function rowOf({ from, until, group, value, records }: Firing): string[] {
  const span = until === undefined ? '' : formatElapsed(Date.parse(until) - Date.parse(from))
  const end = records === undefined ? (until ?? 'now') : ''
  const amount = records === undefined ? (value === undefined ? '' : String(value)) : formatCount(records, 'record')
  return [from, end, span, groupText(group), amount]
}

function isOfRecords({ firings }: BackTest): boolean {
  return firings.some(({ records }) => records !== undefined)
}

function times(count: number): string {
  return count === 1 ? 'once' : `${formatNumber(count)} times`
}
