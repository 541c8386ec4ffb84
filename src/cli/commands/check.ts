import { relative, resolve } from 'node:path'
import { UserErrors } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { formatWarning } from '../terminal/error-text.ts'
import { colorsOf, print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'check',
  summary: 'Checks a project, and shows what flows where.',
  description:
    'All mistakes are told at once, each with its place; so are folders of sources that do not exist, which may come. Nothing is started.',
  arguments: [
    { name: 'dir', summary: 'The project folder; this one by default.', optional: true, completes: 'folder' },
  ],
  options: {},
  examples: [
    { line: 'caudal check', summary: 'The project of this folder' },
    { line: 'caudal check shop --json', summary: 'Its graph, for a program' },
  ],
  async run({ args, globals, terminal }) {
    const folder = resolve(terminal.folder, args.dir ?? globals.project ?? '.')
    const { readProject } = await import('../../project/index.ts')
    const { drawGraph, graphOf } = await import('../../project/graph.ts')
    const { project, problems } = await readProject(folder, { environment: terminal.env })
    if (!project) throw new UserErrors(problems)
    const { absentFolders } = await import('../../project/sources/absent.ts')
    const absent = await absentFolders(project)
    if (globals.json) {
      const warnings = absent.map((warning) => warning.toBody())
      return printJson(terminal, { name: project.name, folder, ...graphOf(project), warnings })
    }
    const colors = colorsOf(terminal)
    for (const warning of absent) terminal.stderr.write(`${formatWarning(warning, colorsOf(terminal, 'stderr'))}\n`)
    await print(
      terminal,
      `${drawGraph(project)}\n\n${colors.green('fine:')} ${relative(terminal.folder, folder) || '.'} (${project.name})\n`,
    )
  },
})
