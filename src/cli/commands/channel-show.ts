import { formatRow } from '../../lib/table.ts'
import type { DeliveryEvent, DeliveryStory } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { colorsOf, print, printJson, printTable } from '../terminal/terminal.ts'

const happened: Record<DeliveryEvent['kind'], string> = {
  failed: 'an attempt failed',
  given_up: 'given up',
  retried: 'to be sent again',
  discarded: 'discarded',
  sent: 'sent',
}

export default defineCommand({
  name: 'channel show',
  summary: 'Shows a notice as it is sent, and what became of it.',
  arguments: [
    { name: 'channel', summary: 'Its name in the project.' },
    { name: 'notice', summary: 'The id of the notice, as caudal channel notices lists it.' },
  ],
  options: {},
  examples: [{ line: 'caudal channel show ops 5c1f0a92d4', summary: 'What it says, and why it did not arrive' }],
  async run({ args, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const path = `/api/channels/${encodeURIComponent(args.channel)}/notices/${encodeURIComponent(args.notice)}`
    const story = await client.get<DeliveryStory>(path)
    if (globals.json) return printJson(terminal, story)
    const { id, monitor, state, attempts, content } = story
    const known = Object.entries({ id, monitor, state, attempts, time: content.time, title: content.title })
    const titles = known.map(([title]) => ({ title }))
    const values = known.map(([, value]) => String(value))
    await print(terminal, formatRow(titles, values, { paintTitle: colorsOf(terminal).bold }))
    await print(terminal, `\n${content.text}\n\n`)
    if (story.history.length === 0) return print(terminal, 'It was not tried yet.\n')
    const columns = [{ title: 'time', isWhole: true }, { title: 'what' }, { title: 'by' }, { title: 'why' }]
    await printTable(
      terminal,
      columns,
      story.history.map(({ time, kind, who, text, times, until }) => [
        time,
        happened[kind] + (times === undefined ? '' : ` ${times} times, until ${until}`),
        who ?? '',
        text ?? '',
      ]),
    )
  },
})
