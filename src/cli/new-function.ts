import { resolve } from 'node:path'
import { UserError } from '../lib/errors.ts'
import { defineCommand } from './command.ts'
import { findProject } from './connection.ts'
import { print, printJson } from './terminal.ts'

export default defineCommand({
  name: 'new function',
  summary: 'Makes a function: a file to begin with, a test for it, and the types for editors.',
  arguments: [{ name: 'name', summary: 'What it is called, in the project file and as a file.' }],
  options: {},
  examples: [{ line: 'caudal new function clean && caudal test', summary: 'A function and its first cases' }],
  async run({ args, globals, terminal }) {
    const place = resolve(terminal.folder, globals.project ?? '.')
    const folder = await findProject(place)
    if (!folder) {
      throw new UserError('not_found', `cannot find a project in "${place}"`, {
        hint: 'Go to the folder of one, or name it: --project <dir>',
      })
    }
    const { createFunction } = await import('../project/functions/template.ts')
    const files = await createFunction(args.name, folder)
    if (globals.json) return printJson(terminal, { folder, files })
    const declaration = `functions:\n  ${args.name}: { on: <stream>, run: functions/${args.name}.ts, to: <stream> }\n`
    const made = files.map((file) => `  ${file}\n`).join('')
    await print(terminal, `made:\n${made}add to caudal.yaml:\n\n${declaration}\nnext:\n  caudal test\n`)
  },
})
