import { parseDuration } from '../../lib/duration.ts'
import type { Silence } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { groupOption, parseGroup } from '../terminal/group-text.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'monitor silence',
  summary: 'Keeps a monitor from telling for a time.',
  description: 'It goes on watching; what still fires when the silence ends is told then.',
  arguments: [{ name: 'monitor', summary: 'Its name in the project.' }],
  options: {
    for: { type: 'string', value: 'duration', summary: 'How long; 1h by default.' },
    group: groupOption,
    comment: { type: 'string', value: 'text', summary: 'Why, for whoever wonders.' },
  },
  examples: [
    { line: 'caudal monitor silence spread --for 2h', summary: 'Nothing of it for two hours' },
    {
      line: "caudal monitor silence spread --for 7d --group place=P-04 --comment 'sensor ordered'",
      summary: 'Nothing of one place for a week',
    },
  ],
  async run({ args, options, globals, terminal }) {
    if (options.for !== undefined) parseDuration(options.for)
    const group = parseGroup(options.group)
    const client = await Client.open(globals, terminal)
    const silence = await client.post<Silence>('/api/silences', {
      monitor: args.monitor,
      group,
      for: options.for ?? '1h',
      ...(options.comment === undefined ? {} : { comment: options.comment }),
    })
    if (globals.json) return printJson(terminal, silence)
    await print(terminal, `silence ${silence.id}: ${silence.monitor} is not told until ${silence.until}\n`)
  },
})
