// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the options have variables of this form.
import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { Environment } from '../lib/environment.ts'
import type { UserError } from '../lib/errors.ts'
import { parseYaml, type YamlMap } from '../lib/yaml-position.ts'
import { parseOptions } from './value.ts'
import { withVariables } from './variables.ts'

/** The forms of options that declarations have. */
const schema = Type.Object({
  path: Type.String({ minLength: 1 }),
  header: Type.Union([Type.Literal('detect'), Type.Boolean()], { default: 'detect' }),
  quote: Type.String({ minLength: 1, maxLength: 1, pattern: '^[\\x00-\\x7f]$', default: '"' }),
  columns: Type.Array(Type.String(), { default: [] }),
  ratio: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  level: Type.Optional(Type.Enum(['low', 'high'])),
  csv: Type.Optional(
    Type.Object({ skip: Type.Optional(Type.Integer({ minimum: 0 })) }, { additionalProperties: false }),
  ),
  from: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
  after: Type.Optional(
    Type.Union([Type.Literal('keep'), Type.Object({ move: Type.String() }, { additionalProperties: false })]),
  ),
  any: Type.Optional(Type.Unknown()),
})

function read(yaml: string, environment: Record<string, string> = {}) {
  const problems: UserError[] = []
  const tell = (problem: UserError) => {
    problems.push(problem)
  }
  const root = parseYaml(yaml, 'f').root!
  const map = withVariables(root, new Environment('', environment), tell) as YamlMap
  const options = parseOptions(schema, map, map.at, { owner: 'source "a"', tell })
  return { options, problems: problems.map(({ message, at }) => `${at?.column} ${message.replace('cannot ', '')}`) }
}

describe('the options of a map', () => {
  test('are filled up with their defaults', () => {
    const { options } = read('{ path: x }')
    expect(options).toEqual({ path: 'x', header: 'detect', quote: '"', columns: [] })
  })

  test('do not share their defaults', () => {
    expect(read('{ path: x }').options?.columns).not.toBe(read('{ path: x }').options?.columns)
  })

  test.each([
    ['{ path: x, header: true }', { header: true }],
    ['{ path: x, columns: [a, "1"] }', { columns: ['a', '1'] }],
    ['{ path: x, ratio: 0.5, level: low }', { ratio: 0.5, level: 'low' }],
    ['{ path: x, csv: { skip: 2 } }', { csv: { skip: 2 } }],
    ['{ path: x, from: b }', { from: 'b' }],
    ['{ path: x, from: [b, c] }', { from: ['b', 'c'] }],
    ['{ path: x, after: { move: done } }', { after: { move: 'done' } }],
    ['{ path: x, any: { b: [1, { c: null }] } }', { any: { b: [1, { c: null }] } }],
    ['{ path: x, header: "${B}", ratio: "${R}", quote: "${Q}" }', { header: true, ratio: 1, quote: '1' }],
  ])('are read from %s', (yaml, expected) => {
    expect(read(yaml, { B: 'true', R: '1', Q: '1' }).options).toMatchObject(expected)
  })

  test.each([
    ['{ path: x, header: maybe }', '20 read header "maybe" of source "a": expecting detect or true or false'],
    ['{ path: x, quote: ab }', '19 read quote "ab" of source "a": expecting one character'],
    ['{ path: x, columns: [a, 1] }', '25 read columns[2] "1" of source "a": expecting text'],
    ['{ path: x, columns: a }', '21 read columns "a" of source "a": expecting a list of text'],
    ['{ path: x, ratio: 0 }', '19 read ratio "0" of source "a": expecting a number above 0 and at most 1'],
    ['{ path: x, ratio: .nan }', '19 read ratio ".nan" of source "a": expecting a number above 0 and at most 1'],
    ['{ path: x, level: hgih }', '19 read level "hgih" of source "a": expecting low or high'],
    ['{ path: x, csv: { skip: -1 } }', '25 read csv.skip "-1" of source "a": expecting a whole number of at least 0'],
    ['{ path: x, csv: { skp: 1 } }', '19 use key "skp" of csv of source "a": expecting skip'],
    ['{ path: x, from: { b: c } }', '18 read from of source "a": expecting text or a list of text; got a map'],
    ['{ path: x, from: [b, 1] }', '22 read from[2] "1" of source "a": expecting text'],
    ['{ path: x, after: { mve: y } }', '21 use key "mve" of after of source "a": expecting move'],
    ['{ path: x, after: { } }', '19 use after of source "a": key "move" is missing'],
    ['{ path: x, ratio: "${S}" }', '19 read ratio "${S}" of source "a": expecting a number above 0 and at most 1'],
  ])('are refused in %s', (yaml, expected) => {
    expect(read(yaml, { S: 'secret' })).toEqual({ options: undefined, problems: [expected] })
  })

  test('may be called like what every object has', () => {
    expect(read('{ path: x, __proto__: 1, constructor: 2 }').problems).toHaveLength(2)
    expect(read('{ path: x, any: { __proto__: 1 } }').options?.any).toHaveProperty('__proto__', 1)
  })
})
