import { basename, dirname, join, resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import { maybeOwnFolder } from '../terminal/own-program.ts'
import { print, printJson } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'new',
  summary: 'Makes a project from a template.',
  arguments: [{ name: 'name', summary: 'The folder to make, and the name of the project.', completes: 'folder' }],
  options: {
    template: {
      type: 'string',
      choices: ['tour', 'logs', 'blank'],
      summary: 'What to begin with: this machine and examples, log files, or nothing; tour by default.',
    },
  },
  examples: [
    { line: 'caudal new shop && caudal up shop', summary: 'A project that has something to show at once' },
    { line: 'caudal new mine --template logs', summary: 'One that follows log files' },
  ],
  async run({ args, options, globals, terminal }) {
    const { createProject } = await import('../../project/templates.ts')
    const place = resolve(terminal.folder, args.name)
    const { folder, files, nextSteps } = await createProject(
      basename(place),
      options.template ?? 'tour',
      dirname(place),
    )
    if (globals.json) return printJson(terminal, { folder, files })
    const shown = files.map((file) => `  ${join(args.name, file)}\n`).join('')
    const bin = maybeOwnFolder(terminal)
    const steps = [...(bin === undefined ? [] : [`export PATH=${bin}:$PATH`]), ...nextSteps]
    await print(terminal, `made:\n${shown}next:\n${steps.map((step) => `  ${step}\n`).join('')}`)
  },
})
