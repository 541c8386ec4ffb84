import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemCode, UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import { inWords } from './expectation.ts'
import { prepareEditor } from './functions/editor-types.ts'
import { projectNamePattern } from './name.ts'
import { projectFile } from './project.ts'
import { projectSchema, schemaFile } from './schema.ts'

/** What `caudal new` can begin with. */
export const templates = {
  tour: 'this machine, a log and a landing folder, with questions to ask',
  logs: 'log files that grow',
  blank: 'one stream, to send anything to',
} as const

export interface NewProject {
  readonly folder: string
  /** Relative to the folder, in order. */
  readonly files: readonly string[]
  /** Commands to type, from the folder in which it was made. */
  readonly nextSteps: readonly string[]
}

/** Makes the folder `name` in the folder `into`, from a template. What is there already is never overwritten. */
export async function createProject(name: string, template: string, into: string): Promise<NewProject> {
  if (!new RegExp(projectNamePattern).test(name)) {
    const hint = 'Use lower-case letters, digits, - and _, beginning with a letter.'
    throw new UserError('invalid', `cannot name project "${name}": expecting a name such as my-logs`, { hint })
  }
  if (!Object.hasOwn(templates, template)) {
    const names = Object.keys(templates)
    const hint = didYouMean(template, names) ?? `Choose ${inWords(names)}.`
    throw new UserError('invalid', `cannot use template "${template}": there is none of this name`, { hint })
  }
  const folder = join(into, name)
  await claimFolder(folder)
  await cp(fileURLToPath(new URL(`../../templates/${template}`, import.meta.url)), folder, { recursive: true })
  const file = join(folder, projectFile)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/^name: .*$/m, `name: ${name}`))
  await writeFile(join(folder, schemaFile), `${JSON.stringify(await projectSchema(), null, 2)}\n`)
  await prepareEditor(folder)
  await writeFile(join(folder, '.gitignore'), '.caudal/\n.env\n', { flag: 'a' })
  return { folder, files: await filesOf(folder), nextSteps: [`cd ${name}`, 'caudal up'] }
}

/** An empty folder, made if need be; one that holds only a new repository is empty. */
async function claimFolder(folder: string): Promise<void> {
  let names: string[]
  try {
    await mkdir(folder, { recursive: true })
    names = await readdir(folder)
  } catch (cause) {
    const why = systemCode(cause) === 'EEXIST' ? 'a file has this name' : `it cannot be made (${systemCode(cause)})`
    throw new UserError('conflict', `cannot create project in "${folder}": ${why}`, {
      hint: 'Choose another name.',
      cause,
    })
  }
  if (names.every((name) => name === '.git' || name === '.gitignore')) return
  throw new UserError('conflict', `cannot create project in "${folder}": the folder is not empty`, {
    hint: 'Choose another name, or empty the folder first.',
  })
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  return files.filter((file) => !file.startsWith('.git/')).sort()
}
