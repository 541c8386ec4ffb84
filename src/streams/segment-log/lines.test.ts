import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countLines } from '../../model/batch.ts'
import { maybeLongLine, skipLines, splitAtLines } from './lines.ts'

const line = fc.string({ unit: fc.constantFrom('a', 'ü', ' '), maxLength: 12 })
const anyText = fc.array(line).map((lines) => Buffer.from(lines.map((text) => `${text}\n`).join('')))

describe('pieces of a text', () => {
  test('are whole lines, together the text, and no larger than the limit unless a line is', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const pieces = splitAtLines(text, limit)
        expect(Buffer.concat(pieces)).toEqual(text)
        for (const piece of pieces) {
          expect(piece.at(-1)).toBe(10)
          expect(piece.length <= limit || piece.indexOf(10) === piece.length - 1).toBe(true)
        }
      }),
    )
  })
})

describe('a line over the limit', () => {
  test('is found, the first of them', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const lengths = text
          .toString()
          .split('\n')
          .slice(0, -1)
          .map((each) => Buffer.byteLength(each))
        expect(maybeLongLine(text, limit)).toBe(lengths.find((length) => length > limit))
      }),
    )
  })
})

describe('lines that are passed', () => {
  test('are so many that are not blank', () => {
    fc.assert(
      fc.property(anyText, fc.nat(10), (text, count) => {
        const { bytes, passed } = skipLines(text, count)
        expect(countLines(bytes)).toBe(Math.max(0, countLines(text) - count))
        expect(text.subarray(text.length - bytes.length)).toEqual(Buffer.from(bytes))
        const before = text.subarray(0, text.length - bytes.length).toString()
        expect(before.split('\n').length - 1).toBe(passed)
      }),
    )
  })
})
