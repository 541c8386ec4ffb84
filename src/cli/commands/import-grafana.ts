import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import { unreadable } from '../terminal/file-error.ts'
import { writeResult } from '../terminal/result.ts'
import { colorsOf, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'import grafana',
  summary: 'Turns a dashboard of Grafana into a YAML file of the project.',
  description:
    'Queries in SQL, and searches of Elasticsearch and Loki, come along; what does not is told, and keeps its place with its query as a text.',
  arguments: [{ name: 'file', summary: 'The JSON that Grafana exports.', completes: 'file' }],
  options: {
    in: { type: 'string', value: 'dataset', completes: 'dataset', summary: 'What panels search that name no table.' },
    out: { type: 'string', short: 'o', value: 'file', summary: 'Write the YAML to a file.', completes: 'file' },
  },
  examples: [
    { line: 'caudal import grafana shop.json --in logs -o dashboards/shop.yaml', summary: 'Into the project' },
    { line: 'caudal import grafana shop.json --json', summary: 'With what did not come along, for a program' },
  ],
  async run({ args, options, globals, terminal }) {
    const { importGrafana } = await import('../../project/grafana/import.ts')
    const text = await readFile(resolve(terminal.folder, args.file), 'utf8').catch((error: unknown) => {
      throw unreadable(args.file, error)
    })
    const { name, dashboard, yaml, remarks } = importGrafana(text, options.in)
    if (globals.json) return printJson(terminal, { name, dashboard, yaml, remarks })
    await writeResult(terminal, options.out, [yaml])
    const { yellow } = colorsOf(terminal, 'stderr')
    for (const { what, why } of remarks) terminal.stderr.write(`${yellow('not imported:')} ${what}: ${why}\n`)
  },
})
