import { defineCommand } from '../command.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { print } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'views remove',
  summary: 'Removes the rows of a view that the project does not have any more.',
  arguments: [{ name: 'view', summary: 'The view; what it was computed from stays.' }],
  options: {},
  examples: [{ line: 'caudal views remove monthly', summary: 'After it was taken out of caudal.yaml' }],
  async run({ args, globals, terminal }) {
    await using project = await openProjectClient(globals, terminal)
    await project.client.delete(`/api/views/${encodeURIComponent(args.view)}`)
    if (!globals.json) await print(terminal, `removed the rows of ${args.view}\n`)
  },
})
