/**
 * The data folder at one moment, as a second folder beside its parts: names of their own for the files that are only ever added to or
 * replaced, and copies of the databases. It is as if the whole process group had been killed at that moment, from which every start
 * recovers, and it stays as it is while it is copied, whatever is written and removed meanwhile.
 */
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { systemCode, UserError } from '../../lib/errors.ts'
import type { State } from '../state.ts'
import { copyStill } from './still-copy.ts'

/** Within the data folder, so that files can have a second name there. */
const momentFolder = 'backup'

const catalogue = join('lake', 'catalogue.sqlite')
const stateFile = 'state.sqlite'
/** What the lake only adds and removes; it is named by the catalogue. */
const kept = [join('lake', 'data'), join('lake', 'keys')]
/** What no start takes up: what is written at this moment, what others find this one by, and what belongs to a process. */
const passing = /^(arriving|backup|lake\/(tmp|readers)|functions\/edits)\/|^connection\.json|\.new$/
const database = /\.sqlite(-wal|-shm|-journal)?$/

export interface Moment {
  readonly at: Date
  readonly streams: Readonly<Record<string, number>>
  readonly files: readonly MomentFile[]
  /** How long what was appended had to wait. */
  readonly paused_ms: number
}

export interface MomentFile {
  /** In the data folder. */
  readonly path: string
  /** Where its bytes are: so many of them, though there may be more by now. */
  readonly from: string
  readonly bytes: number
  readonly modified_ms: number
}

export interface MomentParts {
  readonly data: string
  readonly state: State
  /** Nothing is appended to a stream while the work is under way. */
  readonly atRest: <T>(work: () => Promise<T>) => Promise<T>
  /** The records of each stream. */
  readonly countStreams: () => Readonly<Record<string, number>>
}

/** Takes the moment; `release` is to be called when its files are not needed any more. */
export async function takeMoment({ data, state, atRest, countStreams }: MomentParts): Promise<Moment> {
  await releaseMoment(data)
  const taken = new Map<string, MomentFile>()
  const take = (path: string) => takeName(data, path, taken)
  // Most files have their second name before anything has to wait.
  for (const folder of kept) for (const path of await filesIn(data, folder)) await take(path)
  const { at, streams, pinned, paused_ms } = await atRest(async () => {
    const began = performance.now()
    const rest = (await filesIn(data, '')).filter((path) => !passing.test(path) && !kept.some((one) => isIn(path, one)))
    // Positions are stored behind what they speak of: who is copied first may be behind the others, and never ahead.
    for (const path of rest) if (!database.test(path)) await take(path)
    for (const path of rest) if (path.endsWith('.sqlite')) await copyDatabase({ data, state }, path)
    const pinned = pin(join(data, catalogue))
    for (const folder of kept) for (const path of await filesIn(data, folder)) await take(path)
    return { at: new Date(), streams: countStreams(), pinned, paused_ms: performance.now() - began }
  })
  try {
    await mkdir(dirname(copyOf(data, catalogue)), { recursive: true })
    await backup(pinned, copyOf(data, catalogue), { rate: 1000 })
  } finally {
    pinned.close()
  }
  for (const path of await filesIn(join(data, momentFolder), '')) {
    if (!taken.has(path) && !path.endsWith('-shm')) taken.set(path, await fileOf(data, path))
  }
  return { at, streams, files: [...taken.values()], paused_ms }
}

export async function releaseMoment(data: string): Promise<void> {
  await rm(join(data, momentFolder), { recursive: true, force: true })
}

function copyOf(data: string, path: string): string {
  return join(data, momentFolder, path)
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}

/** The catalogue as it is now, for as long as it is open. */
function pin(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 10_000 })
  db.exec('begin')
  db.prepare('select max(snapshot_id) from ducklake_snapshot').get()
  return db
}

async function copyDatabase({ data, state }: Pick<MomentParts, 'data' | 'state'>, path: string): Promise<void> {
  const to = copyOf(data, path)
  await mkdir(dirname(to), { recursive: true })
  // This process alone may open it, and has.
  if (path === stateFile) state.prepare('vacuum into ?').run(to)
  else if (path !== catalogue) await copyStill(join(data, path), to)
}

/** Gives a file its second name; one that has gone since it was listed is needed by nobody. */
async function takeName(data: string, path: string, taken: Map<string, MomentFile>): Promise<void> {
  if (taken.has(path)) return
  const to = copyOf(data, path)
  try {
    await mkdir(dirname(to), { recursive: true })
    await link(join(data, path), to)
    taken.set(path, await fileOf(data, path))
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT') return
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK') throw error
    throw new UserError('unsupported', `cannot back up "${data}": its disk has no second names for files (${code})`, {
      hint: 'Keep the data on a file system with hard links, or stop the project and copy the folder.',
      cause: error,
    })
  }
}

async function fileOf(data: string, path: string): Promise<MomentFile> {
  const from = copyOf(data, path)
  const { size, mtimeMs } = await stat(from)
  return { path, from, bytes: size, modified_ms: mtimeMs }
}

/** All files below a folder of the data folder, by their paths in it; folders may come and go meanwhile. */
async function filesIn(data: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(data, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  const files: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await filesIn(data, path)))
    else if (entry.isFile()) files.push(path)
  }
  return files
}
