/** Whatever a function does, the records that it does not spoil pass, the one that it does is told, and everybody else goes on. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openReader } from '../../src/datasets/lake/reader/index.ts'
import { createFormats } from '../../src/formats/open.ts'
import { silent } from '../../src/lib/log.ts'
import { sleep } from '../../src/lib/sleep.ts'
import { FunctionEngine } from '../../src/runtime/functions/function-engine.ts'
import { defaultLimits } from '../../src/runtime/limits.ts'
import { createSimulators } from '../../src/simulators/open.ts'
import landed from '../../src/sources/files/landed.ts'
import { noteAgain } from '../../src/sources/files/told-again.ts'
import { openSegmentLog } from '../../src/streams/segment-log/index.ts'
import type { Append, Stream } from '../../src/streams/stream.ts'
import { type Behaviour, type HostileBehaviour, harmless, hostile } from './behaviours.ts'

const project = mkdtempSync(join(tmpdir(), 'caudal-hostile-'))
mkdirSync(join(project, 'functions'))
writeFileSync(join(project, '.env'), 'SECRET=x')
const streams = await openSegmentLog(join(project, '.caudal', 'streams'), { log: silent })
const reader = openReader({ folder: join(project, '.caudal', 'lake'), log: silent })
const functions = new FunctionEngine({
  data: join(project, '.caudal', 'functions'),
  folder: project,
  formats: createFormats(defaultLimits),
  simulators: createSimulators(),
  reader,
  landed: { source: landed, noteAgain },
  log: silent,
})

afterAll(async () => {
  await functions.stop()
  await reader.stop()
  await streams.close()
  rmSync(project, { recursive: true, force: true, maxRetries: 5 })
})

/** Each behaviour as a generator and as an async one, met with the first of the records, or one in their midst. */
const variations = (behaviour: Behaviour) =>
  (behaviour.isAsync ? ['async'] : ['', 'async']).map((kind, i) => ({ kind, bad: i === 0 ? 2 : 0 }))
const cases = <B extends Behaviour>(behaviours: readonly B[]) =>
  behaviours.flatMap((behaviour) => variations(behaviour).map((variation) => ({ ...behaviour, ...variation })))

interface Case {
  readonly code: string
  readonly kind: string
  readonly bad: number
  readonly reason?: RegExp
}

let next = 0
async function run({ code, kind, bad, reason }: Case) {
  const name = `f${next++}`
  const file = join(project, 'functions', `${name}.ts`)
  writeFileSync(file, moduleOf(code, kind))
  const [input, output, errors] = await Promise.all(
    [name, `${name}_out`, `${name}_errors`].map((stream) => streams.open(stream, { partitions: 1 })),
  )
  const lines = Array.from({ length: 5 }, (_, n) => `${JSON.stringify({ n, ...(n === bad && { bad: true }) })}\n`)
  await input!.append([
    { origin: { source: 'test', request: 'file.csv', line: 1 }, bytes: Buffer.from(lines.join('')), count: 5 },
  ])
  const streamOf = new Map(
    [input!, output!, errors!].map((stream) => {
      const append = stream.append.bind(stream)
      return [
        stream.name,
        { stream, key: undefined, append, store: append, partitioned: (batches: readonly Append[]) => [...batches] },
      ]
    }),
  )
  const running = functions.start(
    {
      name,
      on: name,
      trigger: { kind: 'stream' },
      body: { kind: 'module', path: file, version: '' },
      config: {},
      secrets: {},
      to: `${name}_out`,
      errors: `${name}_errors`,
      sends: [],
      tables: [],
      // What ends by itself has time for it, however busy the machine is.
      timeout_ms: reason?.source.includes('took longer') ? 2000 : 20_000,
      memory_bytes: 48 << 20,
      batch_records: 100,
      retries: 0,
      scale: { min: 1, max: 1, target_cpu: 80, target_lag: 10_000 },
      at: { line: 1, column: 1 },
    },
    (stream) => streamOf.get(stream)!,
  )
  const signal = AbortSignal.timeout(60_000)
  while (running.lag_records > 0 && !signal.aborted) await sleep(20, signal)
  await running.stop()
  return { given: await recordsOf(output!), errors: await recordsOf(errors!), totals: running.totals }
}

function moduleOf(code: string, kind: string): string {
  return `import { defineFunction } from 'caudal'
import child_process from 'node:child_process'
import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import nodeModule from 'node:module'
import worker_threads from 'node:worker_threads'
const project = ${JSON.stringify(project)}
const beside = ${JSON.stringify(fileURLToPath(new URL('../../README.md', import.meta.url)))}
function spin(): never { for (;;); }
function recurse(): number { return recurse() + 1 }
function forge(result: object, text = ''): void {
  const tally = { rejected: 0, dropped: 0, late_dropped: 0, duplicate: 0 }
  const head = JSON.stringify({ type: 'done', turn: 0, count: 5, tally, parts: [], kept: false, cpu_ms: 0, ...result })
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32LE(head.length, 0)
  lengths.writeUInt32LE(text.length, 4)
  fs.writeSync(3, Buffer.concat([lengths, Buffer.from(head + text)]))
}
function watchEvents(): void {
  for (const [owner, name] of [[EventEmitter, 'init'], ...['on', 'emit'].map((name) => [EventEmitter.prototype, name])] as any[]) {
    const own = owner[name]
    owner[name] = function (...args: unknown[]) {
      if ('post' in this) Object.assign(globalThis, { caught: true })
      return own.apply(this, args)
    }
  }
}
const later = () => new Promise((resolve) => setTimeout(resolve, 300))
export default defineFunction({
  ${kind} *run(records, { state, log }) {
    for (const record of records) {
      if (record.bad) { ${code} }
      yield record
    }
  },
})
`
}

async function recordsOf(stream: Stream): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = []
  for await (const frames of stream.read(0, { signal: new AbortController().signal })) {
    for (const { bytes } of frames) {
      const lines = Buffer.from(bytes).toString().trimEnd().split('\n')
      records.push(...lines.map((line) => JSON.parse(line) as Record<string, unknown>))
    }
  }
  return records
}

const timeout = 90_000

describe.concurrent('a hostile function', () => {
  it.each(cases<HostileBehaviour>(hostile))(
    'that $title costs one record ($kind $bad)',
    { timeout },
    async (behaviour) => {
      const { given, errors, totals } = await run(behaviour)
      expect(given.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4].filter((n) => n !== behaviour.bad))
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({
        reason: expect.stringMatching(behaviour.reason),
        source: 'test',
        request: 'file.csv',
        line: behaviour.bad + 1,
        original: expect.stringContaining(`"n":${behaviour.bad}`),
        place: expect.stringMatching(behaviour.isPlaceless ? /^functions\/f\d+\.ts/ : /^functions\/f\d+\.ts:\d+:\d+$/),
      })
      expect(totals).toMatchObject({ stored: 4, rejected: 1 })
    },
  )

  it.each(cases(harmless))('that $title changes nothing ($kind $bad)', { timeout }, async (behaviour) => {
    const { given, errors, totals } = await run(behaviour)
    expect(given.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4])
    expect(errors).toEqual([])
    expect(totals).toMatchObject({ stored: 5, rejected: 0 })
  })
})

it('there are a hundred of them', () => {
  expect(cases(hostile).length + cases(harmless).length).toBeGreaterThanOrEqual(100)
})
