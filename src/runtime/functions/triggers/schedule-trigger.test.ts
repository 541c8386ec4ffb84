import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../../test/support/folder.ts'
import { type Log, silent } from '../../../lib/log.ts'
import { openSegmentLog } from '../../../streams/segment-log/index.ts'
import type { Stream } from '../../../streams/stream.ts'
import { ScheduleTrigger } from './schedule-trigger.ts'

/** A clock that goes on only as far as it is let. */
class Clock {
  time: number
  #limit: number
  #changed = Promise.withResolvers<void>()
  #blocked = Promise.withResolvers<void>()

  constructor(time: string) {
    this.time = Date.parse(time)
    this.#limit = this.time
  }

  readonly now = () => this.time

  readonly sleep = async (ms: number, signal: AbortSignal) => {
    const target = this.time + ms
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    while (target > this.#limit && !signal.aborted) {
      this.time = this.#limit
      this.#blocked.resolve()
      await Promise.race([this.#changed.promise, aborted])
    }
    this.time = Math.max(this.time, Math.min(target, this.#limit))
  }

  /** Resolves once whoever sleeps has come so far. */
  async goTo(time: string): Promise<void> {
    this.#limit = Date.parse(time)
    this.#blocked = Promise.withResolvers<void>()
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
    await this.#blocked.promise
  }

  /** As if nobody had been there meanwhile. */
  jumpTo(time: string): void {
    this.time = Date.parse(time)
    this.#limit = this.time
  }
}

async function open() {
  const streams = await openSegmentLog(join(temporaryFolder(), 'streams'), { log: silent })
  onTestFinished(() => streams.close())
  return streams.open('_on_nightly', { partitions: 1 })
}

async function eventsOf(stream: Stream): Promise<string[]> {
  const events: string[] = []
  for await (const frames of stream.read(0, { signal: new AbortController().signal })) {
    for (const { bytes } of frames) {
      for (const line of Buffer.from(bytes).toString().split('\n').filter(Boolean)) {
        const { at, occasion } = JSON.parse(line) as { at: string; occasion: string }
        events.push(`${at.slice(5, 16)} ${occasion}`)
      }
    }
  }
  return events
}

describe('the times of a function', () => {
  const warnings: string[] = []
  const log: Log = { ...silent, warn: (message) => warnings.push(message) }
  const start = (
    stream: Stream,
    clock: Clock,
    missed: 'skip' | 'once' | 'all',
    isBusy = () => false,
    expression = '0 6 * * *',
  ) =>
    new ScheduleTrigger({
      name: 'nightly',
      schedule: { kind: 'schedule', expression, timezone: 'Europe/Madrid', missed },
      stream,
      isBusy,
      log,
      now: clock.now,
      sleep: clock.sleep,
    })

  it('become records as they come, each once, also where the clock changes', async () => {
    const stream = await open()
    const clock = new Clock('2026-03-27T12:00:00Z')
    const trigger = start(stream, clock, 'skip')
    await clock.goTo('2026-03-29T12:00:00Z')
    expect(await eventsOf(stream)).toEqual(['03-28T05:00 due', '03-29T04:00 due'])
    expect(trigger.report).toEqual({ last: '2026-03-29T04:00:00.000Z', next: '2026-03-30T04:00:00.000Z', missed: 0 })
    await trigger.stop()
    const again = start(stream, clock, 'skip')
    await clock.goTo('2026-03-30T03:59:59Z')
    expect(await eventsOf(stream)).toHaveLength(2)
    await clock.goTo('2026-03-30T04:00:00Z')
    expect(await eventsOf(stream)).toHaveLength(3)
    await again.stop()
  })

  it('go on from now when the clock was set back, and say so', async () => {
    const stream = await open()
    const clock = new Clock('2026-03-29T12:00:00Z')
    const before = start(stream, clock, 'all')
    await clock.goTo('2026-03-29T12:00:00Z')
    await before.stop()
    clock.jumpTo('2026-03-26T12:00:00Z')
    warnings.length = 0
    const after = start(stream, clock, 'all')
    await clock.goTo('2026-03-27T12:00:00Z')
    expect(await eventsOf(stream)).toEqual(['03-27T05:00 due'])
    expect(warnings).toEqual(['function "nightly" goes on from now: the clock was set back'])
    await after.stop()
  })

  it.each([
    ['skip', [], 'not made up'],
    ['once', ['03-29T04:00 missed'], 'made up by 1 run'],
    ['all', ['03-28T05:00 missed', '03-29T04:00 missed'], 'made up by 2 runs'],
  ] as const)('that passed while nothing ran are told, and made up as asked: %s', async (missed, expected, words) => {
    const stream = await open()
    const clock = new Clock('2026-03-27T12:00:00Z')
    const before = start(stream, clock, missed)
    await clock.goTo('2026-03-27T12:00:00Z')
    await before.stop()
    clock.jumpTo('2026-03-29T12:00:00Z')
    warnings.length = 0
    const after = start(stream, clock, missed)
    await clock.goTo('2026-03-29T12:00:00Z')
    expect(await eventsOf(stream)).toEqual(expected)
    expect(warnings).toEqual([`function "nightly" missed 2 of its times, ${words}`])
    expect(after.report).toMatchObject({ last: '2026-03-29T04:00:00.000Z', missed: 2 })
    await after.stop()
  })

  it('are in time within a minute, for a start takes a while', async () => {
    const stream = await open()
    const clock = new Clock('2026-03-27T12:00:00Z')
    const before = start(stream, clock, 'skip')
    await clock.goTo('2026-03-27T12:00:00Z')
    await before.stop()
    clock.jumpTo('2026-03-29T04:00:50Z')
    const after = start(stream, clock, 'once')
    await clock.goTo('2026-03-29T04:00:50Z')
    // The run that is due makes up for the one before.
    expect(await eventsOf(stream)).toEqual(['03-29T04:00 due'])
    expect(after.report.missed).toBe(1)
    await after.stop()
  })

  it('are missed while a run is under way, and wait for it where they are made up', async () => {
    const stream = await open()
    const clock = new Clock('2026-03-27T12:00:00Z')
    let isBusy = true
    const skipping = start(stream, clock, 'skip', () => isBusy)
    await clock.goTo('2026-03-28T12:00:00Z')
    expect(await eventsOf(stream)).toEqual([])
    expect(skipping.report.missed).toBe(1)
    await skipping.stop()
    const waiting = start(stream, clock, 'once', () => isBusy)
    await clock.goTo('2026-03-29T04:30:00Z')
    expect(await eventsOf(stream)).toEqual([])
    isBusy = false
    await clock.goTo('2026-03-29T04:31:00Z')
    expect(await eventsOf(stream)).toEqual(['03-29T04:00 missed'])
    await waiting.stop()
  })

  it('of another schedule than before count from when it was declared', async () => {
    const stream = await open()
    const clock = new Clock('2026-03-27T12:00:00Z')
    const before = start(stream, clock, 'all')
    await clock.goTo('2026-03-28T05:00:00Z')
    await before.stop()
    clock.jumpTo('2026-03-30T12:30:00Z')
    const after = start(stream, clock, 'all', undefined, '0 14 * * *')
    await clock.goTo('2026-03-31T12:00:00Z')
    expect(await eventsOf(stream)).toEqual(['03-28T05:00 due', '03-31T12:00 due'])
    expect(after.report.missed).toBe(0)
    await after.stop()
  })

  it('before it was declared were never promised', async () => {
    const stream = await open()
    const clock = new Clock('2026-03-27T12:00:00Z')
    const trigger = start(stream, clock, 'all')
    await clock.goTo('2026-03-27T12:00:00Z')
    expect(await eventsOf(stream)).toEqual([])
    expect(trigger.report).toEqual({ next: '2026-03-28T05:00:00.000Z', missed: 0 })
    await trigger.stop()
  })
})
