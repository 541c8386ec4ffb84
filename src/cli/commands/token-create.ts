import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { builtInRoles } from '../../model/permission.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { inOwnWords } from '../connection/own-words.ts'
import { note, print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'token create',
  summary: 'Makes an access token; it is shown only now.',
  arguments: [{ name: 'name', summary: 'Who will use it, such as shop-backend.' }],
  options: {
    role: {
      type: 'string',
      value: 'role',
      offers: Object.keys(builtInRoles),
      summary: 'What it may do: viewer, reader, writer, editor, admin, or a role of the project; reader by default.',
    },
    only: {
      type: 'string',
      value: 'names',
      summary: 'The streams, datasets and endpoints that it may use, separated by commas.',
    },
    force: { type: 'boolean', summary: 'Take names for --only that the project does not have yet.' },
    set: {
      type: 'string',
      value: 'name=value',
      multiple: true,
      summary: 'What is to be known of it, such as company=acme, for the scope of endpoints.',
    },
    tenant: { type: 'string', value: 'name', summary: 'The client company whose rows it sees, and no others.' },
    expires: { type: 'string', value: 'duration', summary: 'How long it is valid; for ever by default.' },
  },
  examples: [
    {
      line: 'caudal token create shop-backend --role writer --only events',
      summary: 'For a program that sends events',
    },
    { line: 'caudal token create anna --role reader --expires 90d', summary: 'For a person who reads, for 90 days' },
    {
      line: 'caudal token create acme --role reader --only /visits --set company=acme',
      summary: 'For a company that sees its own rows of an endpoint',
    },
    { line: 'caudal token create bot --role writer --json', summary: '{ "token": … } for a script' },
  ],
  async run({ args, options, globals, terminal }) {
    if (options.expires !== undefined) parseDuration(options.expires)
    const client = await Client.open(globals, terminal)
    const request = {
      name: args.name,
      role: options.role ?? 'reader',
      ...(options.only === undefined ? {} : { only: options.only.split(',').map((name) => name.trim()) }),
      ...(options.force ? { force: true } : {}),
      ...(options.set.length === 0 ? {} : { attributes: Object.fromEntries(options.set.map(readAttribute)) }),
      ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
      ...(options.expires === undefined ? {} : { expires: options.expires }),
    }
    const created = await client
      .post<{ token: string }>('/api/tokens', request)
      .catch(inOwnWords((hint) => hint.replace('"force"', '--force').replace('as tenant, such as', 'with --tenant')))
    if (globals.json) return printJson(terminal, created)
    note(terminal, 'keep it safe: it is stored only as a hash, and not shown again')
    await print(terminal, `${created.token}\n`)
  },
})

function readAttribute(text: string): [name: string, value: string] {
  const [, name, value] = /^([a-z][a-z0-9_]*)=(.+)$/.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw new UserError('invalid', `cannot read --set "${text}": expecting name=value`, {
    hint: 'Write it like --set company=acme.',
  })
}
