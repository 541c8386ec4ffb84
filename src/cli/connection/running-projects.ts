/**
 * The projects that run on this machine, one small file each, readable by its owner only: by these, commands find the running
 * project from any folder. They are a convenience: without them `--project` still works.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './process-alive.ts'

export interface RunningProject {
  /** The folder with `caudal.yaml`. */
  readonly project: string
  /** The folder of its data, with `connection.json`. */
  readonly data: string
  readonly pid: number
}

type Environment = Readonly<Record<string, string | undefined>>

/** Notes that a project runs; the function returned takes the note away. */
export async function addRunning(entry: RunningProject, env: Environment): Promise<() => Promise<void>> {
  const folder = runningFolder(env)
  const file = join(folder, `${createHash('sha256').update(entry.data).digest('hex').slice(0, 16)}.json`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Renamed into place, so that nobody reads half of it.
  await writeFile(`${file}.${entry.pid}`, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
  await rename(`${file}.${entry.pid}`, file)
  return () => rm(file, { force: true })
}

/** Those that run now; what a crash left behind is removed. */
export async function listRunning(env: Environment): Promise<RunningProject[]> {
  const folder = runningFolder(env)
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.json')).sort()
  const running: RunningProject[] = []
  for (const name of files) {
    const file = join(folder, name)
    const entry = await readEntry(file)
    if (entry && isAlive(entry.pid)) running.push(entry)
    else await rm(file, { force: true })
  }
  return running
}

/** Undefined for one that has gone meanwhile, or that a power cut left empty. */
async function readEntry(file: string): Promise<RunningProject | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunningProject
  } catch {
    return undefined
  }
}

/** XDG Base Directory Specification: what outlives a run and is not worth a backup is state. */
function runningFolder(env: Environment): string {
  return join(env.XDG_STATE_HOME ?? join(env.HOME ?? homedir(), '.local/state'), 'caudal/running')
}
