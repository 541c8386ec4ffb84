import { describe, expect, it, test } from 'vitest'
import { markedWords, quoteValue, wantedAt, withFilter } from './kql-text.ts'

describe('what is being typed', () => {
  it.each([
    ['', { kind: 'field', from: 0, typed: '' }],
    ['lev', { kind: 'field', from: 0, typed: 'lev' }],
    ['level:', { kind: 'value', from: 6, typed: '', field: 'level' }],
    ['level:err', { kind: 'value', from: 6, typed: 'err', field: 'level' }],
    ['level: err', { kind: 'value', from: 7, typed: 'err', field: 'level' }],
    ['level:(error or wa', { kind: 'value', from: 16, typed: 'wa', field: 'level' }],
    ['level:"cannot con', { kind: 'value', from: 6, typed: 'cannot con', field: 'level' }],
    ['status >= 4', { kind: 'value', from: 10, typed: '4', field: 'status' }],
    ['level:error ', { kind: 'operator', from: 12, typed: '' }],
    ['level:error an', { kind: 'operator', from: 12, typed: 'an' }],
    ['level:error and ser', { kind: 'field', from: 16, typed: 'ser' }],
    ['not ser', { kind: 'field', from: 4, typed: 'ser' }],
    ['(ser', { kind: 'field', from: 1, typed: 'ser' }],
    ['message:"a and b" ', { kind: 'operator', from: 18, typed: '' }],
  ])('in %j', (text, wanted) => {
    expect(wantedAt(text)).toEqual(wanted)
  })

  it('in a phrase of its own is nothing that could be completed', () => {
    expect(wantedAt('"some phra')).toBeUndefined()
  })
})

describe('a filter by click', () => {
  it.each([
    ['', 'level', 'error', true, 'level:error'],
    ['a:1', 'level', 'error', false, 'a:1 and not level:error'],
    ['a:1 or b:2', 'status', 404, true, '(a:1 or b:2) and status:404'],
    ['"this or that"', 'a', 'b', true, '"this or that" and a:b'],
    ['', 'message', 'say "hi" \\ there', true, 'message:"say \\"hi\\" \\\\ there"'],
    ['', 'odd name', 'x', true, 'odd\\ name:x'],
    ['', 'ok', true, true, 'ok:true'],
  ])('added to %j for %s', (kql, field, value, isWanted, expected) => {
    expect(withFilter(kql, field, value, isWanted)).toBe(expected)
  })

  it('puts words of the language between quotes', () => {
    expect([quoteValue('and'), quoteValue('OR'), quoteValue('')]).toEqual(['"and"', '"OR"', '""'])
  })
})

test('words and phrases are marked, fields and operators are not', () => {
  expect(markedWords('level:error and (api or "cannot connect") and not status >= 400 mess*')).toEqual([
    'error',
    'api',
    'cannot connect',
    '400',
    'mess',
  ])
})
