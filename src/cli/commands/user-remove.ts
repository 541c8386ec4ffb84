import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'user remove',
  summary: 'Removes somebody; their sessions end at once.',
  arguments: [{ name: 'name', summary: 'Who may not come in any more.' }],
  options: {},
  examples: [{ line: 'caudal user remove anna', summary: 'She is logged out everywhere' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    await client.delete(`/api/users/${encodeURIComponent(args.name)}`)
    if (globals.json) return printJson(terminal, { removed: args.name })
    await print(terminal, `removed ${args.name}\n`)
  },
})
