import { describe, expect, it } from 'vitest'
import { slotsOf } from './color-slots.ts'

const services = ['checkout', 'payments', 'search', 'storefront']

describe('the colour of a name', () => {
  it('is the same wherever the name stands', () => {
    expect(slotsOf(services.toReversed(), 8, new Map())).toEqual(slotsOf(services, 8, new Map()))
  })

  it('stays when others come and go', () => {
    const known = new Map<string, number>()
    const all = slotsOf(services, 8, known)
    for (const name of services) {
      const others = services.filter((one) => one !== name)
      expect([...slotsOf([...others, 'another'], 8, known)]).toEqual(
        expect.arrayContaining(others.map((one) => [one, all.get(one)])),
      )
    }
  })

  it('is of no other name, as long as there are enough', () => {
    const names = Array.from({ length: 8 }, (_, i) => `van-${i}`)
    expect(new Set(slotsOf(names, 8, new Map()).values()).size).toBe(8)
    const more = slotsOf([...names, 'van-8', 'van-9'], 8, new Map())
    expect(new Set(more.values()).size).toBe(8)
    expect(more.size).toBe(10)
  })

  it('is the grey of the last only where no other is left', () => {
    const alone = Array.from({ length: 200 }, (_, i) => slotsOf([`van-${i}`], 8, new Map()).get(`van-${i}`))
    expect(new Set(alone)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
  })

  it('is the first where there is one group of all', () => {
    expect(slotsOf([''], 8, new Map()).get('')).toBe(0)
  })
})
