import { expect, it } from 'vitest'
import type { RejectedReport } from '../../model/rejected-report.ts'
import { type FieldChanges, FieldEdit } from './field-edit.ts'

function edited(text: string, changes: Partial<FieldChanges>) {
  return new FieldEdit({ set: {}, remove: [], ...changes }).edit({ text } as RejectedReport)
}

it('a field of a rejected record gets another value, at its place, and all else stays digit by digit', () => {
  const text = '{"id":12345678901234567890,"order":{"amount":"49 euros","lines":[1]},"place":"P-04"}'
  expect(edited(text, { set: { 'order.amount': 49 } })).toEqual({ text: text.replace('"49 euros"', '49') })
  expect(edited(text, { set: { place: null, 'a.b': 'new' } })).toEqual({
    text: text.replace('"P-04"}', 'null,"a":{"b":"new"}}'),
  })
})

it('a field of a rejected record is taken away, and nothing happens where there is none', () => {
  const text = '{"a.b":1,"c":{"d":2,"e":3},"f":4}'
  expect(edited(text, { remove: ['a.b', 'c.d'] })).toEqual({ text: '{"c":{"e":3},"f":4}' })
  expect(edited(text, { remove: ['x', 'f.g', 'y.z'] })).toEqual({ text })
})

it('what is no JSON object has no fields', () => {
  for (const text of ['no record', '[1]']) expect(edited(text, { set: { a: 1 } })).toHaveProperty('why')
})
