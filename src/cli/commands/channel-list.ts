import type { ChannelReport } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatNumber } from '../terminal/quantity.ts'
import { printJson, printTable } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'channel list',
  summary: 'Shows the channels, what they have sent and what they could not.',
  description: 'One that is no more in the project is listed for as long as it has notices that were not sent.',
  arguments: [],
  options: {},
  examples: [{ line: 'caudal channel list', summary: 'Is everybody told?' }],
  async run({ globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const { channels } = await client.get<{ channels: ChannelReport[] }>('/api/channels')
    if (globals.json) return printJson(terminal, channels)
    const counts = ['sent', 'waiting', 'dead', 'discarded'].map((title) => ({ title, align: 'right' as const }))
    await printTable(
      terminal,
      [{ title: 'channel' }, { title: 'type' }, ...counts, { title: 'last error' }],
      channels.map(({ name, type, isRemoved, sent, waiting, dead, discarded, error }) => [
        name,
        isRemoved ? 'removed' : type,
        formatNumber(sent),
        formatNumber(waiting),
        formatNumber(dead),
        formatNumber(discarded),
        error ?? '',
      ]),
    )
  },
})
