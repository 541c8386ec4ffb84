import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../lib/errors.ts'
import { defineCommand } from './command.ts'
import { print, printJson } from './terminal.ts'

/** What a project can begin as; the folders lie beside `src` in a checkout, beside `dist` in the package. */
const templates = { tour: 'examples/tour', blank: 'templates/blank', logs: 'templates/logs' } as const
const templateNames = Object.keys(templates) as (keyof typeof templates)[]

export default defineCommand({
  name: 'new',
  summary: 'Makes a project from a template.',
  arguments: [
    { name: 'name', summary: 'The folder to make; its last part is the name of the project.', completes: 'folder' },
  ],
  options: {
    template: {
      type: 'string',
      choices: templateNames,
      summary: 'What to begin with: this machine as a source, nothing, or log files; tour by default.',
    },
  },
  examples: [
    { line: 'caudal new shop && caudal up shop', summary: 'A project that has something to show at once' },
    { line: 'caudal new logs --template logs', summary: 'One that follows log files' },
  ],
  async run({ args, options, globals, terminal }) {
    const folder = resolve(terminal.folder, args.name)
    const name = basename(folder)
    if (!/^[a-z][a-z0-9_-]*$/.test(name)) {
      throw new UserError(
        'invalid',
        `cannot make project "${name}": expecting lower-case letters, digits, "-" and "_", a letter first`,
        {
          hint: 'Take a name such as shop or fleet-2.',
        },
      )
    }
    await makeEmptyFolder(folder, args.name)
    const template = fileURLToPath(new URL(`../../${templates[options.template ?? 'tour']}`, import.meta.url))
    await cp(template, folder, {
      recursive: true,
      // A template that was run has data; and secrets are nobody else's.
      filter: (path) => !['.caudal', '.env'].includes(basename(path)),
    })
    const file = join(folder, 'caudal.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^name: .*$/m, `name: ${name}`))
    await writeFile(join(folder, '.gitignore'), '.caudal/\n.env\n')
    if (globals.json) return printJson(terminal, { name, folder })
    await print(
      terminal,
      `made ${args.name}: edit ${join(args.name, 'caudal.yaml')}, then start it: caudal up ${args.name}\n`,
    )
  },
})

async function makeEmptyFolder(folder: string, shown: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw new UserError('invalid', `cannot make folder "${shown}": ${cause.code}`, {
      hint: 'Choose another place.',
      cause,
    })
  })
  if ((await readdir(folder)).length > 0) {
    throw new UserError('conflict', `cannot make project "${shown}": the folder is not empty`, {
      hint: 'Choose another name.',
    })
  }
}
