import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../../../test/support/eventually.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { exampleNotice } from '../../channels/channel.contract.ts'
import { type ChannelContext, type ChannelDeclaration, LaterError } from '../../channels/channel.ts'
import { UserError } from '../../lib/errors.ts'
import { silent } from '../../lib/log.ts'
import type { Notice } from '../../model/notice.ts'
import type { ProjectChannel } from '../../project/project.ts'
import { openState } from '../state.ts'
import { Attempts } from './attempts.ts'
import { DeadLetters } from './dead-letters.ts'
import { countOf, Delivery } from './delivery.ts'
import { digestOf } from './digest.ts'
import { Outbox } from './outbox.ts'

function opened() {
  const state = openState(temporaryFolder(), () => 'nobody')
  onTestFinished(() => state.close())
  attempts = new Attempts(state)
  deadLetters = new DeadLetters(state)
  return new Outbox(state)
}

let attempts: Attempts
let deadLetters: DeadLetters

/** A channel that answers each notice as `answer` says. */
function channelOf(
  answer: (notice: Notice, signal: AbortSignal) => Promise<void> | void,
  more: Partial<ProjectChannel> = {},
) {
  const declaration = {
    name: 'test',
    send: async (_options: object, notice: Notice, { signal }: ChannelContext) => answer(notice, signal),
  } as unknown as ChannelDeclaration
  const channel: ProjectChannel = {
    name: 'ops',
    type: 'test',
    declaration,
    options: {},
    limit: 60,
    give_up_ms: 60_000,
    wording: { details: true },
    at: { line: 1, column: 1 },
    ...more,
  }
  return channel
}

function start(outbox: Outbox, channel: ProjectChannel): Delivery {
  const redact = (text: string) => text.replaceAll('hunter2', '[hidden]')
  const delivery = new Delivery({ channel, outbox, attempts, log: silent, redact })
  onTestFinished(() => delivery.stop())
  return delivery
}

const until = (condition: () => boolean) => eventually(condition, (isSo) => isSo)

const add = (outbox: Outbox, ids: readonly string[]) => {
  for (const id of ids) outbox.add(exampleNotice({ id }), ['ops'], Date.now())
}

