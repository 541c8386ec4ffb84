import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { groupOption, parseGroup } from '../terminal/group-text.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'monitor ack',
  summary: 'Says that somebody knows: what fires is not told again until it is over.',
  arguments: [{ name: 'monitor', summary: 'Its name in the project.' }],
  options: {
    group: groupOption,
    by: { type: 'string', value: 'name', summary: 'Who knows; the name of the token by default.' },
  },
  examples: [{ line: 'caudal monitor ack errors --by anna', summary: 'Anna looks after it' }],
  async run({ args, options, globals, terminal }) {
    const group = parseGroup(options.group)
    const client = await Client.open(globals, terminal)
    const path = `/api/monitors/${encodeURIComponent(args.monitor)}/ack`
    const by = options.by === undefined ? {} : { by: options.by }
    const answer = await client.post<{ monitor: string; groups: number }>(path, { group, ...by })
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `acknowledged ${formatCount(answer.groups, 'group')} of ${answer.monitor}\n`)
  },
})
