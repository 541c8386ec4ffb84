import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { messageOf, systemCode, UserError } from '../../lib/errors.ts'
import { exists } from '../../lib/existence.ts'
import { realFileSystem } from '../../lib/file-system.ts'
import { sideBySide } from '../../lib/side-by-side.ts'
import type { BackupFile, BackupManifest } from '../../model/backup-report.ts'
import { projectFile } from '../../project/index.ts'
import { maybeBackups, readManifest } from './backup-folder.ts'
import { copiesAtOnce, copyChecked } from './checked-copy.ts'
import { syncFolders } from './write-backup.ts'

export interface RestoreOptions {
  /** A backup, or a folder of them, of which the last is taken. */
  readonly backup: string
  /** The folder of the project: its files are restored where it has no project file. */
  readonly project: string
  /** Where the data goes: a folder that is empty, or not there yet. */
  readonly data: string
  readonly onTotal: (bytes: number) => void
  readonly onBytes: (count: number) => void
}

export interface Restored {
  readonly manifest: BackupManifest
  readonly bytes: number
  /** Whether the project's own files came from the backup, too. */
  readonly hasProject: boolean
}

/** Every file is compared with its checksum on the way; the data is there at once, when all of it is on disk. */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { backup, project, data, onTotal, onBytes } = options
  try {
    await requireEmpty(data)
    const folder = await backupIn(backup)
    const manifest = await readManifest(folder)
    const hasProject = !(await exists(join(project, projectFile)))
    const dataFiles = manifest.files.filter(({ path }) => path.startsWith('data/'))
    const projectFiles = hasProject ? manifest.files.filter(({ path }) => path.startsWith('project/')) : []
    const bytes = [...dataFiles, ...projectFiles].reduce((sum, file) => sum + file.bytes, 0)
    onTotal(bytes)
    // The project last: without its file nothing can be started.
    await putInPlace(dataFiles, { folder, part: 'data', to: data, onBytes })
    for (const file of projectFiles) await restoreFile(file, { folder, part: 'project', to: project, onBytes })
    if (hasProject)
      await syncFolders(
        project,
        projectFiles.map(({ path }) => path.slice('project/'.length)),
      )
    return { manifest, bytes, hasProject }
  } catch (error) {
    if (error instanceof UserError || systemCode(error) === undefined) throw error
    throw new UserError('unavailable', `cannot restore "${backup}": ${messageOf(error)}`, {
      hint: 'See that both folders can be reached and that the disk has space.',
      cause: error,
    })
  }
}

interface Way {
  /** Of the backup. */
  readonly folder: string
  readonly part: 'data' | 'project'
  readonly to: string
  readonly onBytes: (count: number) => void
}

async function putInPlace(files: readonly BackupFile[], way: Way): Promise<void> {
  const made = join(dirname(way.to), `.${basename(way.to)}.unfinished`)
  await rm(made, { recursive: true, force: true })
  try {
    await mkdir(made, { recursive: true, mode: 0o700 })
    await sideBySide(files, copiesAtOnce, (file) => restoreFile(file, { ...way, to: made }))
    await syncFolders(
      made,
      files.map(({ path }) => path.slice('data/'.length)),
    )
    if (await exists(way.to)) await rmdir(way.to)
    await rename(made, way.to)
    await realFileSystem.syncFolder(dirname(way.to))
  } catch (error) {
    await rm(made, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

async function restoreFile(file: BackupFile, { folder, part, to, onBytes }: Way): Promise<void> {
  const path = file.path.slice(part.length + 1)
  if (path.split('/').includes('..')) throw damaged(file.path, folder)
  const copy = await copyChecked(join(folder, file.path), join(to, path), { bytes: file.bytes, onBytes })
  if (copy.bytes !== file.bytes || copy.crc32c !== file.crc32c) throw damaged(file.path, folder)
}

async function requireEmpty(data: string): Promise<void> {
  const names = await readdir(data).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  if (names.length === 0) return
  throw new UserError('conflict', `cannot restore into "${data}": there is data in it`, {
    hint: 'Move it away first, or name another folder with --data.',
  })
}

async function backupIn(folder: string): Promise<string> {
  const names = await maybeBackups(folder)
  return names?.length ? join(folder, names.at(-1)!) : folder
}

function damaged(path: string, folder: string): UserError {
  return new UserError(
    'conflict',
    `cannot restore "${path}" of backup "${folder}": its bytes are not those that were written`,
    {
      hint: 'Take an earlier backup; nothing was restored.',
    },
  )
}
