import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { openState } from '../state.ts'
import { Attempts } from './attempts.ts'

const hour_ms = 3_600_000

describe('the messages of an hour', () => {
  it('are counted for each channel by itself, across a start, and tell when there is room again', () => {
    const folder = temporaryFolder()
    let state = openState(folder, () => 'nobody')
    let attempts = new Attempts(state)
    for (const at_ms of [1000, 2000, 2000, 3000]) attempts.note('ops', at_ms)
    attempts.note('hook', 1000)
    expect(attempts.room('ops', 5, 4000)).toEqual({ messages: 1, free_ms: 4000 })
    expect(attempts.room('ops', 4, 4000)).toEqual({ messages: 0, free_ms: 1000 + hour_ms })
    // The limit was lowered: of the last three, the first has to be an hour ago.
    expect(attempts.room('ops', 3, 4000)).toEqual({ messages: 0, free_ms: 2000 + hour_ms })
    expect(attempts.room('hook', 1, 4000)).toMatchObject({ messages: 0 })
    state.close()

    state = openState(folder, () => 'nobody')
    attempts = new Attempts(state)
    expect(attempts.count('ops', 4000)).toBe(4)
    expect(attempts.count('ops', 2000 + hour_ms)).toBe(1)
    attempts.note('ops', 2000 + hour_ms)
    expect(attempts.count('ops', 2000 + hour_ms)).toBe(2)
    expect(state.prepare(`select count(*) as count from channel_attempt where channel = 'ops'`).get()).toEqual({
      count: 2,
    })
    expect(attempts.room('other', 1, 4000)).toEqual({ messages: 1, free_ms: 4000 })
    state.close()
  })

  it('are not those that lie ahead because the clock was set back', () => {
    const state = openState(temporaryFolder(), () => 'nobody')
    const attempts = new Attempts(state)
    for (const at_ms of [9 * hour_ms, 9 * hour_ms + 1, 1000]) attempts.note('ops', at_ms)
    expect(attempts.room('ops', 2, 2000)).toEqual({ messages: 1, free_ms: 2000 })
    expect(attempts.room('ops', 1, 2000)).toEqual({ messages: 0, free_ms: 1000 + hour_ms })
    state.close()
  })
})
