/**
 * `npm run torture [part…] [-- --kills 1000 --states 100000 …]`: tries to break the promises. Prints a line per part; the last line is the
 * figure. Ends with 1 when a promise was broken, with 2 when there is no such part or count.
 */
import { parseArgs } from 'node:util'
import { bitFlips } from './bit-flips.ts'
import { fullDisk } from './full-disk.ts'
import { functionKill } from './function-kill.ts'
import { ioErrors } from './io-errors/index.ts'
import { faultyProduct } from './io-errors/product.ts'
import { kill } from './kill.ts'
import { noticeKill } from './notice-kill.ts'
import { overload } from './overload.ts'
import { powerCut } from './power-cut/index.ts'
import type { Impossible, TortureResult } from './torture.ts'
import { triggerKill } from './trigger-kill.ts'

const counts = {
  kills: '25',
  states: '2000',
  flips: '30',
  fills: '10',
  seconds: '5',
  connections: '1000',
  requests: '10000',
  stride: '1',
  seed: '1',
}
const { values, positionals } = readArguments()

const seed = Number(values.seed)
const parts: Record<string, () => Promise<TortureResult | Impossible>> = {
  kill: () => kill({ count: Number(values.kills), seed }),
  'function-kill': () => functionKill({ count: Number(values.kills), seed }),
  'trigger-kill': () => triggerKill({ count: Number(values.kills), seed }),
  'notice-kill': () => noticeKill({ count: Number(values.kills), seed }),
  // It installs pandas when it is loaded.
  water: async () => (await import('./water.ts')).water({ count: Number(values.kills), seed }),
  async 'power-cut'() {
    const { states, violations } = await powerCut({ states: Number(values.states), seed })
    return { figure: `${states} crash states`, violations }
  },
  async 'io-errors'() {
    const { cases, violations } = await ioErrors({ seed })
    return { figure: `${cases} failing operations`, violations }
  },
  'io-errors-product': () => faultyProduct({ stride: Number(values.stride) }),
  'bit-flips': () => bitFlips({ count: Number(values.flips), seed }),
  'full-disk': () => fullDisk({ count: Number(values.fills) }),
  overload: () =>
    overload({
      seconds: Number(values.seconds),
      connections: Number(values.connections),
      requests: Number(values.requests),
    }),
}

const wanted = positionals.length > 0 ? positionals : Object.keys(parts)
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) {
  console.error(`error: cannot run torture "${unknown}": expecting ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
if (values.help) {
  console.log(`npm run torture [part…] [-- --<count> <number>…]\n\nparts   ${Object.keys(parts).join(', ')}`)
  console.log(
    `counts  ${Object.entries(counts)
      .map(([name, count]) => `--${name} ${count}`)
      .join(', ')}`,
  )
  process.exit(0)
}
let broken = 0
for (const name of wanted) {
  const start = performance.now()
  const result = await parts[name]!()
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  if ('impossible' in result) {
    console.log(`${name}: not possible: ${result.impossible}`)
    continue
  }
  console.log(
    `${name}: ${result.figure} (${seconds} s): ${result.violations.length === 0 ? 'all promises held' : `${result.violations.length} BROKEN`}`,
  )
  for (const violation of result.violations.slice(0, 20)) console.log(`  ${violation}`)
  broken += result.violations.length
}
console.log(`torture: ${wanted.length} parts, ${broken} broken promises`)
process.exit(broken === 0 ? 0 : 1)

function readArguments() {
  const options = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, { type: 'string' as const, default: count }]),
  ) as Record<keyof typeof counts, { type: 'string'; default: string }>
  try {
    const read = parseArgs({
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h', default: false } },
    })
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
      if (!/^\d+$/.test(read.values[name])) throw new Error(`--${name} is "${read.values[name]}": expecting a number`)
    }
    return read
  } catch (error) {
    console.error(`error: cannot run torture: ${error instanceof Error ? error.message : error}`)
    process.exit(2)
  }
}
