import type { ReasonCount, RejectedHolder, RejectedReport } from '../../model/rejected-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatCount } from '../terminal/quantity.ts'
import { note, printJson, printTable, type Terminal } from '../terminal/terminal.ts'
import { pathOf } from './rejected-id.ts'

const states = ['open', 'replayed', 'discarded', 'all'] as const

export default defineCommand({
  name: 'rejected',
  summary: 'Lists rejected records with their reasons.',
  description: 'Without a dataset: where there are some, and how many are open (neither replayed nor discarded).',
  arguments: [
    {
      name: 'dataset',
      completes: 'dataset',
      summary: 'The dataset that rejected them, or that holds them.',
      optional: true,
    },
  ],
  options: {
    reasons: { type: 'boolean', summary: 'Count them by reason, whatever the values in it.' },
    reason: {
      type: 'string',
      value: 'text',
      summary: 'Only those with exactly this reason, or of this kind, as --reasons lists it.',
    },
    state: { type: 'string', choices: states, summary: 'What was done with them; open by default.' },
    limit: { type: 'number', short: 'n', summary: 'The most to list; 20 by default.' },
  },
  examples: [
    { line: 'caudal rejected', summary: 'Where records were rejected' },
    { line: 'caudal rejected events --reasons', summary: 'Why, and how often' },
    { line: 'caudal rejected events --limit 100 --json', summary: 'The latest, for a program' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    if (args.dataset === undefined) return listHolders(client, globals.json, terminal)
    const { state = 'open', reason, limit = 20 } = options
    const path = pathOf(args.dataset)
    if (options.reasons) {
      const { reasons } = await client.get<{ reasons: ReasonCount[] }>(`${path}/reasons?state=${state}`)
      if (globals.json) return printJson(terminal, reasons)
      const columns = [{ title: 'records', align: 'right' as const }, { title: 'reason' }, { title: 'example' }]
      return printTable(
        terminal,
        columns,
        reasons.map(({ reason, count, example }) => [
          String(count),
          reason ?? '',
          example === reason ? '' : (example ?? ''),
        ]),
      )
    }
    const query = new URLSearchParams({ state, limit: String(limit), ...(reason === undefined ? {} : { reason }) })
    const { records } = await client.get<{ records: RejectedReport[] }>(`${path}?${query}`)
    if (globals.json) return printJson(terminal, records)
    const columns = [{ title: 'id', isWhole: true }, { title: 'state' }, { title: 'reason' }, { title: 'text' }]
    const rows = records.map(({ id, reason, text, fate }) => [
      id,
      fate?.fate ?? 'open',
      shortened(reason),
      shortened(text),
    ])
    await printTable(terminal, columns, rows)
    note(terminal, `${formatCount(records.length, 'record')}; see one whole: caudal rejected show <id>`)
  },
})

/** A list is to be read: what a record has beyond this is shown by `rejected show`, and by --json. */
const mostText = 200

function shortened(text: string | null | undefined): string {
  if (!text) return ''
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text
}

async function listHolders(client: Client, json: boolean, terminal: Terminal): Promise<void> {
  const { datasets } = await client.get<{ datasets: RejectedHolder[] }>('/api/rejected')
  if (json) return printJson(terminal, datasets)
  const columns = [{ title: 'dataset' }, ...['open', 'all'].map((title) => ({ title, align: 'right' as const }))]
  const rows = datasets.map(({ dataset, records, open }) => [dataset, String(open), String(records)])
  await printTable(terminal, columns, rows)
}
