import { setTimeout } from 'node:timers/promises'
import { BackOff } from '../../lib/back-off.ts'
import { UserError } from '../../lib/errors.ts'
import { type JsonRecord, parseJson } from '../../model/record.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { readEvents } from '../connection/event-stream.ts'
import { formatRecord } from '../terminal/record-text.ts'
import { colorsOf, note, print } from '../terminal/terminal.ts'

/** Pauses between attempts to connect again. */
const pauses = { first_ms: 200, longest_ms: 5000 }

export default defineCommand({
  name: 'tail',
  summary: 'Follows a stream as records arrive.',
  arguments: [
    { name: 'stream', summary: 'The stream to follow.' },
    { name: 'kql', summary: 'Only records that match.', optional: true },
  ],
  options: {
    last: { type: 'number', short: 'n', summary: 'Begin with this many of the latest; 10 by default.' },
    limit: { type: 'number', summary: 'End after this many.' },
  },
  examples: [
    { line: 'caudal tail host', summary: 'The last 10 records, and what comes' },
    { line: "caudal tail lines 'level:error' --last 0", summary: 'New errors only' },
    {
      line: 'caudal tail events --json --limit 100 > sample.ndjson',
      summary: 'A sample of 100 records, one JSON object a line',
    },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const colors = colorsOf(terminal)
    const { last = 10, limit = Number.POSITIVE_INFINITY } = options
    let printed = 0
    let connected = false
    const backOff = new BackOff(pauses)
    while (printed < limit) {
      // Once connected, the latest were shown already.
      const query = new URLSearchParams({ last: String(connected ? 0 : last), ...(args.kql ? { kql: args.kql } : {}) })
      try {
        const path = `/api/tail/${encodeURIComponent(args.stream)}?${query}`
        const answer = await client.request({ method: 'GET', path, headers: { accept: 'text/event-stream' } })
        connected = true
        backOff.reset()
        for await (const data of readEvents(answer)) {
          await print(terminal, `${globals.json ? data : formatRecord(parseJson(data) as JsonRecord, colors)}\n`)
          if (++printed >= limit) return
        }
      } catch (error) {
        if (!connected || (error instanceof UserError && error.code !== 'unavailable')) throw error
      }
      note(terminal, 'connection lost, trying again; records that arrive meanwhile are not shown')
      await setTimeout(backOff.pause())
    }
  },
})
