/** What `caudal new function` writes: the function, a case for it, and the types for editors. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode, UserError } from '../../lib/errors.ts'
import { nameMistake } from '../name.ts'

/** Makes the files in the folder of a project; what is there already is never overwritten. Returns them, relative to the folder. */
export async function createFunction(name: string, folder: string): Promise<string[]> {
  const [why, hint] = nameMistake(name, 'function') ?? []
  if (why) throw new UserError('invalid', `cannot name function "${name}": ${why}`, { hint })
  const files = { [`functions/${name}.ts`]: moduleText, [`tests/${name}.yaml`]: casesText(name) }
  for (const [file, text] of Object.entries(files)) await writeNew(join(folder, file), file, text)
  // The types are ours, and follow this version.
  await writeFile(join(folder, typesFile), await typesText())
  return [...Object.keys(files), typesFile]
}

const typesFile = 'caudal.d.ts'

/** What a function imports, as a module of its own: editors then know it in a folder without packages. */
async function typesText(): Promise<string> {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.d.ts'
  const source = await readFile(new URL(`../../runtime/functions/user-function${ending}`, import.meta.url), 'utf8')
  const declarations = source
    .replace(/ \{\n {2}return declaration\n\}/, '')
    .replace(/^\/\*\* What the author.*\n/, '')
    .replaceAll('export declare ', 'export ')
  const indented = declarations.trim().replace(/^(?=.)/gm, '  ')
  return `/** Written by \`caudal new function\`: the types of what a function imports from caudal. */\ndeclare module 'caudal' {\n${indented}\n}\n`
}

const moduleText = `import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records, { reject }) {
    for (const record of records) {
      if (record.value === undefined) reject(record, 'the value is missing')
      else yield { ...record, value: Number(record.value) }
    }
  },
})
`

const casesText = (name: string) => `function: ${name}
cases:
  - name: values become numbers
    given: [{ value: "16.5" }]
    gives: [{ value: 16.5 }]
  - name: a record without a value is rejected
    given: [{ id: 7 }]
    gives: []
    rejects: [the value is missing]
`

async function writeNew(path: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') throw cause
    throw new UserError('conflict', `cannot make "${file}": it is there already`, {
      hint: 'Choose another name.',
      cause,
    })
  }
}
