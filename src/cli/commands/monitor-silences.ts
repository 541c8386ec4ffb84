import type { Silence } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { groupText } from '../terminal/group-text.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'monitor silences',
  summary: 'Lists the silences that have not ended.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal monitor silences', summary: 'Who silenced what, and why' }],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { silences } = await client.get<{ silences: Silence[] }>('/api/silences')
    if (globals.json) return printJson(terminal, silences)
    const columns = ['id', 'monitor', 'group', 'until', 'by', 'comment'].map((title) => ({ title }))
    await printTable(
      terminal,
      columns,
      silences.map(({ id, monitor, group, until, created_by, comment }) => [
        String(id),
        monitor,
        groupText(group) || 'all',
        until,
        created_by,
        comment,
      ]),
    )
  },
})
