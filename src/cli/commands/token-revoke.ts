import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'token revoke',
  summary: 'Makes an access token invalid at once.',
  arguments: [{ name: 'name', summary: 'The name that it was made with.' }],
  options: {},
  examples: [{ line: 'caudal token revoke shop-backend', summary: 'It is refused from now on' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    await client.delete(`/api/tokens/${encodeURIComponent(args.name)}`)
    if (globals.json) return printJson(terminal, { revoked: args.name })
    await print(terminal, `revoked ${args.name}\n`)
  },
})
