import { defineCommand } from '../command.ts'
import { writeResult } from '../terminal/result.ts'

export default defineCommand({
  name: 'schema',
  summary: 'Prints the JSON Schema of caudal.yaml, for editors.',
  description: 'An editor with a YAML language server completes and checks the project file by it.',
  arguments: [],
  options: { out: { type: 'string', short: 'o', value: 'file', summary: 'Write it to a file.', completes: 'file' } },
  examples: [
    { line: 'caudal schema --out caudal.schema.json', summary: 'Beside the project file, as caudal new does' },
  ],
  async run({ options, terminal }) {
    const { projectSchema } = await import('../../project/schema.ts')
    await writeResult(terminal, options.out, [`${JSON.stringify(await projectSchema(), null, 2)}\n`])
  },
})
