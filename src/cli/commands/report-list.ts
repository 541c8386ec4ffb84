import type { ReportReport } from '../../model/report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'report list',
  summary: 'Lists the dashboards that are sent on a schedule.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal report list', summary: 'What is sent when' }],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { reports } = await client.get<{ reports: ReportReport[] }>('/api/reports')
    if (globals.json) return printJson(terminal, reports)
    const columns = ['name', 'dashboard', 'channel', 'schedule', 'next', 'last', 'error'].map((title) => ({ title }))
    await printTable(
      terminal,
      columns,
      reports.map(({ name, dashboard, channel, schedule, timezone, next, last, error }) => [
        name,
        dashboard,
        channel,
        `${schedule} ${timezone}`,
        next ?? '',
        last ?? '',
        error?.message ?? '',
      ]),
    )
  },
})
