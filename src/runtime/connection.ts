/** `<data>/connection.json`: by it, commands of the same user on the same machine reach the running project. Owner only. */
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Connection {
  readonly url: string
  readonly token: string
  readonly pid: number
  readonly project: string
}

const file = 'connection.json'

export async function writeConnection(data: string, connection: Connection): Promise<void> {
  const path = join(data, file)
  await writeFile(`${path}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

export async function removeConnection(data: string): Promise<void> {
  await rm(join(data, file), { force: true })
}

export function maybeConnection(data: string): Connection | undefined {
  try {
    return JSON.parse(readFileSync(join(data, file), 'utf8')) as Connection
  } catch {
    return undefined
  }
}
