/** Makes system calls of running processes fail, from outside: `strace -e inject` (Linux, where this user may trace). */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'

/** The calls by which data reach a disk, and what they may fail with. */
export const faults = [
  { calls: 'fdatasync,fsync', error: 'EIO' },
  { calls: 'fdatasync,fsync', error: 'ENOSPC' },
  { calls: 'pwrite64,pwritev,pwritev2', error: 'ENOSPC' },
  { calls: 'pwrite64,pwritev,pwritev2', error: 'EIO' },
  { calls: 'openat', error: 'EMFILE' },
  { calls: 'openat', error: 'ENOSPC' },
  { calls: 'rename,renameat,renameat2', error: 'EIO' },
  { calls: 'ftruncate', error: 'EIO' },
] as const

export type Fault = (typeof faults)[number]

/** Why nothing can be traced here; undefined when it can. */
export function whyNotTraced(): string | undefined {
  if (process.platform !== 'linux') return 'strace is for Linux only'
  const sleeper = spawn('sleep', ['10'])
  try {
    const { error, stderr } = spawnSync('timeout', ['1', 'strace', '-p', String(sleeper.pid)], { encoding: 'utf8' })
    if (error || /not found|No such file/.test(stderr)) return 'strace is not installed'
    return /attached/.test(stderr) ? undefined : `this user may not trace processes: ${stderr.trim()}`
  } finally {
    sleeper.kill()
  }
}

/** From now on each thread's calls from the n-th on fail, `length` in a row, until the returned function resolves. */
export async function inject(
  pids: readonly number[],
  { calls, error }: Fault,
  { first, length }: { first: number; length: number },
): Promise<() => Promise<void>> {
  const attach = pids.flatMap((pid) => ['-p', String(pid)])
  const when = `${first}..${first + length - 1}`
  const child = spawn(
    'strace',
    ['-f', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${when}`, ...attach],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await attached(child, pids)
  return async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    if (child.exitCode === null) await gone
  }
}

async function attached(child: ChildProcess, pids: readonly number[]): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr!.on('data', (part) => {
      said += part
      if (pids.every((pid) => said.includes(`Process ${pid} attached`))) resolve()
    })
    child.once('exit', () => reject(new Error(`strace ended: ${said}`)))
  })
}
