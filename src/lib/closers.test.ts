import { describe, expect, it } from 'vitest'
import { Closers } from './closers.ts'

describe('Closers', () => {
  it('closes in the reverse order, once, and all of them when some fail', async () => {
    const closed: string[] = []
    const closers = new Closers()
    closers.add(() => closed.push('first'))
    closers.add(() => Promise.reject(new Error('the second cannot')))
    closers.add(() => {
      throw new Error('the third cannot')
    })
    closers.add(async () => closed.push('last'))
    await expect(closers.close()).rejects.toThrow('the third cannot')
    await closers.close()
    expect(closed).toEqual(['last', 'first'])
  })
})
