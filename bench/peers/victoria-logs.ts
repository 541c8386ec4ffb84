/** VictoriaLogs as a peer: the program that `VICTORIA_LOGS` names, or `victoria-logs` on the PATH. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface VictoriaLogs {
  readonly port: number
  /** Milliseconds until the answer to a LogsQL query was read. */
  query(text: string, parameters?: Record<string, string>): Promise<number>
  count(): Promise<number>
  stop(): void
}

export async function maybeVictoriaLogs(): Promise<VictoriaLogs | undefined> {
  const program = process.env.VICTORIA_LOGS ?? maybeOnPath('victoria-logs')
  if (!program) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'caudal-bench-vl-'))
  const port = await freePort()
  const child = spawn(
    program,
    [`-storageDataPath=${folder}`, '-retentionPeriod=100y', `-httpListenAddr=127.0.0.1:${port}`],
    { stdio: 'ignore' },
  )
  const base = `http://127.0.0.1:${port}`
  const ask = async (text: string, parameters: Record<string, string> = {}) => {
    const response = await fetch(`${base}/select/logsql/query`, {
      method: 'POST',
      body: new URLSearchParams({ query: text, ...parameters }),
    })
    return response.text()
  }
  for (let tries = 0; ; tries++) {
    try {
      if ((await fetch(`${base}/health`)).ok) break
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return {
    port,
    async query(text, parameters) {
      const start = performance.now()
      await ask(text, parameters)
      return performance.now() - start
    },
    async count() {
      const [line] = (await ask('* | count() as n')).split('\n')
      return line ? Number((JSON.parse(line) as { n: string }).n) : 0
    },
    stop() {
      child.kill()
      setTimeout(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }), 500)
    },
  }
}

function maybeOnPath(name: string): string | undefined {
  try {
    return execFileSync('which', [name], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
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
