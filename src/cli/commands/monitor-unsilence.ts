import { UserError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'monitor unsilence',
  summary: 'Ends a silence.',
  arguments: [{ name: 'id', summary: 'Its number, as "caudal monitor silences" shows it.' }],
  options: {},
  examples: [{ line: 'caudal monitor unsilence 3', summary: 'What fires is told from now on' }],
  async run({ args, globals, terminal }) {
    if (!/^\d+$/.test(args.id)) {
      throw new UserError('invalid', `cannot end silence "${args.id}": expecting a number`, {
        hint: 'See them with: caudal monitor silences',
      })
    }
    const client = await Client.open(globals, terminal)
    await client.delete(`/api/silences/${args.id}`)
    if (globals.json) return printJson(terminal, { ended: Number(args.id) })
    await print(terminal, `ended silence ${args.id}\n`)
  },
})
