import { describe, expect, it } from 'vitest'
import type { Column } from '../../../src/model/schema.ts'
import { fieldsOf, isBlamed, maybeExpected, maybeObject, withValues } from './fields.ts'

const column = (name: string, type: Column['type'], declared = false): Column => ({
  name,
  type,
  path: name.split('.'),
  declared,
})
const columns = [column('order.amount', 'DOUBLE', true), column('place', 'VARCHAR'), column('when', 'DATE', true)]
const record = { order: { amount: '49,00', lines: [1] }, place: 'P-04' }

describe('the fields of a rejected record', () => {
  it('tell which of them was not as expected', () => {
    const blamed = fieldsOf({ ...record, type: 1 }, columns).filter((field) =>
      isBlamed(field, 'cannot store record: expecting order.amount of type number'),
    )
    expect(blamed.map(({ name }) => name)).toEqual(['order.amount'])
    const byFunction = fieldsOf(record, columns).filter((field) =>
      isBlamed(field, 'cannot read when "x": expecting a day; cannot find place: the field is empty'),
    )
    expect(byFunction.map(({ name }) => name)).toEqual(['place', 'when'])
  })

  it('tell what is expected of them as the reason does, and nothing of what it does not name', () => {
    const reason = 'cannot read when "x; y": expecting a day; cannot read mean "99.9": expecting -5 to 45'
    const told = fieldsOf({ mean: 99.9, Mean: 1 }, []).map((field) => maybeExpected(field, reason))
    expect(told).toEqual(['-5 to 45', undefined])
    const named = fieldsOf({ Media: 'abc', Fecha: '2024' }, []).filter((field) => isBlamed(field, reason))
    expect(named).toEqual([])
  })

  const fields = fieldsOf(record, columns)
  const named = (name: string) => fields.find((field) => field.name === name)!

  it('are what it has, with what is expected of them, then what it should have', () => {
    expect(fields.map(({ name, type, value }) => [name, type, value])).toEqual([
      ['order.amount', 'DOUBLE', '49,00'],
      ['order.lines', undefined, [1]],
      ['place', 'VARCHAR', 'P-04'],
      ['when', 'DATE', undefined],
    ])
  })

  it('take what is typed as the type that is expected, and leave the rest of the record as it was', () => {
    const changes = [
      { field: named('order.amount'), text: '49' },
      { field: named('order.lines'), text: '[1,2]' },
      { field: named('when'), text: '2024-03-02' },
    ]
    expect(withValues(record, changes)).toEqual({
      order: { amount: 49, lines: [1, 2] },
      place: 'P-04',
      when: '2024-03-02',
    })
    expect(record.order.amount).toBe('49,00')
  })

  it('stay as they are when nothing else is typed, whatever they are', () => {
    const changes = fields.map((field) => ({
      field,
      text:
        typeof field.value === 'string' ? field.value : field.value === undefined ? '' : JSON.stringify(field.value),
    }))
    expect(withValues(record, changes)).toEqual(record)
  })

  it('are none of a text that is no object', () => {
    for (const text of ['no record', '[1]', '7', null]) expect(maybeObject(text)).toBeUndefined()
    expect(maybeObject('{"a":1}')).toEqual({ a: 1 })
  })
})
