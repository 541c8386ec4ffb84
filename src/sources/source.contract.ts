/** What every source promises; each source's own test calls `testSource` and adds what is peculiar to it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { createFormats } from '../formats/open.ts'
import type { Log } from '../lib/log.ts'
import { silent } from '../lib/log.ts'
import { createSimulators } from '../simulators/open.ts'
import { batchesOf, type SourceBatch, type SourceDeclaration } from './source.ts'

/** A source at work in a folder of its own, stopped and started as often as a test likes; what it yields becomes durable at once. */
export class Harness implements AsyncDisposable {
  readonly folder: string
  readonly batches: SourceBatch<unknown>[] = []
  /** What it says of what it cannot read. */
  troubles: readonly string[] = []
  /** How often something became durable: each time one batch, or several at once. */
  yields = 0
  readonly #source: SourceDeclaration
  readonly #options: Record<string, unknown>
  readonly #record_bytes: number
  readonly #log: Log
  #cursor: unknown
  #abort = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #hasChanged = Promise.withResolvers<void>()
  /** After so many more yields the source is killed, before it learns that the last one is durable. */
  killAfter = Number.POSITIVE_INFINITY

  static async create(
    source: unknown,
    options: object = {},
    more: { record_bytes?: number; log?: Log } = {},
  ): Promise<Harness> {
    return new Harness(await mkdtemp(join(tmpdir(), 'caudal-source-')), source as SourceDeclaration, options, more)
  }

  private constructor(
    folder: string,
    source: SourceDeclaration,
    options: object,
    { record_bytes = 16 << 20, log = silent }: { record_bytes?: number; log?: Log },
  ) {
    this.folder = folder
    this.#source = source
    this.#options = Value.Default(source.options, { ...options }) as Record<string, unknown>
    this.#record_bytes = record_bytes
    this.#log = log
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  start(options: object = {}): void {
    this.#abort = new AbortController()
    this.#running = this.#run({ ...this.#options, ...options }, this.#abort.signal)
    // Told by `stop` and `until`.
    this.#running.catch(() => this.#hasChanged.resolve())
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    await this.#running
  }

  /** Waits for a condition on what was received. */
  async until(condition: () => boolean): Promise<void> {
    const timeout = setTimeout(60_000, 'timeout', { ref: false })
    const ended = this.#running.then(() => 'ended')
    while (!condition()) {
      const news = await Promise.race([this.#hasChanged.promise, timeout, ended])
      if (news === 'timeout') throw new Error(`it did not come about: got ${this.records.length} records`)
      if (news === 'ended' && !condition()) throw new Error('the source ended')
    }
  }

  /** Waits for so many records and rejections, and a moment longer for any that are too many. */
  async received(count: number): Promise<void> {
    await this.until(() => this.count >= count)
    await setTimeout(100)
    expect(this.count).toBe(count)
  }

  /** Records and rejections. */
  get count(): number {
    return this.batches.reduce((sum, { count, rejected = [] }) => sum + count + rejected.length, 0)
  }

  get records(): Record<string, unknown>[] {
    return this.batches.flatMap(({ bytes }) => {
      const lines = Buffer.from(bytes).toString().split('\n')
      return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line))
    })
  }

  get rejected() {
    return this.batches.flatMap(({ rejected = [], request }) => rejected.map((record) => ({ ...record, request })))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort()
    await this.#running.catch(() => undefined)
    await rm(this.folder, { recursive: true, force: true })
  }

  async #run(options: Record<string, unknown>, signal: AbortSignal): Promise<void> {
    const generator = this.#source.read(options, {
      cursor: this.#cursor,
      signal,
      log: this.#log,
      folder: this.folder,
      state: this.path('.state'),
      formats: createFormats({ record_bytes: this.#record_bytes }),
      simulators: createSimulators(),
      tell: (troubles) => {
        this.troubles = troubles.map(({ message }) => message)
      },
      sleep: (ms) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
    })
    for await (const yielded of generator) {
      const batches = batchesOf(yielded)
      // As a stream stores them: the bytes are copied, the last cursor becomes JSON.
      for (const batch of batches) this.batches.push({ ...batch, bytes: Buffer.from(batch.bytes) })
      this.#cursor = JSON.parse(JSON.stringify(batches.at(-1)!.cursor))
      this.yields++
      this.#hasChanged.resolve()
      this.#hasChanged = Promise.withResolvers()
      // A break is a kill: the generator does not go on behind its yield.
      if (--this.killAfter <= 0) break
    }
  }
}

/** How the contract makes a source give a known number of records. */
export interface Scenario {
  readonly options: object
  /** Puts the input in the folder. */
  prepare(harness: Harness): Promise<void>
  /** What each record is to be known by, in order. */
  readonly expected: readonly unknown[]
  identify(record: Record<string, unknown>): unknown
}

export function testSource(declared: unknown, scenario?: Scenario): void {
  const source = declared as SourceDeclaration

  describe('its declaration', () => {
    it('accepts its own example', () => {
      expect(Value.Errors(source.options, source.example)).toEqual([])
    })

    it('says in a sentence what it and each option is, with a default', () => {
      expect(source.summary).toMatch(/\.$/)
      for (const [name, schema] of Object.entries(source.options.properties)) {
        expect(name).toMatch(/^[a-z][a-z_]*$/)
        expect(schema, name).toMatchObject({ description: expect.stringMatching(/\.$/), default: expect.anything() })
      }
    })
  })

  it('ends once it is aborted, and leaves nothing open', async () => {
    await using harness = await Harness.create(source, scenario?.options)
    await scenario?.prepare(harness)
    const before = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length
    harness.start()
    if (scenario) await harness.until(() => harness.batches.length > 0)
    await harness.stop()
    await setTimeout(50)
    const after = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length
    expect(after).toBeLessThanOrEqual(before)
  })

  if (!scenario) return

  it('resumes after its cursor, losing and repeating nothing, wherever it is killed', async () => {
    for (let k = 1; ; k++) {
      await using harness = await Harness.create(source, scenario.options)
      await scenario.prepare(harness)
      harness.killAfter = k
      harness.start()
      await harness.until(() => harness.yields === k || harness.records.length === scenario.expected.length)
      const isAll = harness.yields < k
      await harness.stop()
      harness.killAfter = Number.POSITIVE_INFINITY
      harness.start()
      await harness.until(() => harness.records.length >= scenario.expected.length)
      await setTimeout(30)
      await harness.stop()
      expect(harness.records.map(scenario.identify)).toEqual(scenario.expected)
      if (isAll) break
    }
  })

  it('resumes after its cursor when it is killed after every batch', async () => {
    await using harness = await Harness.create(source, scenario.options)
    await scenario.prepare(harness)
    while (harness.records.length < scenario.expected.length) {
      harness.killAfter = 1
      harness.start()
      const before = harness.batches.length
      await harness.until(() => harness.batches.length > before)
      await harness.stop()
    }
    expect(harness.records.map(scenario.identify)).toEqual(scenario.expected)
  })
}
