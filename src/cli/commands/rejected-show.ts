import { formatRow } from '../../lib/table.ts'
import type { RejectedReport } from '../../model/rejected-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { colorsOf, print, printJson } from '../terminal/terminal.ts'
import { parseRejectedId, pathOf } from './rejected-id.ts'

interface Shown extends RejectedReport {
  /** Where a replayed record is now. */
  readonly became: { readonly dataset: string; readonly offset: number; readonly state: string } | null
}

export default defineCommand({
  name: 'rejected show',
  summary: 'Shows a rejected record as it came, why, and what became of it.',
  arguments: [{ name: 'id', summary: 'The record, as caudal rejected lists it.' }],
  options: {
    bytes: { type: 'boolean', summary: 'Print nothing but its original bytes.' },
  },
  examples: [
    { line: 'caudal rejected show events_rejected:12', summary: 'Everything that is known of it' },
    { line: 'caudal rejected show events_rejected:12 --bytes > line.txt', summary: 'Its bytes in a file' },
  ],
  async run({ args, options, globals, terminal }) {
    const { dataset, offset } = parseRejectedId(args.id)
    const client = await Client.open(globals, terminal)
    const record = await client.get<Shown>(`${pathOf(dataset)}/${offset}`)
    if (options.bytes) {
      return print(terminal, record.bytes === null ? (record.text ?? '') : Buffer.from(record.bytes, 'base64'))
    }
    if (globals.json) return printJson(terminal, record)
    const { fate, became, bytes: _, text, ...facts } = record
    const known = Object.entries({ ...facts, ...fateOf(fate), ...becameOf(became) }).filter(
      ([, value]) => value !== null,
    )
    const titles = known.map(([title]) => ({ title }))
    const values = known.map(([, value]) => String(value))
    await print(terminal, formatRow(titles, values, { paintTitle: colorsOf(terminal).bold }))
    await print(terminal, `\n${text ?? ''}\n`)
  },
})

function fateOf(fate: RejectedReport['fate']): Record<string, string> {
  if (!fate) return { state: 'open' }
  const { fate: state, at, by, reason, edited } = fate
  return {
    state: `${state} at ${at} by ${by}${edited ? ', edited' : ''}`,
    ...(reason === undefined ? {} : { why: reason }),
  }
}

function becameOf(became: Shown['became']): Record<string, string> {
  if (!became) return {}
  const { dataset, offset, state } = became
  const words: Record<string, string> = {
    stored: `a record of ${dataset}, with _offset ${offset}`,
    rejected: `rejected again: ${dataset}:${offset}`,
  }
  return { became: words[state] ?? `on its way, a duplicate, or expired: _offset ${offset} of its stream` }
}
