/** Folders of the lake beside the data files and the index. */
import { join } from 'node:path'

/** Which rows have which key. */
export function keysFolder(lake: string): string {
  return join(lake, 'keys')
}

/** Chunks on their way in, and what is spilled. */
export function scratchFolder(lake: string): string {
  return join(lake, 'tmp')
}

/** What each reader process spills. */
export function readersFolder(lake: string): string {
  return join(lake, 'readers')
}

/** Those of which no start takes up anything, and no backup has. */
export function passingFolders(lake: string): string[] {
  return [scratchFolder(lake), readersFolder(lake)]
}
