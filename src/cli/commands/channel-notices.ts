import type { DeliveryReport } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

/** As many as tell the ids apart; the other commands take them so. */
const idChars = 10

export default defineCommand({
  name: 'channel notices',
  summary: 'Lists the latest notices of a channel.',
  arguments: [{ name: 'channel', summary: 'Its name in the project.' }],
  options: {
    state: {
      type: 'string',
      choices: ['waiting', 'sent', 'dead', 'discarded'],
      summary: 'Only these; dead ones were given up.',
    },
    limit: { type: 'number', short: 'n', summary: 'The most to show; 50 by default.' },
  },
  examples: [
    { line: 'caudal channel notices ops', summary: 'What was told' },
    { line: 'caudal channel notices ops --state dead', summary: 'What could not be told, and why' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const query = new URLSearchParams({
      ...(options.state === undefined ? {} : { state: options.state }),
      ...(options.limit === undefined ? {} : { limit: String(options.limit) }),
    })
    const path = `/api/channels/${encodeURIComponent(args.channel)}/notices?${query}`
    const { notices } = await client.get<{ notices: DeliveryReport[] }>(path)
    if (globals.json) return printJson(terminal, notices)
    const columns = ['id', 'created', 'monitor', 'notice', 'state', 'attempts', 'error'].map((title) => ({ title }))
    await printTable(
      terminal,
      columns,
      notices.map(({ id, created, monitor, notice, state, attempts, error }) => [
        id.slice(0, idChars),
        created,
        monitor,
        `${notice.state}: ${notice.title}`,
        state,
        String(attempts),
        error ?? '',
      ]),
    )
  },
})
