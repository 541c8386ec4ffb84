/** What was measured, part by part as each was run last: a file of each in `results/`, and all of them in `results.md`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Line, tableOf } from './table.ts'

export interface PartResult {
  readonly lines: readonly Line[]
  /** Beside the table: Markdown with a heading of its own. */
  readonly details?: string
}

interface StoredResult extends PartResult {
  /** With it the part was run. */
  readonly command: string
  readonly day: string
  readonly machine: string
}

const folder = new URL('./results/', import.meta.url)

export function storeResult(part: string, command: string, result: PartResult): void {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.version}`
  const stored: StoredResult = { command, day: new Date().toISOString().slice(0, 10), machine, ...result }
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${part}.json`, folder), `${JSON.stringify(stored, null, 2)}\n`)
}

/** Writes the table of all parts that were ever run, in this order. */
export function writeResults(parts: readonly string[]): void {
  const results = parts.flatMap((part) => maybeStored(part) ?? [])
  const text = `# Results

Each part was measured at once with its limits and peers, the load generator on the same machine. The peers are installed by
\`npm install\` in \`bench/peers\` (chDB, Lighthouse), by \`VICTORIA_LOGS=<program> npm run bench\` (VictoriaLogs), and where Python can
install them (Polars, pandas, Flask).

${tableOf(results.flatMap(({ lines }) => lines))}

## When and where

${results.map(({ command, day, machine, lines }) => `- \`${command}\`, ${day}, ${machine}: ${lines.length} lines`).join('\n')}

${readFileSync(new URL('./shortfalls.md', import.meta.url), 'utf8')}${results.map(({ details }) => (details ? `\n${details}\n` : '')).join('')}`
  writeFileSync(fileURLToPath(new URL('./results.md', import.meta.url)), text)
}

function maybeStored(part: string): StoredResult | undefined {
  try {
    return JSON.parse(readFileSync(new URL(`${part}.json`, folder), 'utf8')) as StoredResult
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
