import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gridColumns } from '../../src/model/dashboard.ts'
import { inOrder, place } from '../../ui/src/dashboards/grid/layout.ts'

it('panels never overlap or leave the grid, whatever is moved', () => {
  const at = fc
    .record({
      x: fc.integer({ min: 0, max: 11 }),
      y: fc.nat(20),
      w: fc.integer({ min: 1, max: 12 }),
      h: fc.integer({ min: 1, max: 6 }),
    })
    .map((one) => ({ ...one, w: Math.min(one.w, gridColumns - one.x) }))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...'abcdefgh'), at, { minKeys: 1 }), at, (places, wanted) => {
      const settled = inOrder(place(places, Object.keys(places)[0]!, wanted))
      expect(settled.length).toBe(Object.keys(places).length)
      const taken = new Set<string>()
      for (const [, { x, y, w, h }] of settled) {
        for (let i = x; i < x + w; i++) {
          for (let k = y; k < y + h; k++) {
            expect(i < gridColumns && !taken.has(`${i} ${k}`)).toBe(true)
            taken.add(`${i} ${k}`)
          }
        }
      }
    }),
  )
})
