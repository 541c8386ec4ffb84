import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { type Link, printLink } from './user-link.ts'
import { type Added, noteRows, rightsOptions, tenantAsOption, userOf } from './user-rights.ts'

export default defineCommand({
  name: 'user invite',
  summary: 'Adds somebody, and prints a link by which they choose their password.',
  arguments: [{ name: 'name', summary: 'What they log in with: a name or a mail address.' }],
  options: rightsOptions,
  examples: [
    { line: 'caudal user invite anna@example.org --role editor', summary: 'One of your own people' },
    { line: 'caudal user invite ben@acme.example --role viewer --tenant acme', summary: 'One of a client company' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const body = userOf(args.name, options)
    const { link, user } = await client.post<Added & { link: Link }>('/api/users', body).catch(tenantAsOption)
    noteRows(terminal, user)
    await printLink(terminal, client, link, globals.json)
  },
})
