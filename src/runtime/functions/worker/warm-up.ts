/**
 * What the first function of a worker would wait for is done while nobody waits: a function of our own is loaded and run in the same
 * way, so that the loader, its parser of TypeScript and the code that runs batches are there, and partly compiled.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { functions } from '../../../functions/index.ts'
import type { Body, Task } from '../protocol.ts'
import { StateStore } from './state-store.ts'

const code = `import { defineFunction } from 'caudal'

export default defineFunction<{ warm: number }>({
  *run(records) {
    for (const record of records) yield { ...record, warm: record.warm as number }
  },
})
`
const lines = Buffer.from(
  Array.from({ length: 500 }, (_, warm) => `${JSON.stringify({ warm, text: `line ${warm}` })}\n`).join(''),
)

/** `run` is what the worker does with a batch of a function. */
export async function warmUp(kind: Body['kind'], run: (task: Task, bytes: Buffer) => Promise<void>): Promise<void> {
  if (kind === 'module') await warmModules(run)
  if (kind === 'chain') await warmChains(run)
  new StateStore(':memory:').close()
  collectGarbage()
}

/** What the start left behind is cleared away now, and not in the midst of the first batch. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  collect()
}

async function warmModules(run: (task: Task, bytes: Buffer) => Promise<void>): Promise<void> {
  const path = join(process.cwd(), 'warm.ts')
  writeFileSync(path, code)
  await run(taskOf({ kind: 'module', path }), lines)
  rmSync(path)
}

async function warmChains(run: (task: Task, bytes: Buffer) => Promise<void>): Promise<void> {
  await Promise.all(Object.values(functions).map((load) => load()))
  await run(
    taskOf({ kind: 'chain', steps: [{ name: 'rename', options: { fields: { warm: 'warmer' } } }], columns: [] }),
    lines,
  )
}

function taskOf(body: Body): Task {
  return {
    name: 'warm',
    stream: 'warm',
    handler: 'run',
    folder: process.cwd(),
    landing: [],
    path: '',
    body,
    config: {},
    secrets: {},
    outputs: ['given', 'errors'].map((stream) => ({ stream, partitions: 1 })),
    to: 0,
    errors: 1,
  }
}
