/** What a function of one's own costs in its worker, in CPU time, beside the same loop in bare Node; and how soon it is there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WorkerPool } from '../src/runtime/functions/pool/worker-pool.ts'
import type { RunOrder, Task } from '../src/runtime/functions/protocol.ts'
import { pause } from './run.ts'
import { type Line, ms, perSecond } from './table.ts'

const need = { memory_bytes: 256 << 20, kind: 'module' as const }
const starts = 200
const firstRecords = 100
const rest_ms = 50
const coldStartAim_ms = 5
const workerAim = 100_000

const module_ = `import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records) {
    for (const record of records) yield { ...record, seen: true }
  },
})
`

export async function functionWorker(input: readonly Buffer[], records: number): Promise<Line[]> {
  const project = mkdtempSync(join(tmpdir(), 'caudal-bench-'))
  mkdirSync(join(project, 'functions'))
  const path = join(project, 'functions', 'seen.ts')
  writeFileSync(path, module_)
  const pool = new WorkerPool(join(project, '.caudal', 'workers'), project)
  const task: Task = {
    name: 'seen',
    stream: 'raw',
    handler: 'run',
    folder: project,
    landing: [],
    path: '',
    body: { kind: 'module', path },
    config: {},
    secrets: {},
    outputs: ['out', 'errors'].map((stream) => ({ stream, partitions: 1 })),
    to: 0,
    errors: 1,
  }
  try {
    const state = join(project, '.caudal', 'state')
    const cold: number[] = []
    const first = firstLines(input[0]!, firstRecords)
    for (let start = 0; start < starts; start++) {
      await pool.prepare(need)
      // One that waits has come to rest: what its start left to threads in the background is over.
      await pause(rest_ms)
      const began = performance.now()
      const worker = pool.take(need)
      await worker.open(task, state, 10_000)
      await worker.run(orderOf(0, firstRecords), first, 10_000)
      cold.push(performance.now() - began)
      worker.kill()
      await worker.exited
    }
    cold.sort((a, b) => a - b)
    const p99 = cold[Math.ceil(cold.length * 0.99) - 1]!

    const worker = pool.take(need)
    await worker.open(task, state, 10_000)
    let best = 0
    for (let round = 0; round < 5; round++) {
      let cpu_ms = 0
      for (const [index, bytes] of input.entries()) {
        const count = records / input.length
        const { result } = await worker.run(orderOf(index * count, count), bytes, 10_000)
        cpu_ms += result.cpu_ms
      }
      best = Math.max(best, records / (cpu_ms / 1000))
    }
    worker.kill()
    const bare = fastestByHand(input, records)
    return [
      {
        what: 'a trivial function of one’s own in its worker, in batches of 1,000',
        measured: `${perSecond(best)} (CPU time of the worker)`,
        against: `the same loop in bare Node ${perSecond(bare)}`,
        ratio: best / bare,
        aim: '>= 100,000/s',
        reached: best >= workerAim,
      },
      {
        what: 'cold start of a function from the warm pool, its first batch of 100 included',
        measured: `p99 ${ms(p99)}, median ${ms(cold[cold.length >> 1]!)}`,
        against: '',
        aim: 'p99 <= 5 ms',
        reached: p99 <= coldStartAim_ms,
      },
    ]
  } finally {
    await pool.stop()
    rmSync(project, { recursive: true, force: true })
  }
}

function orderOf(offset: number, count: number): RunOrder {
  return { partition: 0, position: offset + count, turn: 0, origins: [{ offset, count, source: 'bench' }] }
}

function firstLines(bytes: Buffer, count: number): Buffer {
  let end = 0
  for (let line = 0; line < count; line++) end = bytes.indexOf(10, end) + 1
  return bytes.subarray(0, end)
}

function fastestByHand(input: readonly Buffer[], records: number): number {
  let best = 0
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage()
    for (const bytes of input) {
      let text = ''
      for (const line of bytes.toString().split('\n')) {
        if (line !== '') text += `${JSON.stringify({ ...JSON.parse(line), seen: true })}\n`
      }
      Buffer.from(text)
    }
    const { user, system } = process.cpuUsage(before)
    best = Math.max(best, records / ((user + system) / 1e6))
  }
  return best
}
