import { UserError } from '../../lib/errors.ts'
import type { Project } from '../project.ts'

/** Folders that sources name and that do not exist, each with its place. They may come: a project with them runs. */
export async function absentFolders({ sources, folder }: Project): Promise<UserError[]> {
  const found: UserError[] = []
  for (const { declaration, options, origin, at } of sources.values()) {
    const { absent = [] } = (await declaration.look?.(options, folder)) ?? {}
    for (const { code, message, hint } of absent) found.push(new UserError(code, message, { at: origin ?? at, hint }))
  }
  return found
}
