/** A Flask service over SQLite as a peer, behind gunicorn with a worker for each core; installed from PyPI under `.cache` once. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const folder = join(import.meta.dirname, '../../.cache/flask')
const python = join(folder, 'bin/python')

export interface Flask {
  readonly port: number
  stop(): void
}

/** Filled with these rows (`date,place,mean` with a header); undefined where Python or PyPI is not to be had. */
export async function maybeFlask(csv: string): Promise<Flask | undefined> {
  try {
    if (!existsSync(join(folder, 'bin/gunicorn'))) {
      mkdirSync(dirname(folder), { recursive: true })
      execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' })
      execFileSync(python, ['-m', 'pip', 'install', '-q', 'flask', 'gunicorn'], { stdio: 'pipe' })
    }
  } catch {
    return undefined
  }
  const data = mkdtempSync(join(tmpdir(), 'caudal-bench-flask-'))
  const env = { ...process.env, BENCH_DATABASE: join(data, 'readings.sqlite') }
  const filled = spawnSync(python, [join(import.meta.dirname, 'flask-sqlite.py')], { input: csv, env, stdio: 'pipe' })
  if (filled.status !== 0) throw new Error(`The Flask peer was not filled: ${filled.stderr}`)
  const port = await freePort()
  const child = spawn(
    join(folder, 'bin/gunicorn'),
    [
      ...['-w', String(availableParallelism()), '-k', 'gthread', '--threads', '4', '--keep-alive', '30'],
      ...['-b', `127.0.0.1:${port}`, '--log-level', 'error', 'flask-sqlite:app'],
    ],
    { cwd: import.meta.dirname, env: { ...env, PYTHONDONTWRITEBYTECODE: '1' }, stdio: 'ignore' },
  )
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/temp?year=2006&month=1&place=P-01`)
      break
    } catch (error) {
      if (tries > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return {
    port,
    stop() {
      child.kill()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
