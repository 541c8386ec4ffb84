/** Small tools of the benchmarks: child processes, times, percentiles. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LoadOptions, LoadResult } from './load.ts'

/** Runs the load generator in a process of its own, so that its work is not counted as the server's. */
export function load(options: LoadOptions): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL('./load.ts', import.meta.url))
    execFile(
      process.execPath,
      ['--max-old-space-size=4096', file, JSON.stringify(options)],
      { maxBuffer: 1 << 20 },
      (error, stdout) => {
        if (error) reject(error)
        else resolve(JSON.parse(stdout) as LoadResult)
      },
    )
  })
}

/** Starts a program that says `READY <number>` on stdout, such as its port. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ value: number; child: ChildProcess }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } })
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
      const match = /READY (\d+)/.exec(text)
      if (match) resolve({ value: Number(match[1]), child })
    })
    child.once('exit', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${text}`)))
  })
}

export async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await run()
  return { ms: performance.now() - start, value }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
