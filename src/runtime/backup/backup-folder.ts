/**
 * A folder of backups holds one folder for each, named by its moment: all files of the data under `data`, those that the project file
 * names under `project`, and `manifest.json`. Files that have not changed since the backup before are the same file in both, so that each
 * is whole by itself, and an old one can be removed like any folder.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode, UserError } from '../../lib/errors.ts'
import { type BackupManifest, backupManifest } from '../../model/backup-report.ts'

/** What is being written has another name: a killed backup leaves no half one. */
const whole = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z$/
export const unfinished = '.unfinished'

export function backupName(at: Date): string {
  return at.toISOString().replace(/[:.]/g, '-')
}

/** The names of the finished ones, oldest first; undefined where it is no folder of backups, since other things lie there. */
export async function maybeBackups(folder: string): Promise<string[] | undefined> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
  const backups = names.filter((name) => whole.test(name)).sort()
  return backups.length > 0 || names.every((name) => name.startsWith(unfinished)) ? backups : undefined
}

/** The manifest of one backup; throws `not_found` where there is none, `unsupported` for one of a later version. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  let text: string
  try {
    text = await readFile(join(folder, backupManifest), 'utf8')
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT' && systemCode(cause) !== 'ENOTDIR') throw cause
    throw new UserError('not_found', `cannot read backup "${folder}": there is no ${backupManifest}`, {
      hint: 'Name the folder that was given to caudal backup, or one of the folders in it.',
      cause,
    })
  }
  const manifest = maybeManifest(text)
  if (manifest) return manifest
  throw new UserError(
    'unsupported',
    `cannot read backup "${folder}": its ${backupManifest} is damaged, or of a later version`,
    {
      hint: 'Take another backup, or the version of Caudal that wrote it.',
    },
  )
}

function maybeManifest(text: string): BackupManifest | undefined {
  try {
    const manifest = JSON.parse(text) as BackupManifest
    return manifest.format === 1 && Array.isArray(manifest.files) ? manifest : undefined
  } catch {
    return undefined
  }
}
