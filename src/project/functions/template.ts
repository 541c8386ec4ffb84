/** What `caudal new function` writes: the function, a case for it, and the types for editors. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode, UserError } from '../../lib/errors.ts'
import { nameMistake } from '../name.ts'
import { prepareEditor } from './editor-types.ts'

/** Makes the files in the folder of a project; what is there already is never overwritten. Returns them, relative to the folder. */
export async function createFunction(name: string, folder: string): Promise<string[]> {
  const [why, hint] = nameMistake(name, 'function') ?? []
  if (why) throw new UserError('invalid', `cannot name function "${name}": ${why}`, { hint })
  const files = { [`functions/${name}.ts`]: moduleText, [`tests/${name}.yaml`]: casesText(name) }
  for (const [file, text] of Object.entries(files)) await writeNew(join(folder, file), file, text)
  return [...Object.keys(files), ...(await prepareEditor(folder))]
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
