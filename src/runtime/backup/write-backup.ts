import { link, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode, UserError } from '../../lib/errors.ts'
import { realFileSystem } from '../../lib/file-system.ts'
import { sideBySide } from '../../lib/side-by-side.ts'
import { type BackupFile, type BackupManifest, backupManifest } from '../../model/backup-report.ts'
import { backupName, maybeBackups, readManifest, unfinished } from './backup-folder.ts'
import { copiesAtOnce, copyChecked } from './checked-copy.ts'
import type { Moment, MomentFile } from './moment.ts'

export interface BackupWork {
  /** A folder of backups, or one to be made. */
  readonly folder: string
  readonly about: Pick<BackupManifest, 'version' | 'project' | 'installation'>
  /** Takes the moment: what is found wrong before costs nothing. */
  readonly takeMoment: () => Promise<Moment>
  /** Those of the project, by their paths in its folder: where each lies. */
  readonly projectFiles: ReadonlyMap<string, string>
  readonly onTotal: (bytes: number) => void
  readonly onBytes: (count: number) => void
}

export interface WrittenBackup {
  readonly folder: string
  readonly manifest: BackupManifest
  readonly copied_bytes: number
}

interface Before {
  readonly folder: string
  readonly files: ReadonlyMap<string, BackupFile>
}

/** Writes a backup beside the earlier ones. It has its name once all of it is on disk; when it fails, nothing of it is left. */
export async function writeBackup(work: BackupWork): Promise<WrittenBackup> {
  const before = await maybeBefore(work)
  const own = `${unfinished}-${work.about.installation}`
  const made = join(work.folder, own)
  await rm(made, { recursive: true, force: true })
  await makeFolder(work.folder)
  await mkdir(made, { mode: 0o700 })
  try {
    await requireAlone(work.folder, own)
    const moment = await work.takeMoment()
    const wanted = [...moment.files.map((file) => ({ ...file, path: join('data', file.path) }))]
    for (const [path, from] of work.projectFiles) {
      const { size, mtimeMs } = await stat(from)
      wanted.push({ path: join('project', path), from, bytes: size, modified_ms: mtimeMs })
    }
    work.onTotal(wanted.reduce((sum, { bytes }) => sum + bytes, 0))
    const files: BackupFile[] = []
    let copied_bytes = 0
    await sideBySide(wanted, copiesAtOnce, async (file) => {
      const shared = await maybeShared(file, made, before)
      if (shared) work.onBytes(shared.bytes)
      const kept = shared ?? (await copied(file, made, work.onBytes))
      if (!shared) copied_bytes += kept.bytes
      files.push(kept)
    })
    files.sort((a, b) => (a.path < b.path ? -1 : 1))
    const at = moment.at.toISOString()
    const manifest: BackupManifest = { format: 1, ...work.about, at, streams: moment.streams, files }
    await writeFile(join(made, backupManifest), `${JSON.stringify(manifest, undefined, 1)}\n`, { flush: true })
    await syncFolders(
      made,
      files.map(({ path }) => path),
    )
    const folder = join(work.folder, backupName(moment.at))
    await rename(made, folder)
    await realFileSystem.syncFolder(work.folder)
    return { folder, manifest, copied_bytes }
  } catch (error) {
    await rm(made, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

/** Not what it lies in: where a disk is not mounted, nothing is to be written beside it. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error
  })
}

/** Two projects that begin with the same new folder at once both see that they are two. */
async function requireAlone(folder: string, own: string): Promise<void> {
  const other = (await readdir(folder)).find((name) => name.startsWith(unfinished) && name !== own)
  if (other === undefined) return
  throw new UserError('conflict', `cannot back up to "${folder}": another project writes there, or was killed there`, {
    hint: `Name a folder of its own, or remove "${other}" when no other project writes there.`,
  })
}

/** The newest backup in the folder; throws where the folder holds something else. */
async function maybeBefore({ folder, about }: BackupWork): Promise<Before | undefined> {
  const names = await maybeBackups(folder)
  if (!names) {
    throw new UserError('invalid', `cannot back up to "${folder}": there is something else in it`, {
      hint: 'Name a folder that is empty, that is not there yet, or that holds backups of this project.',
    })
  }
  const name = names.at(-1)
  if (name === undefined) return undefined
  const manifest = await readManifest(join(folder, name))
  if (manifest.installation !== about.installation) {
    throw new UserError(
      'conflict',
      `cannot back up to "${folder}": it holds backups of other data, of project "${manifest.project}"`,
      { hint: 'Name a folder of its own.' },
    )
  }
  return { folder: join(folder, name), files: new Map(manifest.files.map((file) => [file.path, file])) }
}

/** The file of the backup before, where it has not changed since. */
async function maybeShared(
  file: MomentFile,
  made: string,
  before: Before | undefined,
): Promise<BackupFile | undefined> {
  const known = before?.files.get(file.path)
  if (!before || !known || known.bytes !== file.bytes || known.modified_ms !== file.modified_ms) return undefined
  const to = join(made, file.path)
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const from = join(before.folder, file.path)
  try {
    // What somebody has done to it there is not to be in this one, too.
    const { size, mtimeMs } = await stat(from)
    if (size !== known.bytes || Math.abs(mtimeMs - known.modified_ms) >= 1) return undefined
    await link(from, to)
    return known
  } catch {
    // Its disk has no second names for files, or somebody removed it: it is copied once more.
    return undefined
  }
}

async function copied(file: MomentFile, made: string, onBytes: (count: number) => void): Promise<BackupFile> {
  const { path, bytes, modified_ms } = file
  const to = join(made, path)
  const copy = await copyChecked(file.from, to, { bytes, onBytes })
  await utimes(to, new Date(), modified_ms / 1000)
  return { path, modified_ms, ...copy }
}

/** The names of files are on disk once their folders are. */
export async function syncFolders(root: string, paths: readonly string[]): Promise<void> {
  const folders = new Set([root])
  for (const path of paths) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(join(root, folder))
  }
  await sideBySide(folders, copiesAtOnce, (folder) => realFileSystem.syncFolder(folder))
}
