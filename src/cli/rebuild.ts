import { Progress } from '../lib/progress.ts'
import { defineCommand } from './command.ts'
import { formatCount } from './quantity.ts'
import { openProjectClient } from './resting-project.ts'
import { print, printJson } from './terminal.ts'

export default defineCommand({
  name: 'rebuild',
  summary: 'Fills a dataset again from its stream.',
  arguments: [{ name: 'dataset', summary: 'The dataset; what its stream no longer holds stays as it is.' }],
  options: {},
  examples: [{ line: 'caudal rebuild lines', summary: 'After a change of its fields, or a damage' }],
  async run({ args, globals, terminal }) {
    await using project = await openProjectClient(globals, terminal)
    const { client } = project
    using progress = new Progress({ label: `rebuilding ${args.dataset}`, screen: terminal.stderr })
    const answer = await client.post<{ dataset: string; records: number }>(
      `/api/rebuild/${encodeURIComponent(args.dataset)}`,
      {},
    )
    progress.stop()
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `rebuilding ${answer.dataset} from ${formatCount(answer.records, 'record')}\n`)
  },
})
