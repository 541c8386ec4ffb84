/** Written when the project is ready and removed when it stops; its owner alone may read it, because it holds a token. */
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ConnectionFile, connectionFile } from '../model/connection-file.ts'

export async function writeConnection(data: string, connection: ConnectionFile): Promise<void> {
  const path = join(data, connectionFile)
  await writeFile(`${path}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

export async function removeConnection(data: string): Promise<void> {
  await rm(join(data, connectionFile), { force: true })
}

/** Who holds a data folder, in words. */
export function holderOf(data: string): string {
  const connection = maybeConnection(data)
  return connection ? `the running project at ${connection.url} (process ${connection.pid})` : 'another process'
}

function maybeConnection(data: string): ConnectionFile | undefined {
  try {
    return JSON.parse(readFileSync(join(data, connectionFile), 'utf8')) as ConnectionFile
  } catch {
    return undefined
  }
}
