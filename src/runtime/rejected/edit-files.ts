/** The files of a project that can edit rejected records, and one to begin with. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, UserError } from '../../lib/errors.ts'

const place = 'functions'
const first = 'functions/mend.ts'

const beginning = `// Corrects rejected records: what it gives for one goes back into the stream that it came from.
export default {
  *run(records) {
    for (const { record, text, reason } of records) {
      // What is no JSON object has no record: of it there is only its text.
      if (record) yield { ...record }
    }
  },
}
`

/** In the folder of functions, tests left out; none where there is no such folder. */
export async function editFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, place), { recursive: true }).catch(() => [])
  const files = names.map((name) => `${place}/${name.replaceAll('\\', '/')}`)
  return files
    .filter((file) => /\.(ts|mts|js|mjs)$/.test(file) && !/(\.test\.\w+|\.d\.m?ts)$|\/node_modules\/|\/\./.test(file))
    .toSorted()
}

/** Gives its name; one that is there stays as it is. */
export async function writeEditFile(folder: string): Promise<string> {
  await mkdir(join(folder, place), { recursive: true }).catch(() => {})
  try {
    await writeFile(join(folder, first), beginning, { flag: 'wx' })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return first
    throw new UserError('unavailable', `cannot write "${first}": ${messageOf(error)}`, {
      hint: 'Let Caudal write into the folder of the project.',
      cause: error,
    })
  }
  return first
}
