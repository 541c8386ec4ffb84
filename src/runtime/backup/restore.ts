import { constants } from 'node:fs'
import { copyFile, link, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
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
    await requireNone(projectFiles, project)
    const dataMade = join(dirname(data), `.${basename(data)}.unfinished`)
    await using restoredData = await prepared(dataFiles, { folder, made: dataMade, onBytes })
    const projectMade = join(project, '.project.unfinished')
    await using restoredProject = await prepared(projectFiles, { folder, made: projectMade, onBytes })
    // All of both is on disk. The project last: without its file nothing can be started.
    await placeData(restoredData.made, data)
    await placeProject(restoredProject.made, projectFiles.map(pathIn), project)
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
  /** Where the files are made, on the disk to which they go. */
  readonly made: string
  readonly onBytes: (count: number) => void
}

/** What of the files is not placed goes when it is disposed of. */
async function prepared(files: readonly BackupFile[], way: Way): Promise<AsyncDisposable & { readonly made: string }> {
  const { made } = way
  const remove = () => rm(made, { recursive: true, force: true })
  await remove()
  try {
    if (files.length > 0) await mkdir(made, { recursive: true, mode: 0o700 })
    await sideBySide(files, copiesAtOnce, (file) => restoreFile(file, way))
    if (files.length > 0) await syncFolders(made, files.map(pathIn))
  } catch (error) {
    await remove().catch(() => {})
    throw error
  }
  return { made, [Symbol.asyncDispose]: () => remove().catch(() => {}) }
}

async function placeData(made: string, data: string): Promise<void> {
  await mkdir(dirname(data), { recursive: true })
  if (await exists(data)) await rmdir(data)
  await rename(made, data)
  await realFileSystem.syncFolder(dirname(data))
}

/** File by file, for others may be there already; never over one of them. */
async function placeProject(made: string, paths: readonly string[], project: string): Promise<void> {
  for (const path of paths.toSorted((a, b) => Number(a === projectFile) - Number(b === projectFile))) {
    const to = join(project, path)
    await mkdir(dirname(to), { recursive: true })
    await link(join(made, path), to).catch(async (error: unknown) => {
      if (systemCode(error) === 'EEXIST') throw error
      // Some disks have no second names.
      await copyFile(join(made, path), to, constants.COPYFILE_EXCL)
    })
  }
  if (paths.length > 0) await syncFolders(project, paths)
}

/** The path of a file in the data, or in the project. */
function pathIn({ path }: BackupFile): string {
  return path.slice(path.indexOf('/') + 1)
}

async function requireNone(files: readonly BackupFile[], project: string): Promise<void> {
  for (const file of files) {
    const path = pathIn(file)
    if (!(await exists(join(project, path)))) continue
    throw new UserError('conflict', `cannot restore into "${project}": "${path}" is there already`, {
      hint: 'Move it away first, or name another folder with --project; nothing was restored.',
    })
  }
}

async function restoreFile(file: BackupFile, { folder, made, onBytes }: Way): Promise<void> {
  const path = pathIn(file)
  if (path.split('/').includes('..')) throw damaged(file.path, folder)
  const copy = await copyChecked(join(folder, file.path), join(made, path), { bytes: file.bytes, onBytes })
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
      hint: 'Take an earlier backup, or one from another folder: those of one folder share what has not changed. Nothing was restored.',
    },
  )
}
