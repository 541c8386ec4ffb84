import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberText as anyNumber } from '../../../model/record-text.arbitrary.ts'
import { numberText, parseExact } from './exact-json.ts'

describe('JSON read exactly', () => {
  test('keeps the text of every number', () => {
    fc.assert(
      fc.property(anyNumber, fc.constantFrom('', ' ', '\t'), (text, space) => {
        const [item] = parseExact(`[${space}${text}${space}]`) as unknown[]
        expect(numberText(item)).toBe(text)
        const { a } = parseExact(`{"s":"x",${space}"a":${space}${text}}`) as { a: unknown }
        expect(JSON.stringify({ a })).toBe(`{"a":${text}}`)
      }),
      { numRuns: 5000 },
    )
  })

  test('spells plain numbers as numbers, which is fast', () => {
    expect(parseExact('{"a":1.5,"b":-20,"c":[999999999999999],"d":"1e3 -0.10 2024-01-05T00:00:00.000Z"}')).toEqual({
      a: 1.5,
      b: -20,
      c: [999999999999999],
      d: '1e3 -0.10 2024-01-05T00:00:00.000Z',
    })
  })
})
