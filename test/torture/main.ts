/**
 * `npm run torture [part…] [-- --kills 1000 --states 100000 …]`: tries to break the promises. Prints a line per part; the last line is the
 * figure. Ends with 1 when a promise was broken.
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
import { water } from './water.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '25' },
    states: { type: 'string', default: '2000' },
    flips: { type: 'string', default: '30' },
    fills: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '1000' },
    requests: { type: 'string', default: '10000' },
    stride: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
})

const seed = Number(values.seed)
const parts: Record<string, () => Promise<TortureResult | Impossible>> = {
  kill: () => kill({ count: Number(values.kills), seed }),
  'function-kill': () => functionKill({ count: Number(values.kills), seed }),
  'trigger-kill': () => triggerKill({ count: Number(values.kills), seed }),
  'notice-kill': () => noticeKill({ count: Number(values.kills), seed }),
  water: () => water({ count: Number(values.kills), seed }),
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
let broken = 0
for (const name of wanted) {
  const run = parts[name]
  if (!run) {
    console.error(`error: cannot run torture "${name}": expecting ${Object.keys(parts).join(', ')}`)
    process.exit(2)
  }
  const start = performance.now()
  const result = await run()
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
