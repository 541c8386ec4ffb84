import { Progress } from '../../lib/progress.ts'
import type { Refresh } from '../../model/view-report.ts'
import { defineCommand } from '../command.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { formatCount, formatElapsed } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'views refresh',
  summary: 'Computes a view now.',
  arguments: [{ name: 'view', summary: 'The view.' }],
  options: {},
  examples: [{ line: 'caudal views refresh monthly', summary: 'Of one that is refreshed by hand only, say' }],
  async run({ args, globals, terminal }) {
    await using project = await openProjectClient(globals, terminal)
    using progress = new Progress({ label: `computing ${args.view}`, screen: terminal.stderr })
    const refresh = await project.client.post<Refresh>(`/api/views/${encodeURIComponent(args.view)}/refresh`, {})
    progress.stop()
    if (globals.json) return printJson(terminal, refresh)
    const { added, changed, removed } = refresh
    const what =
      refresh.outcome === 'unchanged' ? 'nothing changed' : `${added} added, ${changed} changed, ${removed} removed`
    const line = `${args.view}: ${formatCount(refresh.rows, 'row')} in ${formatElapsed(refresh.duration_ms)}, ${what}\n`
    await print(terminal, line)
  },
})
