/** The link that makes the first administrator: there is no default password, and only who started Caudal can read the link. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeText } from '../../lib/whole-file.ts'
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
  await writeText(path, `${link}\n`, firstLinkFile, 0o600)
  return link
}
