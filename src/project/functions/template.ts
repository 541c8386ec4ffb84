/** What `caudal new function` writes: the function, a case for it, and the types for editors. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode, UserError } from '../../lib/errors.ts'
import { nameMistake } from '../name.ts'
import { prepareEditor } from './editor-types.ts'
import { templateTexts } from './template-texts.ts'
import type { TriggerKind } from './trigger-declaration.ts'

/** Makes the files in the folder of a project; what is there already is never overwritten. Returns them, relative to the folder. */
export async function createFunction(name: string, folder: string, kind: TriggerKind): Promise<string[]> {
  const [why, hint] = nameMistake(name, 'function') ?? []
  if (why) throw new UserError('invalid', `cannot name function "${name}": ${why}`, { hint })
  const { module, cases, fixture } = templateTexts[kind]
  const files = {
    [`functions/${name}.ts`]: module,
    [`tests/${name}.yaml`]: `function: ${name}\n${cases(name)}`,
    ...(fixture === undefined ? {} : { [`tests/${name}.txt`]: fixture }),
  }
  for (const [file, text] of Object.entries(files)) await writeNew(join(folder, file), file, text)
  return [...Object.keys(files), ...(await prepareEditor(folder))]
}

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
