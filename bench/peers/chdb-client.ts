/** Talks to chDB in a process of its own (`chdb.mjs`). */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Chdb {
  /** Milliseconds inside the peer's process, and what came of it. */
  run(command: string, argument?: string): Promise<{ ms: number; value: unknown }>
  stop(): void
}

/** Undefined where the peer is not installed: `npm install` in `bench/peers` installs it. */
export function maybeChdb(): Chdb | undefined {
  if (!existsSync(fileURLToPath(new URL('./node_modules/chdb', import.meta.url)))) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'caudal-bench-chdb-'))
  const child = spawn(process.execPath, [fileURLToPath(new URL('./chdb.mjs', import.meta.url)), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async run(command, argument = '') {
      child.stdin.write(`${JSON.stringify({ command, argument })}\n`)
      const { value: line } = await answers.next()
      const answer = JSON.parse(line as string) as { ms: number; value: unknown; error?: string }
      if (answer.error) throw new Error(`chDB: ${answer.error}`)
      return answer
    },
    stop() {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
