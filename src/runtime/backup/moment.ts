/**
 * The data folder at one moment, as a second folder beside its parts: names of their own for the files that are only ever added to or
 * replaced, and copies of the databases. It is as if the whole process group had been killed at that moment, from which every start
 * recovers, and it stays as it is while it is copied, whatever is written and removed meanwhile.
 */
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type { EngineFiles } from '../../datasets/dataset.ts'
import { systemCode, UserError } from '../../lib/errors.ts'
import { sideBySide } from '../../lib/side-by-side.ts'
import { connectionFile } from '../../model/connection-file.ts'
import { arrivingFolder } from '../arriving-files.ts'
import { workersFolder } from '../functions/function-engine.ts'
import { mapsFolder } from '../maps/index.ts'
import { firstLinkFile } from '../people/first-link.ts'
import { editsFolder } from '../rejected/edits.ts'
import { type State, stateFile } from '../state.ts'
import { StillCopy } from './still-copy.ts'

/** Within the data folder, so that files can have a second name there. */
export const momentFolder = 'backup'

/** What no start takes up: what others find this one by, and what belongs to a process. The lake names its own. */
const passingParts = [
  momentFolder,
  arrivingFolder,
  workersFolder,
  editsFolder,
  mapsFolder,
  connectionFile,
  firstLinkFile,
]
/** What is written at this moment. */
const draft = /\.new$/
const database = /\.sqlite(-wal|-shm|-journal)?$/

/** What appends wait for databases that are written at the moment, beside the copying itself. */
const patience_ms = 3000
/** The appends need the disk, too, as long as they do not wait. */
const copiesAtOnce = 4

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
  readonly lake: EngineFiles
  /** Nothing is appended to a stream while the work is under way. */
  readonly atRest: <T>(work: () => Promise<T>) => Promise<T>
  /** The records of each stream. */
  readonly countStreams: () => Readonly<Record<string, number>>
}

/** Takes the moment; `releaseMoment` is to be called when its files are not needed any more. */
export async function takeMoment({ data, state, lake, atRest, countStreams }: MomentParts): Promise<Moment> {
  await releaseMoment(data)
  const catalogue = relative(data, lake.catalogue)
  const kept = lake.kept.map((folder) => relative(data, folder))
  const passing = [...passingParts, ...lake.passing.map((folder) => relative(data, folder))]
  const isTaken = (path: string) => !draft.test(path) && ![...kept, ...passing].some((one) => isIn(path, one))
  const taken = new Map<string, MomentFile>()
  const take = (path: string) => takeName(data, path, taken)
  const copies = new Map<string, StillCopy>()
  const copyOfDatabase = (path: string) => {
    const copy = copies.get(path) ?? new StillCopy(join(data, path), copyOf(data, path))
    copies.set(path, copy)
    return copy
  }
  // This process alone may open its own, and has.
  const isElsewhere = (path: string) => path.endsWith('.sqlite') && path !== catalogue && path !== stateFile
  // Most files have their second name, and most of what is in databases is copied, before anything has to wait.
  for (const folder of kept) for (const path of await filesIn(data, folder)) await take(path)
  const before = (await filesIn(data, '')).filter((path) => isTaken(path) && isElsewhere(path))
  for (const path of before) await copyOfDatabase(path).look()
  for (const path of before) await copyOfDatabase(path).prepare()
  let pinned: DatabaseSync | undefined
  try {
    const { at, streams, paused_ms } = await atRest(async () => {
      const began = performance.now()
      const rest = (await filesIn(data, '')).filter(isTaken)
      // Positions are stored behind what they speak of: who is copied first may be behind the others, and never ahead.
      for (const path of rest) if (!database.test(path)) await take(path)
      for (const path of rest) if (isElsewhere(path)) await copyOfDatabase(path).look()
      await sideBySide(copies.values(), copiesAtOnce, (copy) => copy.finish(began + patience_ms))
      await mkdir(join(data, momentFolder), { recursive: true })
      state.prepare('vacuum into ?').run(copyOf(data, stateFile))
      pinned = pin(lake.catalogue)
      for (const folder of kept) for (const path of await filesIn(data, folder)) await take(path)
      return { at: new Date(), streams: countStreams(), paused_ms: performance.now() - began }
    })
    await mkdir(dirname(copyOf(data, catalogue)), { recursive: true })
    await backup(pinned!, copyOf(data, catalogue), { rate: 1000 })
    for (const path of await filesIn(join(data, momentFolder), '')) {
      if (!taken.has(path) && !path.endsWith('-shm')) taken.set(path, await fileOf(data, path))
    }
    return { at, streams, files: [...taken.values()], paused_ms }
  } finally {
    pinned?.close()
  }
}

export async function releaseMoment(data: string): Promise<void> {
  await rm(join(data, momentFolder), { recursive: true, force: true })
}

function copyOf(data: string, path: string): string {
  return join(data, momentFolder, path)
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** The catalogue as it is now, for as long as it is open. */
function pin(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 10_000 })
  try {
    db.exec('begin')
    db.prepare('select max(snapshot_id) from ducklake_snapshot').get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
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
