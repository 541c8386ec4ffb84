import { Progress } from '../../lib/progress.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'channel test',
  summary: 'Sends a notice that says that it is a test, and tells what came of it.',
  arguments: [{ name: 'channel', summary: 'Its name in the project.' }],
  options: {},
  examples: [{ line: 'caudal channel test ops', summary: 'Does a mail arrive?' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    using progress = new Progress({ label: `sending to ${args.channel}`, screen: terminal.stderr })
    const path = `/api/channels/${encodeURIComponent(args.channel)}/test`
    const answer = await client.post<{ channel: string; notice: string }>(path, {})
    progress.stop()
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `${answer.channel} took the notice ${answer.notice}\n`)
  },
})
