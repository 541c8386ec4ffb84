import { describe, expect, test } from 'vitest'
import type { ProjectEndpoint } from '../../project/project.ts'
import { RateLimit, TooManyError } from './rate-limit.ts'

const rates = [
  { most: 2, window_ms: 1000 },
  { most: 3, window_ms: 60_000 },
]
const endpoint = { name: '/temp', rates } as unknown as ProjectEndpoint

describe('the rate of an endpoint', () => {
  test('is counted for each caller by itself, in windows that end', () => {
    let now = 0
    const limit = new RateLimit(() => now)
    expect(limit.count(endpoint, 'anna')).toEqual({ limit: 2, remaining: 1, reset_s: 1 })
    expect(limit.count(endpoint, 'anna')).toMatchObject({ remaining: 0 })
    expect(() => limit.count(endpoint, 'anna')).toThrow('cannot answer /temp: more than 2 requests in a second')
    expect(limit.count(endpoint, 'bert')).toMatchObject({ remaining: 1 })
    now = 1000
    expect(limit.count(endpoint, 'anna')).toEqual({ limit: 3, remaining: 0, reset_s: 59 })
    now = 2000
    const refusal = (() => {
      try {
        limit.count(endpoint, 'anna')
      } catch (error) {
        return error
      }
      return undefined
    })()
    expect(refusal).toBeInstanceOf(TooManyError)
    expect(refusal).toMatchObject({ code: 'overloaded', state: { limit: 3, remaining: 0, reset_s: 58 } })
    now = 60_000
    expect(limit.count(endpoint, 'anna')).toMatchObject({ remaining: 1 })
  })
})
