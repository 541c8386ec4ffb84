import { describe, expect, it } from 'vitest'
import { fieldsOf, fieldText, fieldValue, freeName, saidBy } from './options.ts'

describe('the options of a kind', () => {
  it('are fields of what they take, those first that have to be filled in', () => {
    const fields = fieldsOf(
      {
        required: ['path', 'mode', 'url'],
        properties: {
          type: { const: 'x' },
          to: { type: 'string' },
          path: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }], default: 'logs/*.log' },
          mode: { anyOf: [{ const: 'a' }, { const: 'b' }], default: 'a' },
          format: { anyOf: [{ const: 'detect' }, { type: 'string' }] },
          count: { type: 'integer' },
          rest: { type: 'object' },
          password: { type: 'string' },
          hook: { type: 'string', writeOnly: true },
          url: { type: 'string', examples: ['http://x'] },
        },
      },
      { count: 3 },
    )
    expect(fields.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'url text',
      'path list',
      'mode choice',
      'format text',
      'count number',
      'rest json',
      'password secret',
      'hook secret',
    ])
    expect(fields[0]).toMatchObject({ isRequired: true, example: 'http://x' })
    expect(fields[2]).toMatchObject({ isRequired: false, standard: 'a', values: ['a', 'b'] })
    expect(fields[4]).toMatchObject({ example: '3' })
  })

  it('are what their texts stand for, and nothing where they are empty', () => {
    expect(fieldValue('text', ' ')).toBeUndefined()
    expect(fieldValue('number', '12')).toBe(12)
    expect(fieldValue('number', 'twelve')).toBe('twelve')
    expect(fieldValue('list', 'a\n\n b ')).toEqual(['a', 'b'])
    expect(fieldValue('list', 'a')).toBe('a')
    expect(fieldValue('json', '{"a":1}')).toEqual({ a: 1 })
    expect(() => fieldValue('json', '{a')).toThrow(SyntaxError)
    expect(fieldValue('secret', ' with spaces ')).toBe(' with spaces ')
    expect(fieldValue('boolean', 'false')).toBe(false)
  })

  it('stand in their fields as they are read again', () => {
    expect(fieldText('text', undefined)).toBe('')
    expect(fieldText('number', 12)).toBe('12')
    expect(fieldText('list', ['a', 'b'])).toBe('a\nb')
    expect(fieldText('list', 'a')).toBe('a')
    expect(fieldText('json', { a: 1 })).toBe('{"a":1}')
    expect(fieldText('json', 'text')).toBe('"text"')
    expect(fieldText('boolean', false)).toBe('false')
  })

  it('change only where somebody has touched them, and keep what no field shows', () => {
    const fields = fieldsOf(
      { properties: { path: { type: 'array' }, poll: { type: 'string' }, rest: { type: 'object' } } },
      {},
    )
    const written = { type: 'tail', to: 'lines', path: ['logs/*.log'], poll: '1s', unknown: 1 }
    const first = { path: 'logs/*.log', poll: '1s', rest: '' }
    const saidWith = (values: object) => saidBy(fields, { ...first, ...values }, { written, first })
    expect(saidWith({})).toEqual({ said: { path: ['logs/*.log'], poll: '1s', unknown: 1 }, wrong: [] })
    expect(saidWith({ poll: ' ' }).said).toEqual({ path: ['logs/*.log'], unknown: 1 })
    expect(saidWith({ path: 'a\nb' }).said).toEqual({ path: ['a', 'b'], poll: '1s', unknown: 1 })
    expect(saidWith({ rest: '{' }).wrong).toEqual(['rest'])
  })

  it('get a name that no other source has', () => {
    expect(freeName('tail', ['host'])).toBe('tail')
    expect(freeName('tail', ['tail', 'tail_2'])).toBe('tail_3')
  })
})
