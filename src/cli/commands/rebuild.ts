import { Progress } from '../../lib/progress.ts'
import { defineCommand } from '../command.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'rebuild',
  summary: 'Fills a dataset again from its stream.',
  arguments: [
    { name: 'dataset', completes: 'dataset', summary: 'The dataset; what its stream no longer holds stays as it is.' },
  ],
  description:
    'Queries see the old rows until the new ones are complete, and then only those. The dataset is left as it was when that fails.',
  options: {
    since: {
      type: 'string',
      value: 'time',
      summary: 'Only records received from then on: 2026-01-31T12:00:00Z, or 1h for an hour ago.',
    },
    offset: { type: 'number', summary: 'Only records from this offset on.' },
  },
  examples: [
    { line: 'caudal rebuild lines', summary: 'After a change of its fields, key or rules, or a damage' },
    { line: 'caudal rebuild lines --since 7d', summary: 'The last week; older rows stay' },
  ],
  async run({ args, options, globals, terminal }) {
    await using project = await openProjectClient(globals, terminal)
    const { client } = project
    using progress = new Progress({ label: `rebuilding ${args.dataset}`, screen: terminal.stderr })
    const answer = await client.post<{ dataset: string; records: number }>(
      `/api/rebuild/${encodeURIComponent(args.dataset)}`,
      {
        ...(options.since === undefined ? {} : { since: options.since }),
        ...(options.offset === undefined ? {} : { offset: options.offset }),
      },
    )
    progress.stop()
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `rebuilt ${answer.dataset} from ${formatCount(answer.records, 'record')}\n`)
  },
})
