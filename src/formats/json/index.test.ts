import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opened, readAll, recordsOf, testFormat } from '../format.contract.ts'
import json from './index.ts'

const read = (text: string, limit?: number) => readAll(opened(json, {}, limit), [Buffer.from(text)])

describe('json', () => {
  testFormat(json)

  it('reads any objects, in an array or one after the other, pretty-printed or not', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 })
    fc.assert(
      fc.property(objects, fc.constantFrom(undefined, 2, '\t'), fc.boolean(), (objects, indent, isArray) => {
        const text = isArray
          ? JSON.stringify(objects, null, indent)
          : objects.map((object) => JSON.stringify(object, null, indent)).join('\n')
        // By way of text, which has no negative zero.
        expect(recordsOf(read(text))).toEqual(JSON.parse(JSON.stringify(objects)))
        expect(read(text).rejected).toEqual([])
      }),
    )
  })

  it('keeps the digits of numbers, and white space apart that holds tokens apart', () => {
    expect(read('{"a": 12345678901234567890.10,\n "b":\r\n\t1e400 }').text).toBe(
      '{"a":12345678901234567890.10,"b":1e400}\n',
    )
    expect(read('{"a": 1\n2}').text).toBe('{"a":1 2}\n')
  })

  it('loses one element only to a mistake in it', () => {
    const { text, rejected } = read('[{"a":1},\n{"b":[1},\n{"c":"x\n"},\n{"d":1}]')
    expect(text).toBe('{"a":1}\n{"d":1}\n')
    expect(rejected[0]).toEqual({ bytes: '{"b":[1}', line: 2, reason: 'cannot read record: expecting "]"; got "}"' })
    expect(rejected[1]).toMatchObject({ line: 3, reason: 'cannot read record: a line ends inside a string' })
  })

  it('refuses nesting that would exhaust a parser', () => {
    const deep = `{"a":${'['.repeat(600)}${']'.repeat(600)}}`
    const { count, rejected } = read(`${deep}\n{"b":1}`)
    expect(count).toBe(1)
    expect(rejected).toMatchObject([
      { reason: 'cannot read record: expecting at most 500 levels of nesting; got more' },
    ])
  })

  it('does not hold an element that is too long', () => {
    const { text, rejected } = read(`[{"a":"${'x'.repeat(1000)}"},{"b":1}]`, 100)
    expect(text).toBe('{"b":1}\n')
    expect(rejected).toMatchObject([{ reason: 'cannot read record: expecting at most 100 bytes; got 1008' }])
    expect(rejected[0]!.bytes).toHaveLength(100)
  })
})
