/**
 * `npm run bench [part…] [-- --millions 10]`: prints a table of ratios against limits and peers of the same run, and writes it to
 * `bench/results.md`. Parts: ingest, singles, files, monthly, endpoints, functions, queries, start, ui.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { endpoints } from './endpoints.ts'
import { files } from './files.ts'
import { functions } from './functions.ts'
import { ingest, singles } from './ingest.ts'
import { monthly } from './monthly.ts'
import { queries } from './queries.ts'
import { start } from './start.ts'
import { type Line, tableOf } from './table.ts'
import { ui } from './ui/index.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    millions: { type: 'string', default: '10' },
    'ingest-millions': { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    'live-records': { type: 'string', default: '36000' },
  },
})

let details = ''
const parts: Record<string, () => Promise<Line[]>> = {
  ingest: () => ingest({ millions: Number(values['ingest-millions']) }),
  singles: () => singles({ seconds: Number(values.seconds) }),
  files,
  monthly,
  endpoints: () => endpoints({ rows: 1_000_000, seconds: Number(values.seconds) }),
  functions,
  async queries() {
    const result = await queries({ millions: Number(values.millions) })
    details = result.details
    return result.lines
  },
  start: () => start({ millions: Number(values.millions) }),
  ui: () => ui({ millions: Number(values.millions), liveRecords: Number(values['live-records']) }),
}

const wanted = positionals.length > 0 ? positionals : Object.keys(parts)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`error: cannot run benchmark "${unknown[0]}": expecting ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

const lines: Line[] = []
for (const name of wanted) {
  console.error(`bench: ${name} …`)
  lines.push(...(await parts[name]!()))
}
const table = tableOf(lines)
console.log(table)
if (details) console.log(`\n${details}`)

const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.version}`
const text = `# Results

Measured in one run on one machine, load generator included: ${machine}, ${new Date().toISOString().slice(0, 10)}.
Repeat it with \`npm run bench ${positionals.join(' ')}\`; the peers are installed by \`npm install\` in \`bench/peers\` (chDB) and by
\`VICTORIA_LOGS=<program> npm run bench\` (VictoriaLogs).

${table}

${readFileSync(new URL('./shortfalls.md', import.meta.url), 'utf8')}${details ? `\n## The thirty questions\n\nMedians of five warm runs; Caudal over HTTP from another process, chDB in its own process, VictoriaLogs over HTTP.\n\n${details}\n` : ''}`
writeFileSync(fileURLToPath(new URL('./results.md', import.meta.url)), text)
process.exit(0)
