import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { exampleNotice } from '../../channels/channel.contract.ts'
import { openState } from '../state.ts'
import { DeadLetters } from './dead-letters.ts'
import { Outbox } from './outbox.ts'

const day_ms = 86_400_000

/** Notices that were given up, each alone or all in one message. */
function given(ids: readonly string[], { together = false } = {}) {
  const folder = temporaryFolder()
  const state = openState(folder, () => 'nobody')
  onTestFinished(() => state.close())
  const outbox = new Outbox(state)
  for (const [i, id] of ids.entries()) outbox.add(exampleNotice({ id }), ['ops', 'other'], 1000 + i)
  const take = (at_ms: number) =>
    outbox.take('ops', at_ms, (waiting) => (together ? waiting.length : Math.min(1, waiting.length)))
  for (let message = take(2000); message; message = take(2000)) outbox.failed('ops', message.id, 'no', 'dead', 2000)
  return { outbox, take, letters: new DeadLetters(state) }
}

describe('a notice that was given up', () => {
  it('is shown as it is sent, with all that became of it', () => {
    const { outbox, take, letters } = given(['aaaa1', 'bbbb1'])
    letters.retry({ channel: 'ops', notice: 'aaaa' }, 'anna', 3000)
    take(3000)
    for (const at_ms of [3000, 4000, 5000]) outbox.failed('ops', 'aaaa1', 'cannot reach it', at_ms, at_ms)
    outbox.sent('ops', 'aaaa1', 6000)
    const { content, history, state, done } = letters.show('ops', 'aaaa1')
    expect(content).toEqual(exampleNotice({ id: 'aaaa1' }))
    expect(history).toEqual([
      { time: '1970-01-01T00:00:02.000Z', kind: 'failed', text: 'no' },
      { time: '1970-01-01T00:00:02.000Z', kind: 'given_up' },
      { time: '1970-01-01T00:00:03.000Z', kind: 'retried', who: 'anna' },
      {
        time: '1970-01-01T00:00:03.000Z',
        kind: 'failed',
        text: 'cannot reach it',
        times: 3,
        until: '1970-01-01T00:00:05.000Z',
      },
      { time: '1970-01-01T00:00:06.000Z', kind: 'sent' },
    ])
    expect([state, done]).toEqual(['sent', '1970-01-01T00:00:06.000Z'])
    expect(outbox.report('ops')).toMatchObject({ sent: 1, dead: 1 })
  })

  it('is discarded with a reason, alone or with all others, and nothing else is', () => {
    const { outbox, letters } = given(['aaaa1', 'bbbb1', 'cccc1'])
    outbox.add(exampleNotice({ id: 'dddd1' }), ['ops'], 3000)
    expect(letters.discard({ channel: 'ops', notice: 'bbbb' }, false, 'anna', 'told by phone', 3000)).toBe(1)
    expect(outbox.report('ops')).toMatchObject({ dead: 2, discarded: 1, waiting: 1 })
    expect(letters.discard({ channel: 'ops' }, false, 'anna', 'all is well', 4000)).toBe(2)
    expect(outbox.report('ops')).toMatchObject({ dead: 0, discarded: 3, waiting: 1 })
    expect(outbox.report('other').waiting).toBe(3)
    expect(letters.show('ops', 'bbbb1').history.at(-1)).toMatchObject({ who: 'anna', text: 'told by phone' })
  })

  it('is tried again though it was discarded, and not when it was sent', () => {
    const { outbox, take, letters } = given(['aaaa1'])
    letters.discard({ channel: 'ops' }, false, 'anna', 'a slip', 3000)
    expect(letters.retry({ channel: 'ops' }, 'anna', 4000)).toBe(0)
    expect(letters.retry({ channel: 'ops', notice: 'aaaa1' }, 'anna', 4000)).toBe(1)
    expect(take(4000)?.notices).toHaveLength(1)
    outbox.sent('ops', 'aaaa1', 5000)
    expect(() => letters.retry({ channel: 'ops', notice: 'aaaa1' }, 'anna', 6000)).toThrow('it was not given up')
    expect(() => letters.discard({ channel: 'ops', notice: 'aaaa1' }, false, 'anna', 'x', 6000)).toThrow(
      'it was not given up',
    )
  })

  it('goes alone when it was one of several in a message, and the others stay where they are', () => {
    const { outbox, take, letters } = given(['aaaa1', 'bbbb1', 'cccc1'], { together: true })
    letters.discard({ channel: 'ops', notice: 'cccc1' }, false, 'anna', 'old', 3000)
    letters.retry({ channel: 'ops', notice: 'bbbb1' }, 'anna', 3000)
    const message = take(3000)!
    expect(message).toMatchObject({ id: 'bbbb1', notices: [{ id: 'bbbb1' }] })
    outbox.sent('ops', message.id, 4000)
    expect(outbox.report('ops')).toMatchObject({ sent: 1, dead: 1, discarded: 1, waiting: 0 })
    letters.retry({ channel: 'ops' }, 'anna', 5000)
    expect(take(5000)?.notices.map(({ id }) => id)).toEqual(['aaaa1'])
  })

  it('keeps its file for as long as it can be sent, and no longer', () => {
    const { outbox, take, letters } = given([])
    const file = { id: 'report1', name: 'week.pdf', type: 'application/pdf', bytes: 3 }
    outbox.keep(file, Buffer.from('pdf'))
    outbox.add(exampleNotice({ id: 'report1', files: [file] }), ['ops'], 1000)
    outbox.add(exampleNotice({ id: 'aaaa1' }), ['ops'], 1001)
    take(2000)
    outbox.failed('ops', 'report1', 'no', 'dead', 2000)
    take(2000)
    outbox.sent('ops', 'aaaa1', 2000)
    letters.discard({ channel: 'ops' }, false, 'anna', 'a slip', 3000)
    expect(outbox.bytesOf(file)).toHaveLength(3)

    outbox.add(exampleNotice({ id: 'bbbb1' }), ['ops'], 40 * day_ms)
    take(40 * day_ms)
    outbox.sent('ops', 'bbbb1', 40 * day_ms)
    expect(() => outbox.bytesOf(file)).toThrow('it is not kept any more')
  })

  it('is named by what tells it from the others', () => {
    const { letters } = given(['aaaa1', 'aaaa12', 'bbbb1'])
    expect(letters.show('ops', 'aaaa1').id).toBe('aaaa1')
    expect(letters.show('ops', 'bb').id).toBe('bbbb1')
    expect(() => letters.show('ops', 'aaaa')).toThrow('the ids of several begin like this')
    expect(() => letters.show('ops', 'a%')).toThrow('there is none of this id')
  })

  it('is forgotten with its history a month after it was sent or discarded, and never while it is dead', () => {
    const { outbox, take, letters } = given(['aaaa1', 'bbbb1', 'cccc1'])
    letters.discard({ channel: 'ops', notice: 'aaaa1' }, false, 'anna', 'old', 3000)
    letters.retry({ channel: 'ops', notice: 'bbbb1' }, 'anna', 3000)
    take(3000)
    outbox.sent('ops', 'bbbb1', 40 * day_ms)
    expect(() => letters.show('ops', 'aaaa1')).toThrow('there is none of this id')
    expect(letters.show('ops', 'bbbb1').history).toHaveLength(4)
    expect(letters.show('ops', 'cccc1').history).toHaveLength(2)
  })
})
