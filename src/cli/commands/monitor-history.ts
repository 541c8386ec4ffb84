import { parseDuration } from '../../lib/duration.ts'
import type { MonitorEvent } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { groupText } from '../terminal/group-text.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'monitor history',
  summary: 'Shows what became of a monitor: changes of state, notices, missed evaluations.',
  arguments: [{ name: 'monitor', summary: 'Its name in the project.' }],
  options: {
    since: { type: 'string', value: 'duration', summary: 'How far back; 30d by default.' },
    limit: { type: 'number', short: 'n', summary: 'The most lines to show; 100 by default.' },
  },
  examples: [
    { line: 'caudal monitor history spread', summary: 'The last 100 events, newest first' },
    { line: 'caudal monitor history spread --since 7d --json', summary: 'Of a week, for a program' },
  ],
  async run({ args, options, globals, terminal }) {
    if (options.since !== undefined) parseDuration(options.since)
    const client = await Client.open(globals, terminal)
    const query = new URLSearchParams({
      ...(options.since === undefined ? {} : { since: options.since }),
      ...(options.limit === undefined ? {} : { limit: String(options.limit) }),
    })
    const path = `/api/monitors/${encodeURIComponent(args.monitor)}/history?${query}`
    const { events } = await client.get<{ events: MonitorEvent[] }>(path)
    if (globals.json) return printJson(terminal, events)
    const columns = [
      { title: 'time', isWhole: true },
      { title: 'event' },
      { title: 'group' },
      { title: '' },
      { title: 'to' },
    ]
    await printTable(
      terminal,
      columns,
      events.map((event) => [event.time, wordOf(event), groupText(event.group), event.text, toWhom(event)]),
    )
  },
})

function wordOf({ kind }: MonitorEvent): string {
  return kind === 'told' ? 'notice' : kind
}

/** Whom a notice has reached, and with a word those that it has not. */
function toWhom({ kind, deliveries = [] }: MonitorEvent): string {
  if (kind !== 'told') return ''
  if (deliveries.length === 0) return 'nobody'
  return deliveries.map(({ channel, state }) => (state === 'sent' ? channel : `${channel} (${state})`)).join(', ')
}
