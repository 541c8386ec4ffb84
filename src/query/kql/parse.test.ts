import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../lib/errors.ts'
import type { Glob } from '../plan.ts'
import { printKql } from './kql-text.fixture.ts'
import { nestingCap, parseKql } from './parse.ts'
import type { Kql, Value } from './syntax.ts'

/** The syntax tree without its positions. */
function treeOf(kql: Kql): unknown {
  return JSON.parse(JSON.stringify(kql, (key, value: unknown) => (key === 'at' ? undefined : value)))
}

function errorOf(text: string): UserError {
  try {
    parseKql(text)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error(`no error: ${text}`)
}

const is = (field: string, ...words: string[]) => ({
  type: 'is',
  field: { glob: field.split('*') },
  value: { words: words.map((word) => word.split('*')) },
})

describe('the syntax of KQL', () => {
  test('an empty query is everything', () => {
    expect(parseKql('')).toEqual({ type: 'all' })
    expect(parseKql(' \n ')).toEqual({ type: 'all' })
  })

  test('not binds closer than and, and closer than or, whatever their case', () => {
    expect(treeOf(parseKql('a:1 OR not b:2 And c:3'))).toEqual({
      type: 'or',
      of: [is('a', '1'), { type: 'and', of: [{ type: 'not', of: is('b', '2') }, is('c', '3')] }],
    })
  })

  test('parentheses group conditions and values', () => {
    expect(treeOf(parseKql('(a:1 or b:2) and c:3'))).toEqual({
      type: 'and',
      of: [{ type: 'or', of: [is('a', '1'), is('b', '2')] }, is('c', '3')],
    })
    expect(treeOf(parseKql('a:(x or y and not z)'))).toEqual({
      type: 'or',
      of: [is('a', 'x'), { type: 'and', of: [is('a', 'y'), { type: 'not', of: is('a', 'z') }] }],
    })
  })

  test('several words are one value', () => {
    expect(treeOf(parseKql('a:x y z and b:1'))).toEqual({ type: 'and', of: [is('a', 'x', 'y', 'z'), is('b', '1')] })
  })

  test('escapes and quotes take the meaning from signs and keywords', () => {
    expect(treeOf(parseKql('a\\:b:c\\*\\(\\"\\\\'))).toMatchObject({
      field: { glob: ['a:b'] },
      value: { words: [['c*("\\']] },
    })
    expect(treeOf(parseKql('\\and'))).toMatchObject({ value: { words: [['and']] } })
    expect(treeOf(parseKql('a:"x \\"y\\" \\\\ * \\d"'))).toMatchObject({ value: { phrase: 'x "y" \\ * \\d' } })
    expect(treeOf(parseKql('"a b":\\u00e9\\u{0'.replace('\\u{0', '')))).toMatchObject({
      field: { glob: ['a b'] },
      value: { words: [['é']] },
    })
  })

  test('a colon without spaces belongs to a value', () => {
    expect(treeOf(parseKql('_time >= 2026-01-01T10:30 and url:http://a.b'))).toMatchObject({
      of: [{ value: '2026-01-01T10:30' }, { value: { words: [['http://a.b']] } }],
    })
  })

  test('groups nest', () => {
    expect(treeOf(parseKql('a:{ b:1 and c:{ d < 5 } }'))).toMatchObject({
      type: 'nested',
      of: { type: 'and', of: [is('b', '1'), { type: 'nested', of: { type: 'range', comparison: '<' } }] },
    })
  })

  test.each([
    ['status:', 8, 'expecting a value after ":"; got the end', 'Write a value'],
    ['status:>400', 8, 'expecting a value after ":"; got ">"', 'without the colon: field > 5'],
    ['status:200 extension:php', 12, 'expecting "and" or "or" before "extension"', '"and extension"'],
    ['error status:404', 7, 'expecting "and" or "or" before "status"', '"and status"'],
    ['(a:1', 1, '"(" is not closed', 'Close it with ")"'],
    ['a:1)', 4, '")" closes nothing', 'Take it away'],
    ['a:1 and', 8, 'expecting a condition; got the end', 'Write a condition'],
    ['or a:1', 1, 'expecting a condition; got "or"', 'both sides'],
    ['a:"x', 3, 'the quotes are not closed', 'Close them'],
    ['a:[1 TO 5]', 3, '[a TO b] is a range of Lucene', 'field >= a and field <= b'],
    ['a:{1 TO 5}', 3, '[a TO b] is a range of Lucene', 'field >= a and field <= b'],
    ['a && b', 3, '"and" is written as a word', 'Write "and"'],
    ['path:C:\\dir', 8, 'the escape "\\d" is not known', 'Write \\\\'],
    ['a > 4*', 5, 'got a wildcard', 'Name the end'],
    [':5', 1, 'expecting a condition; got ":"', 'name of a field'],
    ['a:1 "b"', 5, 'expecting "and" or "or" before "\\"b\\""', 'and "b"'],
    ['a:1\n  or )', 6, 'expecting a condition; got ")"', 'Write a condition'],
  ])('%s is an error with its place and a hint', (text, column, message, hint) => {
    const error = errorOf(text)
    expect(error.code).toBe('invalid')
    expect(error.message).toContain(`cannot read query: `)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(hint)
    expect(error.at?.column).toBe(column)
  })

  test('too deep nesting is an error in every form', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['not ', ''],
      ['a:(', ')'],
      ['a:{', '}'],
    ]) {
      const deep = (depth: number) => open!.repeat(depth) + (open === 'a:(' ? 'x' : 'a:1') + close!.repeat(depth)
      if (open !== 'a:(') expect(() => parseKql(deep(nestingCap))).not.toThrow()
      expect(errorOf(deep(nestingCap + 1)).code).toBe('invalid')
      expect(errorOf(open!.repeat(5000)).code).toBe('invalid')
    }
  })
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.stringMatching(/^[ab\\():<>"*{} \n[\]&|!]{1,6}$/),
  fc.constantFrom('and', 'OR', 'Not', 'TO', '&&', '[1', '5]', '\\u0041', 'now-1h'),
)
// A star in an empty place would be two stars.
const glob: fc.Arbitrary<Glob> = fc
  .array(text, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.map((piece) => piece.toWellFormed()))
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ phrase: text.map((phrase) => phrase.toWellFormed()) }),
  fc.record({ words: fc.array(glob, { minLength: 1, maxLength: 3 }) }),
)
const name = glob.map((pieces) => ({ glob: pieces, at: 0 }))
const { kql } = fc.letrec<{ kql: Kql }>((tie) => ({
  kql: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('is' as const), field: fc.option(name, { nil: undefined }), value }),
    fc.record({
      type: fc.constant('range' as const),
      field: name,
      comparison: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
      value: text.map((end) => end.toWellFormed()),
    }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('kql'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('not' as const), of: tie('kql') }),
    fc.record({ type: fc.constant('nested' as const), field: name, of: tie('kql') }),
  ),
}))

test('what is printed parses to the same tree', () => {
  fc.assert(
    fc.property(kql, (tree) => {
      expect(treeOf(parseKql(printKql(tree)))).toEqual(treeOf(tree))
    }),
    { numRuns: 2000 },
  )
})

test('any text parses, or is an error at a place within it', () => {
  const piece = fc.constantFrom(
    ...'and or not ( ) { } : < >= " \\ * a:1 \\u00 \\u0041 \n [ TO ] now-1h é 😀'.split(' '),
    ' ',
  )
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
  )
  fc.assert(
    fc.property(anyText, (query) => {
      try {
        const tree = parseKql(query)
        expect(treeOf(parseKql(printKql(tree)))).toEqual(treeOf(tree))
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        expect(error.code).toBe('invalid')
        expect(error.hint).toBeTruthy()
        const line = query.split('\n')[error.at!.line - 1]
        expect(error.at!.column).toBeGreaterThanOrEqual(1)
        expect(error.at!.column).toBeLessThanOrEqual(line!.length + 1)
      }
    }),
    { numRuns: 5000 },
  )
})
