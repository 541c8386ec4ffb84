import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { type Link, printLink } from './user-link.ts'

export default defineCommand({
  name: 'user reset',
  summary: 'Prints a link by which somebody chooses a new password; their second factor is taken away.',
  arguments: [{ name: 'name', summary: 'Who cannot come in any more.' }],
  options: {},
  examples: [{ line: 'caudal user reset anna', summary: 'After she lost her password or her phone' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const link = await client.post<Link>(`/api/users/${encodeURIComponent(args.name)}/reset`, undefined)
    await printLink(terminal, client, link, globals.json)
  },
})
