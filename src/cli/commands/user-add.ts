import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { readPassword } from '../terminal/password-prompt.ts'
import { print, printJson } from '../terminal/terminal.ts'
import { type Added, noteRows, rightsOptions, tenantAsOption, userOf } from './user-rights.ts'

export default defineCommand({
  name: 'user add',
  summary: 'Adds somebody with a password, which is read from standard input.',
  arguments: [{ name: 'name', summary: 'What they log in with: a name or a mail address.' }],
  options: rightsOptions,
  examples: [
    { line: 'caudal user add anna --role admin', summary: 'An administrator, with the password that you type' },
    { line: 'caudal user add kiosk --role viewer', summary: 'In a script, with the password on standard input' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const body = { ...userOf(args.name, options), password: await readPassword(terminal) }
    const { user } = await client.post<Added>('/api/users', body).catch(tenantAsOption)
    noteRows(terminal, user)
    if (globals.json) return printJson(terminal, { added: args.name })
    await print(terminal, `added ${args.name}\n`)
  },
})
