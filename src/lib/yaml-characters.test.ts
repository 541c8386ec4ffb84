import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isScalar, parseDocument, stringify } from 'yaml'
import { charactersOf, type Quote } from './yaml-characters.ts'

const quoteOf = (raw: string): Quote | undefined => (raw[0] === '"' || raw[0] === "'" ? raw[0] : undefined)

/** What was written, as the reader of the project file has it, and where `word` of the value stands in it. */
function standing(text: string, word: string): { readonly line: number; readonly column: number } {
  const source = `key: ${text}\n`
  const node = parseDocument(source).get('key', true)
  if (!isScalar(node)) throw new Error('no scalar')
  const [start = 0, end = 0] = node.range ?? []
  const raw = source.slice(start, end)
  const written = /^(["'])[\s\S]*\1$/.test(raw) ? raw.slice(1, -1) : raw
  const value = String(node.value)
  const before = source.slice(
    0,
    source.indexOf(written) + charactersOf(written, value, quoteOf(raw))[value.indexOf(word)]!,
  )
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
}

test.each([
  ['plain', 'a > 1 and here', 1, 16],
  ['plain over lines', 'a > 1\n  and\n    here', 3, 5],
  ['in double quotes with escapes', '"it\\"s \\u0041 here"', 1, 20],
  ['in double quotes over lines', '"a > 1\n   and \\\n   here"', 3, 4],
  ['in single quotes with a quote', "'it''s > here'", 1, 15],
  ['a block', '|\n  a > 1\n    and here', 3, 9],
  ['a folded block', '>-\n  a > 1\n  and\n  here', 4, 3],
  ['a folded block with empty lines', '>\n  a > 1\n\n\n  and here', 5, 7],
])('a word of a value is found where it stands: %s', (_kind, text, line, column) => {
  expect(standing(text, 'here')).toEqual({ line, column })
})

test('every letter of every value stands where it was written', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '\n', "'", '"', '\\', ':', 'é'), minLength: 1 })
  fc.assert(
    fc.property(texts, fc.constantFrom('QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'PLAIN'), (text, type) => {
      const source = stringify(text, { defaultStringType: type as 'PLAIN', lineWidth: 0 })
      const node = parseDocument(source).contents
      if (!isScalar(node) || node.value !== text) return
      const [start = 0, end = 0] = node.range ?? []
      const raw = source.slice(start, end)
      const written = /^(["'])[\s\S]*\1$/.test(raw) ? raw.slice(1, -1) : raw
      const places = charactersOf(written, text, quoteOf(raw))
      for (const [i, place] of places.entries()) if (/[abc]/.test(text[i]!)) expect(written[place]).toBe(text[i])
    }),
  )
})
