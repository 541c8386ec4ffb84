import type { TokenInfo } from '../../model/token-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { printJson, printTable } from '../terminal/terminal.ts'
import { companyOf } from './user-rights.ts'

export default defineCommand({
  name: 'token list',
  summary: 'Lists the access tokens, without their secrets.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal token list', summary: 'Who may do what, and when they last did' }],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { tokens } = await client.get<{ tokens: TokenInfo[] }>('/api/tokens')
    if (globals.json) return printJson(terminal, tokens)
    const columns = ['name', 'role', 'only', 'tenant', 'created', 'expires', 'last used'].map((title) => ({ title }))
    await printTable(
      terminal,
      columns,
      tokens.map(({ name, role, only, tenant, rows, created, expires, last_used }) => [
        name,
        role,
        only?.join(', ') ?? 'everything',
        companyOf(tenant, rows),
        created,
        expires ?? 'never',
        last_used ?? 'never',
      ]),
    )
  },
})
