import { describe, expect, it } from 'vitest'
import { fieldsOf, fieldValue, freeName } from './options.ts'

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

  it('get a name that no other source has', () => {
    expect(freeName('tail', ['host'])).toBe('tail')
    expect(freeName('tail', ['tail', 'tail_2'])).toBe('tail_3')
  })
})
