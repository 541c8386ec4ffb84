/**
 * `npm run bench [part…] [-- --millions 10]`: prints a table of ratios against limits and peers of the same run, and writes what each
 * part has measured into `bench/results.md`. Parts: ingest, singles, files, monthly, endpoints, functions, queries, start, ui.
 */
import { parseArgs } from 'node:util'
import { endpoints } from './endpoints.ts'
import { files } from './files.ts'
import { functions } from './functions.ts'
import { ingest, singles } from './ingest.ts'
import { monthly } from './monthly.ts'
import { queries } from './queries.ts'
import { type PartResult, storeResult, writeResults } from './results.ts'
import { start } from './start.ts'
import { tableOf } from './table.ts'
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

const parts: Record<string, () => Promise<PartResult>> = {
  ingest: async () => ({ lines: await ingest({ millions: Number(values['ingest-millions']) }) }),
  singles: async () => ({ lines: await singles({ seconds: Number(values.seconds) }) }),
  files: async () => ({ lines: await files() }),
  monthly: async () => ({ lines: await monthly() }),
  endpoints: async () => ({ lines: await endpoints({ rows: 1_000_000, seconds: Number(values.seconds) }) }),
  functions: async () => ({ lines: await functions() }),
  async queries() {
    const { lines, details } = await queries({ millions: Number(values.millions) })
    const about =
      'Medians of five warm runs; Caudal over HTTP from another process, chDB in its own process, VictoriaLogs over HTTP.'
    return { lines, details: `## The thirty questions\n\n${about}\n\n${details}` }
  },
  start: async () => ({ lines: await start({ millions: Number(values.millions) }) }),
  ui: async () => ({
    lines: await ui({ millions: Number(values.millions), liveRecords: Number(values['live-records']) }),
  }),
}

const wanted = positionals.length > 0 ? positionals : Object.keys(parts)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`error: cannot run benchmark "${unknown[0]}": expecting ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

const flags = process.argv.slice(2).filter((word) => !positionals.includes(word))
const command = ['npm run bench', ...positionals, ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ')
const failed: string[] = []
for (const name of wanted) {
  console.error(`bench: ${name} …`)
  try {
    const result = await parts[name]!()
    // What was measured stays, whatever becomes of the parts behind it.
    storeResult(name, command, result)
    writeResults(Object.keys(parts))
    console.log(`${tableOf(result.lines)}\n${result.details ? `\n${result.details}\n` : ''}`)
  } catch (error) {
    failed.push(name)
    console.error(`error: cannot measure ${name}: ${error instanceof Error ? error.message : error}`)
  }
}
if (failed.length > 0) console.error(`not measured: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)
