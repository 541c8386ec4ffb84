/** A started product, driven through its public command line and HTTP, as a user would. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processesOf } from './process-group.ts'

/**
 * The program: as it is packed where all tests run, or that of the checkout. Most tests start it under the Node that runs them, which is the
 * one that is pinned: another one would only start it.
 */
export const binary = process.env.CAUDAL_TEST_PROGRAM ?? fileURLToPath(new URL('../../bin/caudal', import.meta.url))

export interface Connection {
  url: string
  token: string
  pid: number
}

/** A project folder in the temporary folder, with this `caudal.yaml`. */
export async function temporaryProject(yaml: string): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-test-'))
  await writeFile(join(folder, 'caudal.yaml'), yaml)
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}

export class Product {
  readonly folder: string
  readonly #flags: readonly string[]
  #child: ChildProcess | undefined
  /** The end of what it printed, for the message of a failed test. */
  output = ''

  constructor(folder: string, flags: readonly string[] = ['--port', '0']) {
    this.folder = folder
    this.#flags = flags
  }

  /** The process group, which is that of all its processes; 0 before it was started. */
  get group(): number {
    return this.#child?.pid ?? 0
  }

  get connectionFile(): string {
    return join(this.folder, '.caudal', 'connection.json')
  }

  /** Starts it in a process group of its own; resolves at once. */
  spawn(): void {
    const child = spawn(process.execPath, [binary, 'up', this.folder, ...this.#flags], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        this.output = (this.output + part).slice(-100_000)
      })
    }
    this.#child = child
  }

  /** Milliseconds until `/ready` said 200. */
  async untilReady(timeout_ms = 60_000): Promise<number> {
    const start = performance.now()
    while (performance.now() - start < timeout_ms) {
      if (await this.isReady()) return performance.now() - start
      if (this.#hasEnded()) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const end = this.#child?.exitCode ?? this.#child?.signalCode
    const ended = end == null ? '' : ` (it ended: ${end})`
    throw new Error(`not ready after ${Math.round(performance.now() - start)} ms${ended}:\n${this.output}`)
  }

  #hasEnded(): boolean {
    return this.#child?.exitCode != null || this.#child?.signalCode != null
  }

  async isReady(): Promise<boolean> {
    try {
      const { url, pid } = this.connection()
      // A connection file of a killed predecessor is not ours.
      if (!existsSync(`/proc/${pid}`) && existsSync('/proc')) return false
      return (await fetch(`${url}/ready`)).status === 200
    } catch {
      return false
    }
  }

  async start(): Promise<number> {
    this.spawn()
    return this.untilReady()
  }

  connection(): Connection {
    return JSON.parse(readFileSync(this.connectionFile, 'utf8')) as Connection
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const { url, token } = this.connection()
    return fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })
  }

  async json<T>(path: string, body?: unknown): Promise<T> {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await this.request(path, init)
    const answer = (await response.json()) as T
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }

  async rows<T = Record<string, unknown>>(sql: string): Promise<T[]> {
    return (await this.json<{ rows: T[] }>('/api/sql', { sql })).rows
  }

  /** Waits until every stream's records are in their datasets, and read by their functions. */
  async untilStored(timeout_ms = 60_000): Promise<void> {
    const start = performance.now()
    for (;;) {
      const { streams, functions } = await this.json<{
        streams: Record<string, { pending: number }>
        functions: Record<string, { lag_records: number }>
      }>('/api/status')
      const isRead = Object.values(functions).every(({ lag_records }) => lag_records === 0)
      if (isRead && Object.entries(streams).every(([name, { pending }]) => name.startsWith('_') || pending === 0))
        return
      if (performance.now() - start > timeout_ms)
        throw new Error(`records are still pending: ${JSON.stringify(streams)}\n${this.output}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** `kill -9` of the whole process group. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child?.pid || this.#hasEnded()) return
    const exited = new Promise((resolve) => child.once('exit', resolve))
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group has gone already.
    }
    await exited
    await untilGone(child.pid)
  }

  /** SIGTERM; resolves with the exit code and the milliseconds that it took. */
  async stop(): Promise<{ code: number | null; ms: number }> {
    const child = this.#child
    if (!child?.pid) return { code: null, ms: 0 }
    if (this.#hasEnded()) return { code: child.exitCode, ms: 0 }
    const start = performance.now()
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const giveUp = setTimeout(() => void this.kill(), 60_000)
    const code = await exited
    clearTimeout(giveUp)
    await untilGone(child.pid)
    return { code, ms: performance.now() - start }
  }
}

/** The launcher may be gone before what it started, which holds the data folder until then. */
async function untilGone(group: number): Promise<void> {
  const start = performance.now()
  while (existsSync('/proc') && processesOf(group).length > 0 && performance.now() - start < 30_000)
    await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Runs one command of the CLI in a folder. */
export function caudal(
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [binary, ...args],
      { cwd: options.cwd, env: { ...process.env, ...options.env }, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => {
        resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr })
      },
    )
    child.stdin?.end(options.input ?? '')
  })
}
