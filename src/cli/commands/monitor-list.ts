import type { MonitorReport } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { groupText } from '../terminal/group-text.ts'
import { formatCount } from '../terminal/quantity.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'monitor list',
  summary: 'Shows the monitors with their states.',
  arguments: [],
  options: {},
  examples: [
    { line: 'caudal monitor list', summary: 'What fires, and since when' },
    { line: 'caudal monitor list --json', summary: 'With every group, for a program' },
  ],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { monitors } = await client.get<{ monitors: MonitorReport[] }>('/api/monitors')
    if (globals.json) return printJson(terminal, monitors)
    const columns = ['monitor', 'state', 'severity', 'condition', 'tells', 'about'].map((title) => ({ title }))
    await printTable(
      terminal,
      columns,
      monitors.map((monitor) => {
        const { name, state, severity, when, notify, muted } = monitor
        const shown = muted === undefined ? state : `${state} (${muted})`
        return [name, shown, severity, when, notify.join(', ') || 'nobody', aboutOf(monitor)]
      }),
    )
  },
})

/** Why it cannot be evaluated, or the group that matters most. */
function aboutOf({ error, groups }: MonitorReport): string {
  if (error) return error.message
  const [first, ...others] = groups.filter(({ state }) => state !== 'ok')
  if (!first) return ''
  const more = others.length > 0 ? `, and ${formatCount(others.length, 'more group')}` : ''
  const known = first.acknowledged === undefined ? '' : `, known to ${first.acknowledged}`
  return `${[groupText(first.group), `since ${first.since}`].filter((part) => part !== '').join(' ')}${known}${more}`
}
