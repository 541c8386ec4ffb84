// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the project file has variables of this form.
import { readFile } from 'node:fs/promises'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { projectSchema } from './schema.ts'
import { templates } from './templates.ts'

let validate: ValidateFunction
beforeAll(async () => {
  validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(await projectSchema())
})

function mistakesIn(text: string): string[] {
  validate(parse(text))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

describe('the JSON Schema for editors', () => {
  test.each(Object.keys(templates))('accepts the template %s', async (name) => {
    const text = await readFile(new URL(`../../templates/${name}/caudal.yaml`, import.meta.url), 'utf8')
    expect(mistakesIn(text)).toEqual([])
  })

  test('accepts what the check accepts: empty parts, the own log, variables for any value', () => {
    const text = `name: a
sources: { b: { type: host, to: "\${B}" } }
streams: { b: , _caudal: { retention: 1d }, c: { partitions: "\${N}", retention: "\${KEEP}" } }
datasets:
  b:
  d: { from: b, fields: { a.b: json } }
`
    expect(mistakesIn(text)).toEqual([])
  })

  test('accepts built-in functions with and without options, alone and in a chain', () => {
    const text = `name: a
streams: { b: }
functions:
  c: { on: b, use: flatten, to: d }
  e: { on: b, use: { window: { time: at, size: 1h, aggregates: { n: count } } }, to: d }
  f: { on: b, use: [flatten, { clean: { fields: { x: { type: number, unit: °C } }, decimal: "," } }], to: d }
`
    expect(mistakesIn(text)).toEqual([])
  })

  test.each([
    ['an unknown built-in function', 'name: a\nfunctions: { b: { on: c, use: { claen: {} } } }'],
    [
      'an unknown option of a built-in function',
      'name: a\nfunctions: { b: { on: c, use: [{ dedupe: { keys: [a] } }] } }',
    ],
    ['a misspelt section', 'name: a\nstrems: {}'],
    ['a missing name', 'streams: {}'],
    ['a misspelt option', 'name: a\nstreams: { b: { retension: 7d } }'],
    ['a duration without unit', 'name: a\nstreams: { b: { retention: 7 } }'],
    ['too many partitions', 'name: a\nstreams: { b: { partitions: 129 } }'],
    ['an unknown type of field', 'name: a\ndatasets: { b: { fields: { c: word } } }'],
    ['an unknown type of source', 'name: a\nsources: { b: { type: tial, to: b } }'],
    ['a source without a stream', 'name: a\nsources: { b: { type: host } }'],
    ['an unknown option of a source', 'name: a\nsources: { b: { type: host, to: b, paht: x } }'],
    ['a name in capitals', 'name: a\nstreams: { Events: {} }'],
  ])('refuses %s', (_, text) => {
    expect(mistakesIn(text)).not.toEqual([])
  })

  test('describes every key in a sentence', async () => {
    const undescribed: string[] = []
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return
      const { properties } = schema as { properties?: Record<string, { description?: string }> }
      for (const [key, property] of Object.entries(properties ?? {})) {
        if (!/^[A-Z].*\.$/.test(property.description ?? '')) undescribed.push(`${path}.${key}`)
      }
      for (const [key, value] of Object.entries(schema)) visit(value, `${path}.${key}`)
    }
    visit(await projectSchema(), '')
    expect(undescribed).toEqual([])
  })
})
