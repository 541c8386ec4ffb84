import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { printJson, printTable } from '../terminal/terminal.ts'
import { companyOf } from './user-rights.ts'

interface UserInfo {
  readonly name: string
  readonly role: string
  readonly tenant?: string
  readonly rows?: 'all' | 'own' | 'none'
  readonly last_login?: string
  readonly has_password: boolean
}

export default defineCommand({
  name: 'user list',
  summary: 'Lists people.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal user list', summary: 'Who may come in, and when they last did' }],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { users } = await client.get<{ users: UserInfo[] }>('/api/users')
    if (globals.json) return printJson(terminal, users)
    const columns = ['name', 'role', 'tenant', 'last login'].map((title) => ({ title }))
    await printTable(
      terminal,
      columns,
      users.map(({ name, role, tenant, rows, last_login, has_password }) => [
        name,
        role,
        companyOf(tenant, rows),
        last_login ?? (has_password ? 'never' : 'invited'),
      ]),
    )
  },
})
