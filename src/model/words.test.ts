import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText, wordsOf } from './words.ts'

describe('the words of a text', () => {
  test.each([
    ['10.9.187.139', ['10', '9', '187', '139']],
    ['user-id=5', ['user', 'id', '5']],
    ['snake_case CamelCase', ['snake_case', 'camelcase']],
    ['¿Mañana? ÉTÉ', ['mañana', 'été']],
    ['e\u0301te\u0301', ['été']],
    ['日本語 текст', ['日本語', 'текст']],
    ['ΟΔΟΣ ΣΟΦΟΣ', ['οδοσ', 'σοφοσ']],
    ['😀 --- ', []],
    ['', []],
  ])('of %j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test('are words of themselves, and the same in any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of wordsOf(text)) expect(wordsOf(word)).toEqual([word])
        expect(wordsOf(foldText(text))).toEqual(wordsOf(text))
      }),
    )
  })
})
