import { describe, expect, it } from 'vitest'
import { TemplateMiner } from './template-miner.ts'

function templatesOf(messages: readonly string[], most = 100): string[] {
  const miner = new TemplateMiner(most)
  for (const message of messages) miner.add(message)
  return miner.templates.map(({ text }) => text)
}

describe('the miner of templates', () => {
  it('takes numbers, times, addresses and ids for what differs', () => {
    expect(
      templatesOf([
        'took 12ms for /orders/17 at 2026-11-21T10:00:00.123Z',
        'took 7ms for /orders/2 at 2026-11-22T23:59:59Z',
        'request 5e1f1b0a-77c2-4b0f-9d6e-0a1b2c3d4e5f from 10.0.0.7:5432 ended',
        'commit deadbeef01 by 0x7f3a',
      ]),
    ).toEqual(['took <*>ms for /orders/<*> at <*>', 'request <*> from <*> ended', 'commit <*> by <*>'])
  })

  it('finds which words differ, and keeps apart what says something else', () => {
    const messages = ['ana', 'ben', 'chloé'].flatMap((name) => [
      `the login of ${name} failed`,
      `the order of ${name} was shipped to the warehouse`,
    ])
    expect(templatesOf([...messages, 'disk full'])).toEqual([
      'the login of <*> failed',
      'the order of <*> was shipped to the warehouse',
      'disk full',
    ])
  })

  it('finds messages that begin with what differs, once there are many', () => {
    const names = Array.from({ length: 200 }, (_, i) => `n${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i)}`)
    const templates = templatesOf(
      names.map((name) => `${name} has logged in from home`),
      1000,
    )
    expect(templates).toContain('<*> has logged in from home')
    expect(templates.length).toBeLessThan(60)
  })

  it('looks at the first line, and at the beginning of what is endless', () => {
    const [first, second] = templatesOf(['failed: x\n  at a.ts:1\n  at b.ts:2', `${'word '.repeat(5000)}end`])
    expect(first).toBe('failed: x')
    expect(second!.length).toBeLessThan(500)
  })

  it('gives the same number to messages of one template, and none beyond the most that it keeps', () => {
    const miner = new TemplateMiner(2)
    expect(miner.add('user ana came')).toBe(0)
    expect(miner.add('user ben came')).toBe(0)
    expect(miner.add('something else altogether here')).toBe(1)
    expect(miner.add('a third')).toBeUndefined()
    expect(miner.add('user 17 came')).toBe(0)
  })

  it('compares a message with a few hundred templates at most, however many there are', () => {
    const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
    const messages = Array.from({ length: 1000 }, (_, i) => `the ${letters(i)} ${letters(i * 7)} ${letters(i * 13)}`)
    expect(templatesOf(messages, 1000).length).toBe(200)
  })

  it('takes an empty message, too', () => {
    expect(templatesOf(['', ' '])).toEqual([''])
  })
})
