import { Progress } from '../../lib/progress.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'report send',
  summary: 'Draws a report now and sends it to those who get it.',
  arguments: [{ name: 'report', summary: 'Its name in the project.' }],
  options: {},
  examples: [{ line: 'caudal report send monday', summary: 'Without waiting for Monday' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    using progress = new Progress({ label: `drawing ${args.report}`, screen: terminal.stderr })
    const path = `/api/reports/${encodeURIComponent(args.report)}/send`
    const answer = await client.post<{ channel: string; notice: string }>(path, {})
    progress.stop()
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `${answer.channel} delivers the notice ${answer.notice}\n`)
  },
})
