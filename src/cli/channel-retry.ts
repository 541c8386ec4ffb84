import { Client } from './client.ts'
import { defineCommand } from './command.ts'
import { formatCount } from './quantity.ts'
import { print, printJson } from './terminal.ts'

export default defineCommand({
  name: 'channel retry',
  summary: 'Sends the notices that were given up again.',
  arguments: [{ name: 'channel', summary: 'Its name in the project.' }],
  options: {},
  examples: [{ line: 'caudal channel retry ops', summary: 'After the channel was mended' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const path = `/api/channels/${encodeURIComponent(args.channel)}/retry`
    const answer = await client.post<{ channel: string; notices: number }>(path, {})
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `${formatCount(answer.notices, 'notice')} of ${answer.channel} on the way again\n`)
  },
})
