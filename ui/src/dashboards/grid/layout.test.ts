import { describe, expect, it } from 'vitest'
import { type Places, place, placeBelow, rise } from './layout.ts'

const three: Places = { a: { x: 0, y: 0, w: 6, h: 2 }, b: { x: 6, y: 0, w: 6, h: 2 }, c: { x: 0, y: 2, w: 12, h: 3 } }

describe('places in the grid', () => {
  it('let others make room for the one that is moved', () => {
    expect(place(three, 'c', { x: 0, y: 0, w: 12, h: 3 })).toEqual({
      c: { x: 0, y: 0, w: 12, h: 3 },
      a: { x: 0, y: 3, w: 6, h: 2 },
      b: { x: 6, y: 3, w: 6, h: 2 },
    })
  })

  it('close the gap that one leaves', () => {
    expect(rise({ b: three.b!, c: { ...three.c!, y: 9 } })).toMatchObject({ c: { y: 2 } })
  })

  it('keep one within the grid', () => {
    expect(place(three, 'a', { x: 11, y: -4, w: 99, h: 0 }).a).toEqual({ x: 0, y: 0, w: 12, h: 1 })
  })

  it('have room below', () => {
    expect(placeBelow(three, 4, 4)).toEqual({ x: 0, y: 5, w: 4, h: 4 })
    expect(placeBelow({}, 4, 4)).toEqual({ x: 0, y: 0, w: 4, h: 4 })
  })
})
