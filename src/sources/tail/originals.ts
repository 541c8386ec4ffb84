import type { Ledger } from '../ledger.ts'
import { continues, fingerprint_bytes } from './fingerprint.ts'
import type { FollowedFile, TailEntry } from './followed-file.ts'
import type { OpenFiles } from './open-files.ts'

export interface Original {
  readonly key: string
  readonly entry: TailEntry
}

interface Surroundings {
  readonly ledger: Ledger<TailEntry>
  readonly open: OpenFiles
  /** Nothing was read in this run yet. */
  readonly isBeginning: boolean
}

/** A file that was read, and whose content this file begins with. */
export async function findOriginal(
  file: FollowedFile,
  { ledger, open, isBeginning }: Surroundings,
): Promise<Original | undefined> {
  const head = await open.read(file, 0, fingerprint_bytes)
  const readAt = async (position: number, length: number) =>
    position + length <= head.length ? head.subarray(position, position + length) : open.read(file, position, length)
  let best: Original | undefined
  for (const [key, entry] of ledger.entries()) {
    if (key === file.key || entry.done || entry.offset <= (best?.entry.offset ?? 0)) continue
    const isLikely =
      entry.path === file.path
        ? isBeginning && mayBeKnown({ key, entry }, file)
        : entry.head_bytes === fingerprint_bytes
    if (isLikely && (await continues(entry, readAt))) best = { key, entry }
  }
  return best
}

/**
 * At the same path, a file with another key is another file, though it may begin alike. But devices get other numbers when a
 * machine starts, and folders are restored from backups: at the beginning of a run it is taken to be the one that was read.
 */
function mayBeKnown({ key, entry }: Original, file: FollowedFile): boolean {
  const inode = (of: string) => of.slice(of.indexOf(':'))
  return !entry.gone && (entry.head_bytes === fingerprint_bytes || inode(key) === inode(file.key))
}
