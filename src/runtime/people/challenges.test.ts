import { describe, expect, it } from 'vitest'
import { Challenges } from './challenges.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

describe('a challenge', () => {
  it('counts once, and for what it was issued', () => {
    const challenges = new Challenges()
    const challenge = text(challenges.issue('log in'))
    expect(challenges.take(challenge, 'add of a session')).toBe(false)
    expect(challenges.take(challenge, 'log in')).toBe(true)
    expect(challenges.take(challenge, 'log in')).toBe(false)
  })

  it('counts for five minutes, and not in another process', () => {
    let now = 1_000_000
    const challenges = new Challenges(() => now)
    const [early, late] = [text(challenges.issue('log in')), text(challenges.issue('log in'))]
    expect(new Challenges(() => now).take(early, 'log in')).toBe(false)
    now += 5 * 60_000 - 1
    expect(challenges.take(early, 'log in')).toBe(true)
    now += 1
    expect(challenges.take(late, 'log in')).toBe(false)
    expect(challenges.take(early, 'log in')).toBe(false)
  })

  it('is not one when it was made up or changed', () => {
    const challenges = new Challenges()
    const bytes = challenges.issue('log in')
    bytes[20]! ^= 1
    for (const wrong of [text(bytes), '', 'x', text(bytes).slice(0, 40), `${text(challenges.issue('log in'))}AAAA`]) {
      expect(challenges.take(wrong, 'log in')).toBe(false)
    }
  })
})
