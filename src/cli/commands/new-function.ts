import { resolve } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { defineCommand } from '../command.ts'
import { findProject } from '../connection/connection.ts'
import { print, printJson } from '../terminal/terminal.ts'

const kinds = ['stream', 'http', 'schedule', 'file'] as const

export default defineCommand({
  name: 'new function',
  summary: 'Makes a function: a file to begin with, a test for it, and the types for editors.',
  arguments: [{ name: 'name', summary: 'What it is called, in the project file and as a file.' }],
  options: {
    on: { type: 'string', value: 'kind', summary: `What starts it: ${kinds.join(', ')}; stream by default.` },
  },
  examples: [
    { line: 'caudal new function clean && caudal test', summary: 'A function and its first cases' },
    { line: 'caudal new function orders --on http', summary: 'One that answers requests' },
  ],
  async run({ args, options, globals, terminal }) {
    const kind = kinds.find((name) => name === (options.on ?? 'stream'))
    if (!kind) {
      throw new UserError('invalid', `cannot start a function by "${options.on}"`, {
        hint: didYouMean(String(options.on), kinds) ?? `Choose ${kinds.join(', ')}.`,
      })
    }
    const place = resolve(terminal.folder, globals.project ?? '.')
    const folder = await findProject(place)
    if (!folder) {
      throw new UserError('not_found', `cannot find a project in "${place}"`, {
        hint: 'Go to the folder of one, or name it: --project <dir>',
      })
    }
    const { createFunction } = await import('../../project/functions/template.ts')
    const { templateTexts } = await import('../../project/functions/template-texts.ts')
    const files = await createFunction(args.name, folder, kind)
    if (globals.json) return printJson(terminal, { folder, files })
    const declaration = `functions:\n  ${args.name}: ${templateTexts[kind].options(args.name)}\n`
    const made = files.map((file) => `  ${file}\n`).join('')
    await print(terminal, `made:\n${made}add to caudal.yaml:\n\n${declaration}\nnext:\n  caudal test\n`)
  },
})
