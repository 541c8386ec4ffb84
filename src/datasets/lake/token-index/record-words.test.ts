import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordText } from '../../../model/record-text.arbitrary.ts'
import { wordsOf } from '../../../model/words.ts'
import { numberText, parseExact } from '../write/exact-json.ts'
import { addWords } from './record-words.ts'
import { HashSet, hashWord } from './word-hash.ts'

function hashesOf(text: string): Set<number> {
  const words = new Set<number>()
  addWords(Buffer.from(text), 0, Number.POSITIVE_INFINITY, words)
  return words
}

/** The words of all values, by way of JSON.parse. */
function wordsOfValue(value: unknown): string[] {
  const number = numberText(value)
  if (number !== undefined) return [...wordsOf(number), ...wordsOf(String(Number(number)))]
  if (typeof value === 'string' || typeof value === 'boolean') return wordsOf(String(value))
  return value === null ? [] : Object.values(value as object).flatMap(wordsOfValue)
}

function missing(line: string): string[] {
  const hashes = hashesOf(`{"before":"x"}\n\n${line}\n`)
  return wordsOfValue(parseExact(line)).filter((word) => !hashes.has(hashWord(word)))
}

describe('the words of records', () => {
  test('are all found, whatever the record', () => {
    fc.assert(
      fc.property(recordText, (line) => {
        expect(missing(line)).toEqual([])
      }),
      { numRuns: 3000 },
    )
  })

  test('are all found in texts of any script', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'aZ09_ .-=<>"\\/\n\t'),
      fc.constantFrom(
        '\u0301',
        '\u0338',
        '\u0307',
        'Σ',
        'ς',
        'é',
        'İ',
        'K',
        '日',
        '한',
        '\u1100',
        '\u1161',
        '“',
        '😀',
        '\ud800',
      ),
    )
    const text = fc.string({ unit, maxLength: 20 })
    fc.assert(
      fc.property(text, fc.boolean(), (value, escaped) => {
        const json = JSON.stringify(value)
        const ascii = (letters: string) =>
          [...letters].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
        expect(missing(`{"a":${escaped ? json.replace(/[^\0-\x7e]/g, ascii) : json}}`)).toEqual([])
      }),
      { numRuns: 5000 },
    )
  })

  test("leave the record's own keys and the plain _time out, and no other time", () => {
    const found = (line: string, word: string) => hashesOf(line).has(hashWord(word))
    expect(found('{"key":{"inner":[{"deep":1}]}}', 'key')).toBe(false)
    expect(found('{"key":{"inner":[{"deep":1}]}}', 'deep')).toBe(true)
    expect(found('{"a":["inner","key"]}', 'key')).toBe(true)
    expect(found('{"_time":"2024-03-01T12:00:00.123Z"}', '2024')).toBe(false)
    expect(found('{"_time":"2024-02-30T12:00:00.123Z"}', '2024')).toBe(true)
    expect(found('{"_time":"2024-03-01T12:00:00 soon"}', 'soon')).toBe(true)
    expect(found('{"time":"2024-03-01T12:00:00.123Z"}', '2024')).toBe(true)
    expect(found('{"a":{"_time":"2024-03-01T12:00:00.123Z"}}', '2024')).toBe(true)
  })

  test('come from as many lines as were asked for', () => {
    const bytes = Buffer.from('{"a":"one"}\n \n{"a":"two"}\n{"a":"three"}')
    const words = new Set<number>()
    const at = addWords(bytes, addWords(bytes, 0, 1, undefined), 1, words)
    expect([...words]).toEqual([hashWord('two')])
    expect(addWords(bytes, at, 9, words)).toBe(bytes.length)
    expect(words).toEqual(new Set([hashWord('two'), hashWord('three')]))
  })

  test('of what is no record cost nothing but time', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0-1e.t') }),
        (bytes, text) => {
          addWords(Buffer.concat([bytes, Buffer.from(text)]), 0, Number.POSITIVE_INFINITY, new Set())
        },
      ),
    )
  })
})

function hashesIn(set: HashSet): Set<number> {
  const hashes = new Set<number>()
  set.forEach((hash) => {
    hashes.add(hash)
  })
  return hashes
}

test('a set of hashes holds each once, zero included', () => {
  const hashes = Array.from({ length: 100_000 }, (_, i) => Math.imul(i % 60_000, 0x9e3779b1))
  const set = new HashSet()
  for (const hash of hashes) set.add(hash)
  expect(set.size).toBe(60_000)
  expect(hashesIn(set)).toEqual(new Set(hashes))
  set.clear()
  expect(hashesIn(set)).toEqual(new Set())
})
