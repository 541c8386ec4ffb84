/** The process of a worker: what it is started with, and what it may do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entryFile } from '../../../lib/entry.ts'
import type { Body } from '../protocol.ts'

export interface Launch {
  /** A folder of its own: where it works and may write. Removed when it ends. */
  readonly scratch: string
  readonly memory_bytes: number
  /** What it may read. */
  readonly readable: readonly string[]
  /** What it will run: one for programs may start them, and each has loaded beforehand what its kind needs. */
  readonly kind: Body['kind']
}

/** Our own code, and not all that lies around it: a project may have been made beside it. */
const ownCode = ['../../..', '../../../../package.json'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/** The packages that we use, which may lie beside us. */
const packages = fileURLToPath(import.meta.resolve('typebox')).replace(/(?<=[\\/]node_modules[\\/]).*$/, '')

const spare_bytes = 256 << 20

/** Without the environment of Caudal; the last of the four is the connection. */
export function launchProcess(launch: Launch): ChildProcess {
  mkdirSync(launch.scratch, { recursive: true, mode: 0o700 })
  const child = spawn(process.execPath, argumentsOf(launch), {
    cwd: launch.scratch,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // Its programs end with it.
    detached: true,
  })
  if (child.pid !== undefined) {
    writeFileSync(join(launch.scratch, 'pid'), String(child.pid))
    lowerPriority(child.pid)
  }
  return child
}

function argumentsOf({ scratch, memory_bytes, readable, kind }: Launch): string[] {
  // Its resident memory is what is watched, which tells the place; the heap's own limit is for what grows faster.
  const heap_mb = Math.ceil((memory_bytes + spare_bytes) / 2 ** 20)
  return [
    '--permission',
    ...[...ownCode, packages, scratch, ...readable].map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${scratch}`,
    ...(kind === 'program' ? ['--allow-child-process'] : ['--allow-inspector', '--inspect-port=127.0.0.1:0']),
    `--max-old-space-size=${heap_mb}`,
    '--no-warnings',
    entryFile(import.meta.url, '../worker/worker-process'),
  ]
}

/** Functions must not starve the intake. */
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL / 2)
  } catch {
    // It has gone already, which is told when it is asked.
  }
}
