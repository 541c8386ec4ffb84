import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { silent } from '../../lib/log.ts'
import type { ProjectEndpoint } from '../../project/project.ts'
import { openState } from '../state.ts'
import { KeptQuotas } from './kept-quotas.ts'
import { RateLimit } from './rate-limit.ts'

const day_ms = 86_400_000
const rates = [
  { most: 10, window_ms: 1000 },
  { most: 5, window_ms: day_ms },
]
const endpoint = { name: '/temp', rates } as unknown as ProjectEndpoint

describe('the quota of a day', () => {
  it('goes on behind a start where it was, and is forgotten once its day is over', () => {
    const folder = temporaryFolder()
    let now = 1000
    const start = () => {
      const state = openState(folder, () => 'nobody')
      const limit = new RateLimit(() => now)
      return { state, limit, kept: new KeptQuotas({ state, rates: limit, log: silent }) }
    }
    const first = start()
    for (let i = 0; i < 4; i++) first.limit.count(endpoint, 'anna')
    first.limit.count(endpoint, 'bert')
    first.kept.save(now)
    first.kept.save(now)
    first.state.close()

    now += 60_000
    const second = start()
    expect(second.limit.count(endpoint, 'anna')).toEqual({ limit: 5, remaining: 0, reset_s: 86_340 })
    expect(() => second.limit.count(endpoint, 'anna')).toThrow('cannot answer /temp: more than 5 requests in a day')
    expect(second.limit.count(endpoint, 'bert')).toMatchObject({ remaining: 3 })
    now += day_ms
    second.limit.count(endpoint, 'carl')
    second.kept.save(now)
    expect(second.state.prepare('select caller from endpoint_quota').all()).toEqual([{ caller: 'carl' }])
    second.state.close()
  })
})
