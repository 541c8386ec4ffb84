/** The thread that mines the patterns of one search, and ends. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { TemplateMiner, wildcard } from '../../detectors/template-miner.ts'
import { longestMessage, type Mined, type MiningTask } from './index.ts'

interface Row {
  readonly message: string
  readonly oldest: string | null
  readonly newest: string | null
  readonly stretch: number
  readonly count: number
}

/** More templates than this are no patterns any more. */
const mostTemplates = 1000

// On Linux a priority belongs to a thread.
if (process.platform === 'linux') setPriority(10)

const { json, stretches } = workerData as MiningTask
const { rows } = JSON.parse(Buffer.from(json).toString()) as { readonly rows: readonly Row[] }

const miner = new TemplateMiner(mostTemplates)
const found = new Map<number, { count: number; readonly counts: number[]; readonly example: string }>()
let records = 0
for (const { message, stretch, count } of rows) {
  records += count
  // Its last word may have been cut.
  const id = miner.add(message.length < longestMessage ? message : message.replace(/\S*$/, wildcard))
  if (id === undefined) continue
  const pattern = found.get(id) ?? { count: 0, counts: new Array<number>(stretches).fill(0), example: message }
  pattern.count += count
  pattern.counts[stretch]! += count
  found.set(id, pattern)
}
const templates = miner.templates
const mined: Mined = {
  patterns: [...found]
    .map(([id, pattern]) => ({ template: templates[id]!.text, ...pattern }))
    .sort((a, b) => b.count - a.count),
  records,
  from: rows[0]?.oldest ?? null,
  until: rows[0]?.newest ?? null,
}
parentPort!.postMessage(mined)
