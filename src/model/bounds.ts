/**
 * What may be read of a folder into which others put files. A link there is followed within the folder only, and never to what opens
 * doors: else whoever may put files there would choose what is read.
 */
import { realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export interface Bounds {
  /** As it is named, and as it is: the folder itself may be a link, for whoever writes the project file names it. */
  readonly folder: string
  readonly real: string
  /** The real path of the project's folder. */
  readonly project: string
}

/** What nobody who may put files somewhere is to see: the state with its tokens, the secrets, the project file. */
const own = /^(\.caudal|\.env[^/\\]*|caudal\.ya?ml)([/\\]|$)/i

/** Undefined where there is no such folder. */
export async function maybeBounds(folder: string, project: string): Promise<Bounds | undefined> {
  const [real, realProject] = await Promise.all([maybeRealPath(folder), maybeRealPath(project)])
  return real === undefined ? undefined : { folder, real, project: realProject ?? project }
}

/** Without links; undefined where nothing is. */
export async function maybeRealPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined)
}

/** Whether a path in the folder may be read that leads to this place. */
export function isInBounds({ folder, real, project }: Bounds, path: string, place: string): boolean {
  if (place === join(real, relative(folder, path))) return true
  return lies(place, real) && !own.test(relative(project, place))
}

/** Whether a path lies in a folder; both without links. */
export function lies(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}
