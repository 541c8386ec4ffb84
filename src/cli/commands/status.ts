import { setTimeout } from 'node:timers/promises'
import type { PartialStatusReport, StatusReport } from '../../model/status-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatStatus } from '../terminal/status-text.ts'
import { print, printJson } from '../terminal/terminal.ts'

const watchStep_ms = 1000

export default defineCommand({
  name: 'status',
  summary: 'Shows streams, sources, datasets, disk and memory, and what is wrong.',
  description:
    'Nothing disappears: received = stored + duplicate + rejected + late_dropped + refused, and pending until then.',
  arguments: [],
  options: { watch: { type: 'boolean', short: 'w', summary: 'Show it again every second.' } },
  examples: [
    { line: 'caudal status', summary: 'Is everything all right?' },
    { line: 'caudal status --watch', summary: 'Follow it' },
    { line: 'caudal status --json | jq .streams.host.stored', summary: 'One figure, for a script' },
  ],
  async run({ options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    do {
      const status = await client.get<StatusReport | PartialStatusReport>('/api/status')
      // Home, the text, then clear what an earlier, longer text left below: no flicker.
      const [home, clear] = options.watch && terminal.stdout.isTTY ? ['\x1b[H', '\x1b[J'] : ['', '']
      if (globals.json) await printJson(terminal, status)
      else
        await print(terminal, home + formatStatus(status, terminal).replaceAll('\n', clear ? '\x1b[K\n' : '\n') + clear)
      if (options.watch) await setTimeout(watchStep_ms)
    } while (options.watch)
  },
})
