import { describe, expect, it } from 'vitest'
import { type Load, Scaling } from './scaling.ts'

const scale = { min: 1, max: 4, target_cpu: 80, target_lag: 1000 }
const calm: Load = { active: 1, most: 4, lag_records: 0, cpu: 5 }

function looks(scaling: Scaling, load: Load, count: number): number[] {
  return Array.from({ length: count }, () => scaling.look(load))
}

describe('the number of workers', () => {
  it('grows by one once a function is behind for two looks', () => {
    expect(looks(new Scaling(scale), { ...calm, lag_records: 5000 }, 4)).toEqual([1, 2, 1, 2])
  })

  it('grows once its workers are busy', () => {
    expect(looks(new Scaling(scale), { ...calm, cpu: 95 }, 2)).toEqual([1, 2])
  })

  it('stays at the most that there may be', () => {
    expect(looks(new Scaling(scale), { active: 4, most: 4, lag_records: 5000, cpu: 100 }, 5)).toEqual([4, 4, 4, 4, 4])
  })

  it('shrinks after half a minute in which one fewer would have done', () => {
    const scaling = new Scaling(scale)
    const load = { active: 3, most: 4, lag_records: 0, cpu: 40 }
    expect(looks(scaling, load, 30)).toEqual([...new Array<number>(29).fill(3), 2])
    expect(looks(scaling, { ...load, cpu: 60 }, 60)).toEqual(new Array<number>(60).fill(3))
  })

  it('goes to none only where that is allowed, and after a while', () => {
    const idle = { ...calm, cpu: 0 }
    expect(looks(new Scaling(scale), idle, 20).at(-1)).toBe(1)
    expect(looks(new Scaling({ ...scale, min: 0 }), idle, 10)).toEqual([...new Array<number>(9).fill(1), 0])
  })
})
