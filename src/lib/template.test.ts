import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldsOf, fillTemplate } from './template.ts'

describe('a template', () => {
  it('has the values of its names in their places', () => {
    expect(fillTemplate('{{place}}: {{ sd }} in {{place}}', { place: 'P-04', sd: '0.7' })).toBe('P-04: 0.7 in P-04')
  })

  it('is empty where a name has no value, also one that every object has', () => {
    expect(fillTemplate('a{{nothing}}b{{toString}}c', {})).toBe('abc')
  })

  it('tells the names that it asks for', () => {
    expect(fieldsOf('{{place}}: {{ user.id }} and {{place}}')).toEqual(['place', 'user.id'])
    expect(fieldsOf('no { name } here')).toEqual([])
  })

  it('never reads a value as a template', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fillTemplate('<{{a}}>', { a: value, b: 'secret' })).toBe(`<${value}>`)
      }),
    )
  })
})
