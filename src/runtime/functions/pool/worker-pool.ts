/** Processes that are started before they are needed, so that a function has one in milliseconds. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectFile } from '../../../project/project.ts'
import { KeptCode } from './kept-code.ts'
import type { Launch } from './launch.ts'
import { Worker } from './worker.ts'

export type Need = Pick<Launch, 'memory_bytes' | 'kind'> & Partial<Pick<Launch, 'readable'>>

const replace_ms = 100

export class WorkerPool {
  /** Where each process has its folder. */
  readonly #folder: string
  readonly #project: string
  readonly #spares = new Map<string, Worker>()
  /** Of spares that were taken. */
  readonly #replacing = new Map<string, NodeJS.Timeout>()
  /** What lies in the project, as it was when the spares were started. */
  #readable: readonly string[] = []
  readonly #code = new KeptCode()
  #next = 0
  #isStopped = false

  constructor(folder: string, project: string) {
    this.#folder = folder
    this.#project = project
    removeLeftovers(folder)
  }

  /** One that is ready, or one that is just starting; another one takes its place, once this one has had time to begin. */
  take(need: Need): Worker {
    this.#renew()
    const name = nameOf(need)
    const spare = this.#spares.get(name)
    this.#spares.delete(name)
    const worker = spare && !spare.isGone ? spare : this.#start(need)
    clearTimeout(this.#replacing.get(name))
    // Where it cannot be started now, whoever needs it tries again.
    const replacing = setTimeout(() => void this.prepare(need).catch(() => {}), replace_ms)
    this.#replacing.set(name, replacing.unref())
    return worker
  }

  /** Has one of this kind from now on; resolves when it waits for its function. */
  async prepare(need: Need): Promise<void> {
    const name = nameOf(need)
    clearTimeout(this.#replacing.get(name))
    if (this.#isStopped) return
    this.#renew()
    const spare = this.#spares.get(name) ?? this.#start(need)
    this.#spares.set(name, spare)
    await spare.ready
  }

  get pids(): number[] {
    return [...this.#spares.values()].flatMap(({ pid }) => pid ?? [])
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#drop()
  }

  /** What a process may read was said when it was started: spares of before could not read what is new in the project. */
  #renew(): void {
    const names = readableOf(this.#project)
    if (names.join('\0') === this.#readable.join('\0')) return
    this.#readable = names
    void this.#drop()
  }

  async #drop(): Promise<void> {
    const spares = [...this.#spares.values()]
    this.#spares.clear()
    for (const spare of spares) spare.kill()
    await Promise.all(spares.map(({ exited }) => exited))
  }

  #start(need: Need): Worker {
    const scratch = join(this.#folder, `${process.pid}-${this.#next++}`)
    const readable = [...this.#readable, ...withContent(need.readable ?? [])]
    return new Worker({ ...need, scratch, readable }, this.#code)
  }
}

/** What serves the same need has the same name. */
function nameOf({ memory_bytes, kind, readable = [] }: Need): string {
  return JSON.stringify([memory_bytes, kind, readable])
}

/** A folder that may not be there yet: Node takes it for a file. */
function withContent(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => [folder, join(folder, '*')])
}

/** What lies in the project, apart from what is hidden and the project file: `.env` has secrets, `.caudal` all data. */
function readableOf(project: string): string[] {
  return readdirSync(project)
    .filter((name) => !name.startsWith('.') && name !== projectFile)
    .map((name) => join(project, name))
}

/** A worker that was stuck when the main process was killed goes on by itself; its folder says which process it is. */
function removeLeftovers(folder: string): void {
  for (const name of maybeNames(folder)) {
    const scratch = join(folder, name)
    const pid = Number(maybeText(join(scratch, 'pid')))
    if (pid > 0 && maybeText(`/proc/${pid}/cmdline`)?.includes(scratch)) {
      try {
        process.kill(-pid, 'SIGKILL')
      } catch {
        // It has gone meanwhile.
      }
    }
    rmSync(scratch, { recursive: true, force: true })
  }
}

function maybeNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function maybeText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
