/** What functions cost, in CPU time of one core: chains of built-in ones beside the same work written by hand in bare Node. */
import type { FunctionDeclaration } from '../src/functions/function.ts'
import { functions as builtIns } from '../src/functions/index.ts'
import { createMemoryState } from '../src/functions/memory-state.fixture.ts'
import { parseCondition } from '../src/query/condition.ts'
import { Chain } from '../src/runtime/functions/worker/chain.ts'
import { functionWorker } from './function-worker.ts'
import { type Line, perSecond } from './table.ts'

const batches = 200
const batchRecords = 1000
const rounds = 5
const aim = 200_000

export async function functions(): Promise<Line[]> {
  const input = Array.from({ length: batches }, (_, i) => batchOf(i * batchRecords))
  const bare = fastest(input, byHand)
  const cheap = await chainOf(
    ['rename', { fields: { _msg: 'message' } }],
    ['cast', { fields: { user_id: 'string' }, invalid: 'reject' }],
    ['drop', { fields: ['host'] }],
  )
  const passing = await chainOf(['drop', { when: 'status: 999' }])
  const unread = await chainOf(['sample', { every: 10 }])
  const chained = fastest(input, cheap)
  return [
    {
      what: 'a chain of rename, cast and drop, one core',
      measured: `${perSecond(chained)} (${(1e6 / chained).toFixed(2)} CPU-s per million)`,
      against: `the same by hand in bare Node ${perSecond(bare)}`,
      ratio: chained / bare,
      aim: '>= 200,000/s',
      reached: chained >= aim,
    },
    line('drop by a condition that nothing meets: bytes pass', fastest(input, passing), bare),
    line('one record of ten, unread', fastest(input, unread), bare),
    ...(await functionWorker(input, batches * batchRecords)),
  ]
}

function line(what: string, rate: number, bare: number): Line {
  return {
    what,
    measured: perSecond(rate),
    against: `parse, change, write ${perSecond(bare)}`,
    ratio: rate / bare,
    aim: 'shown',
  }
}

async function chainOf(...named: [name: keyof typeof builtIns, options: Record<string, unknown>][]) {
  const load = async ([name, options]: (typeof named)[number]) => {
    const declaration = (await builtIns[name]()).default as unknown as FunctionDeclaration
    return { declaration, options }
  }
  const chain = new Chain(await Promise.all(named.map(load)), {
    state: createMemoryState(),
    now: Date.now,
    matches: (condition: string) => parseCondition(condition, []),
    table: () => [],
  })
  return (bytes: Buffer) => chain.process(bytes).bytes
}

/** Records a second of CPU time, in the best round: others who use the machine do not count. */
function fastest(input: readonly Buffer[], process_: (bytes: Buffer) => Uint8Array): number {
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    for (const bytes of input) process_(bytes)
    const { user, system } = process.cpuUsage(before)
    best = Math.max(best, (batches * batchRecords) / ((user + system) / 1e6))
  }
  return best
}

function byHand(bytes: Buffer): Uint8Array {
  let text = ''
  for (const line of bytes.toString().split('\n')) {
    if (line === '') continue
    const { _msg, host: _, user_id, ...rest } = JSON.parse(line)
    text += `${JSON.stringify({ ...rest, user_id: String(user_id), message: _msg })}\n`
  }
  return Buffer.from(text)
}

/** Log events of 256 bytes. */
function batchOf(first: number): Buffer {
  const levels = ['info', 'info', 'info', 'warn', 'error']
  const records = Array.from({ length: batchRecords }, (_, i) => {
    const n = first + i
    return `${JSON.stringify({
      _time: new Date(1_763_000_000_000 + n * 120).toISOString(),
      level: levels[n % 5],
      service: `svc-${n % 30}`,
      host: `node-${n % 12}`,
      status: 200 + (n % 300),
      duration_ms: ((n * 7919) % 200_000) / 100,
      trace_id: (n * 2_654_435_761).toString(16).padStart(24, 'a'),
      user_id: (n * 7919) % 200_000,
      _msg: `upload cart finished for invoice ${n} in ${n % 5000} ms from 10.${n % 256}.7.${n % 199}`,
    })}\n`
  })
  return Buffer.from(records.join(''))
}
