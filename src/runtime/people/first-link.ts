/** The link that makes the first administrator: there is no default password, and only who started Caudal can read the link. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { People } from './people.ts'

/** In the data folder. */
export const firstLinkFile = 'first-administrator.txt'

/** Writes it beside the data, for its owner alone. It works once, and until the next start. */
export async function inviteFirst(people: People, data: string, url: string): Promise<string | undefined> {
  const path = join(data, firstLinkFile)
  const invitation = people.inviteFirst()
  await rm(path, { force: true })
  if (!invitation) return undefined
  const link = `${url}/ui/join#${invitation.secret}`
  // Whoever waits for the file finds the whole of it.
  const made = `${path}.tmp`
  await rm(made, { force: true })
  await writeFile(made, `${link}\n`, { mode: 0o600, flag: 'wx' })
  await rename(made, path)
  return link
}
