/** Keeps the types of the records, which editors read, as the records are: only where the project has the file, and without a word. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sleep } from '../../lib/sleep.ts'
import { typesFile, typesText } from '../../project/functions/editor-types.ts'
import type { RecordTypes } from './record-types.ts'

const look_ms = 2000

/** Until aborted. What fails now is done at the next look: nothing depends on it. */
export async function followTypes(types: RecordTypes, folder: string, signal: AbortSignal): Promise<void> {
  const path = join(folder, typesFile)
  let last: string | undefined
  while (!signal.aborted) {
    try {
      const before = await readFile(path, 'utf8').catch(() => undefined)
      const version = before === undefined ? undefined : await types.version()
      if (before !== undefined && version !== last) {
        const text = await typesText(await types.of(() => true, signal))
        if (text !== before) await writeFile(path, text)
      }
      last = version
    } catch {
      last = undefined
    }
    await sleep(look_ms, signal)
  }
}