describe('the delivery of notices', () => {
  it('sends each once, in order, and remembers that it did', async () => {
    const outbox = opened()
    const seen: string[] = []
    const channel = channelOf(({ id }) => void seen.push(id))
    add(outbox, ['a', 'b', 'c', 'a'])
    const first = start(outbox, channel)
    await until(() => outbox.report('ops').sent === 3)
    await first.stop()
    add(outbox, ['a'])
    start(outbox, channel)
    await until(() => outbox.report('ops').waiting === 0)
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('does not wait for a clock that was set back by weeks to catch up', async () => {
    const outbox = opened()
    const weeks_ms = 30 * 86_400_000
    const ahead_ms = Date.now() + weeks_ms
    outbox.add(exampleNotice({ id: 'tried' }), ['ops'], ahead_ms)
    outbox.take('ops', ahead_ms, () => 1)
    outbox.failed('ops', 'tried', 'no', ahead_ms + 60_000, ahead_ms)
    outbox.add(exampleNotice({ id: 'new' }), ['ops'], ahead_ms)
    const seen: string[] = []
    start(
      outbox,
      channelOf(({ id }) => void seen.push(id)),
    )
    await until(() => outbox.report('ops').sent === 2)
    expect(seen.toSorted()).toEqual(['new', 'tried'])
  })

  it('tries again what may pass, under the same id, and holds up nothing else', async () => {
    const outbox = opened()
    const seen: string[] = []
    let failures = 1
    const channel = channelOf(({ id }) => {
      seen.push(id)
      if (id === 'a' && failures-- > 0) throw new UserError('unavailable', 'cannot reach it')
    })
    add(outbox, ['a', 'b'])
    start(outbox, channel)
    await until(() => outbox.report('ops').sent === 2)
    expect(seen).toEqual(['a', 'b', 'a'])
  })

  it('keeps what will never be taken as a dead letter without secrets, until somebody sends it again', async () => {
    const outbox = opened()
    let isMended = false
    const channel = channelOf(() => {
      if (!isMended) throw new UserError('invalid', 'cannot log in as hunter2')
    })
    add(outbox, ['a'])
    const delivery = start(outbox, channel)
    await until(() => outbox.report('ops').dead === 1)
    expect(outbox.report('ops')).toEqual({
      sent: 0,
      waiting: 0,
      dead: 1,
      discarded: 0,
      error: 'cannot log in as [hidden]',
    })
    expect(outbox.list('ops', 'dead', 10)).toMatchObject([{ id: 'a', state: 'dead', attempts: 1 }])
    isMended = true
    expect(deadLetters.retry({ channel: 'ops' }, 'anna', Date.now())).toBe(1)
    delivery.wake()
    await until(() => outbox.report('ops').sent === 1)
  })

  it('gives up what was not taken for long enough', async () => {
    const outbox = opened()
    const channel = channelOf(() => Promise.reject(new UserError('unavailable', 'cannot reach it')), { give_up_ms: 1 })
    outbox.add(exampleNotice(), ['ops'], Date.now() - 1000)
    start(outbox, channel)
    await until(() => outbox.report('ops').dead === 1)
  })

  it('sends the same digest again after a crash between sending and remembering', async () => {
    const outbox = opened()
    const seen: Notice[] = []
    let crash = true
    const channel = channelOf(
      (notice) => {
        seen.push(notice)
        if (crash) throw new UserError('unavailable', 'the answer was lost')
      },
      { digest_ms: 20 },
    )
    add(outbox, ['a', 'b'])
    const before = start(outbox, channel)
    await until(() => seen.length === 1)
    await before.stop()
    crash = false
    add(outbox, ['c'])
    start(outbox, channel)
    await until(() => outbox.report('ops').sent === 3)
    const [first, ...others] = seen
    expect(first).toMatchObject({ id: 'a-2', title: '2 notices: spread 2' })
    expect(others).toContainEqual(first)
    expect(others.map(({ id }) => id).sort()).toEqual(['a-2', 'c'])
  })
})

describe('a channel that fails', () => {
  const isDown = () => Promise.reject(new UserError('unavailable', 'cannot reach it'))

  it('is asked once per pause, however many notices wait', async () => {
    const outbox = opened()
    let attempted = 0
    const channel = channelOf(() => {
      attempted++
      return isDown()
    })
    add(
      outbox,
      Array.from({ length: 50 }, (_, i) => `n${i}`),
    )
    const delivery = start(outbox, channel)
    await until(() => attempted === 1)
    for (let i = 0; i < 20; i++) {
      delivery.wake()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(attempted).toBe(1)
    expect(outbox.report('ops')).toMatchObject({ sent: 0, waiting: 50, dead: 0 })
  })

  it('uses up its limit by attempts, also across a start', async () => {
    const outbox = opened()
    let attempted = 0
    const channel = channelOf(
      () => {
        attempted++
        throw new UserError('invalid', 'it never takes anything')
      },
      { limit: 3 },
    )
    const single = { ...channel, declaration: { ...channel.declaration, isSingle: true } }
    add(outbox, ['a', 'b', 'c', 'd', 'e'])
    const first = start(outbox, single)
    await until(() => outbox.report('ops').dead === 3)
    await first.stop()
    start(outbox, single).wake()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(attempted).toBe(3)
    expect(attempts.room('ops', 3, Date.now()).messages).toBe(0)
    expect(attempts.room('ops', 3, Date.now() + 3_600_001).messages).toBe(3)
  })

  it('waits as long as the other side asks, until somebody says that it is mended', async () => {
    const outbox = opened()
    const seen: string[] = []
    let isBusy = true
    const channel = channelOf(({ id }) => {
      seen.push(id)
      if (isBusy) throw new LaterError('too much', 3_600_000)
    })
    add(outbox, ['a', 'b'])
    const delivery = start(outbox, channel)
    await until(() => outbox.list('ops', 'waiting', 10).some((one) => one.attempts === 1))
    delivery.wake()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(seen).toEqual(['a'])
    isBusy = false
    delivery.resume()
    await until(() => outbox.report('ops').sent > 0)
    expect(seen).toEqual(['a', 'b'])
  })

  it('holds up no other channel', async () => {
    const outbox = opened()
    const silentSide = channelOf((_notice, signal) => new Promise((_resolve, reject) => (signal.onabort = reject)))
    for (let i = 0; i < 20; i++) outbox.add(exampleNotice({ id: `n${i}` }), ['ops', 'other'], Date.now())
    start(outbox, silentSide)
    start(
      outbox,
      channelOf(() => {}, { name: 'other' }),
    )
    await until(() => outbox.report('other').sent === 20)
    expect(outbox.report('ops').waiting).toBe(20)
  })
})

describe('what goes into one message', () => {
  const waiting = (count: number) => Array.from({ length: count }, () => ({ created_ms: 0 }))
  const { declaration } = channelOf(() => {})

  it('is one notice while there is room for it, and all of them with the last message of the hour', () => {
    expect(countOf(waiting(5), 3, { declaration }, 1)).toBe(1)
    expect(countOf(waiting(5), 1, { declaration }, 1)).toBe(5)
    expect(countOf(waiting(5), 0, { declaration }, 1)).toBe(0)
    expect(countOf([], 3, { declaration }, 1)).toBe(0)
  })

  it('is what a digest collected, once its time is over', () => {
    expect(countOf(waiting(5), 3, { declaration, digest_ms: 10 }, 9)).toBe(0)
    expect(countOf(waiting(5), 3, { declaration, digest_ms: 10 }, 10)).toBe(5)
    // The clock was set back.
    expect(countOf(waiting(5), 3, { declaration, digest_ms: 10 }, -1)).toBe(5)
  })

  it('is always one where notices open and close incidents', () => {
    expect(countOf(waiting(5), 1, { declaration: { ...declaration, isSingle: true }, digest_ms: 10 }, 0)).toBe(1)
  })

  it('is never more messages than the limit, and never leaves a notice behind', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 20 }), (count, limit) => {
        let [left, messages] = [count, 0]
        while (left > 0 && messages < limit) {
          left -= countOf(waiting(left), limit - messages, { declaration }, 0)
          messages++
        }
        expect(left).toBe(0)
      }),
    )
  })

  it('says what it collects, and how bad the worst of it is', () => {
    const notices = [
      exampleNotice({ severity: 'info' }),
      exampleNotice({ monitor: 'errors', severity: 'critical' }),
      exampleNotice({ state: 'ok' }),
    ]
    const digest = digestOf('d', notices)
    expect(digest).toMatchObject({ title: '3 notices: spread 2, errors 1', severity: 'critical', state: 'firing' })
    expect(digest.rows?.cells).toHaveLength(3)
  })
})
