import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'
import { choiceOf, pathOf } from './rejected-id.ts'

export default defineCommand({
  name: 'rejected discard',
  summary: 'Says of rejected records that nothing is to come of them.',
  description: 'They stay, with who said so, when and why, and are listed as discarded.',
  arguments: [
    {
      name: 'id',
      summary: 'A record as caudal rejected lists it, several with commas, or a dataset for all of its open ones.',
    },
    { name: 'why', summary: 'The reason, kept beside the records.' },
  ],
  options: {
    reason: {
      type: 'string',
      value: 'text',
      summary: 'Of a dataset: only those of this reason, as caudal rejected --reasons lists it.',
    },
  },
  examples: [
    { line: "caudal rejected discard events_rejected:12 'a test of the sender'", summary: 'One record' },
    {
      line: "caudal rejected discard events 'old firmware' --reason 'cannot read line as JSON'",
      summary: 'All that were rejected for one reason',
    },
  ],
  async run({ args, options, globals, terminal }) {
    const { dataset, ...choice } = choiceOf(args.id.split(','))
    const client = await Client.open(globals, terminal)
    const answer = await client.post<{ discarded: number }>(`${pathOf(dataset)}/discard`, {
      ...choice,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      why: args.why,
    })
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `discarded ${formatCount(answer.discarded, 'record')}\n`)
  },
})
