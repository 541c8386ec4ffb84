import { describe, expect, it } from 'vitest'
import { fieldOf } from './field.ts'

describe('a field', () => {
  const record = { a: { b: { c: 1 } }, 'x.y': 2, x: { y: 3 }, list: [1] }

  it.each([
    ['a.b.c', 1],
    ['a.b', { c: 1 }],
    ['x.y', 2],
    ['list', [1]],
    ['list.0', undefined],
    ['a.c', undefined],
    ['a.b.c.d', undefined],
    ['constructor', undefined],
    ['a.constructor.name', undefined],
    ['__proto__', undefined],
  ])('%s is %o', (name, value) => {
    expect(fieldOf(name).read(record)).toEqual(value)
  })

  it('is set in a copy, and nothing of the record itself changes', () => {
    const before = structuredClone(record)
    const copy = { ...record }
    fieldOf('a.b.c').write(copy, 9)
    fieldOf('x.y').write(copy, 8)
    fieldOf('new.one').write(copy, 7)
    expect(copy).toEqual({ ...before, a: { b: { c: 9 } }, 'x.y': 8, 'new.one': 7 })
    expect(record).toEqual(before)
  })

  it('is removed from a copy, and nothing of the record itself changes', () => {
    const before = structuredClone(record)
    const copy = { ...record }
    for (const name of ['a.b.c', 'x.y', 'list', 'a.absent']) fieldOf(name).remove(copy)
    expect(copy).toEqual({ a: { b: {} }, x: { y: 3 } })
    expect(record).toEqual(before)
  })

  it('may be called like what every object has', () => {
    const copy = {}
    fieldOf('__proto__').write(copy, 1)
    fieldOf('constructor').write(copy, 2)
    expect(JSON.stringify(copy)).toBe('{"__proto__":1,"constructor":2}')
    expect(fieldOf('__proto__').read(copy)).toBe(1)
  })
})
