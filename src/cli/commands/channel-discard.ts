import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'channel discard',
  summary: 'Says of notices that were given up that nothing is to come of them.',
  description:
    'They stay for 30 days, with who said so, when and why, and are listed as discarded. Of a channel that is no more in the project, ' +
    'those that wait are discarded, too.',
  arguments: [
    { name: 'channel', summary: 'Its name in the project.' },
    { name: 'why', summary: 'The reason, kept in their history.' },
  ],
  options: {
    notice: { type: 'string', value: 'id', summary: 'Only this one, as caudal channel notices lists it.' },
  },
  examples: [
    { line: "caudal channel discard ops 'the mail server was away, and all is well'", summary: 'All of them' },
    { line: "caudal channel discard ops 'told by phone' --notice 5c1f0a92d4", summary: 'One of them' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const path = `/api/channels/${encodeURIComponent(args.channel)}/discard`
    const body = { ...options, reason: args.why }
    const answer = await client.post<{ channel: string; notices: number }>(path, body)
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `discarded ${formatCount(answer.notices, 'notice')} of ${answer.channel}\n`)
  },
})
