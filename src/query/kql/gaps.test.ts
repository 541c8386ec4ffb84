import { expect, test } from 'vitest'
import { foldText, wordsOf } from '../../model/words.ts'
import { matchedWords } from './gaps.ts'

test('what separates words when matching separates them in the index', () => {
  for (let code = 0; code < 0x20000; code++) {
    const sign = String.fromCodePoint(code)
    // Two words only where the character is a gap; the index must then tell them apart as well.
    const folded = foldText(`a${sign}b`)
    const words = matchedWords(folded)
    if (words.length === 2) expect(wordsOf(folded), code.toString(16)).toEqual(words)
  }
})

test('letters, digits and the underscore of any script make words', () => {
  expect(matchedWords('user_id=5, «größe»: 日本/語 [ok]… 10.0.0.1 — 😀x')).toEqual([
    'user_id',
    '5',
    'größe',
    '日本',
    '語',
    'ok',
    '10',
    '0',
    '0',
    '1',
    'x',
  ])
})
