import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'channel retry',
  summary: 'Sends the notices that were given up again, all or one.',
  arguments: [{ name: 'channel', summary: 'Its name in the project.' }],
  options: {
    notice: { type: 'string', value: 'id', summary: 'Only this one, as caudal channel notices lists it.' },
  },
  examples: [
    { line: 'caudal channel retry ops', summary: 'After the channel was mended' },
    { line: 'caudal channel retry ops --notice 5c1f0a92d4', summary: 'One of them' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const path = `/api/channels/${encodeURIComponent(args.channel)}/retry`
    const answer = await client.post<{ channel: string; notices: number }>(path, options)
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `${formatCount(answer.notices, 'notice')} of ${answer.channel} on the way again\n`)
  },
})
