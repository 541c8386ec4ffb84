import { Type } from 'typebox'
import { isJsonObject, type JsonRecord } from '../model/record.ts'
import { type NewRecord, put } from './field.ts'
import { defineFunction } from './function.ts'

export default defineFunction({
  name: 'flatten',
  summary: 'Turns fields within fields into fields with long names; lists stay as they are.',
  options: Type.Object({
    separator: Type.String({
      minLength: 1,
      description: 'What stands between the names; datasets join them with a dot, too.',
      default: '.',
      examples: ['_'],
    }),
    depth: Type.Integer({
      minimum: 1,
      maximum: 64,
      description: 'How many levels are opened; what lies deeper stays an object.',
      default: 64,
    }),
  }),
  cases: [
    {
      options: {},
      given: [{ id: 1, at: { lat: 40.4, lon: -3.7, tags: [1, 2] } }],
      gives: [{ id: 1, 'at.lat': 40.4, 'at.lon': -3.7, 'at.tags': [1, 2] }],
    },
    { options: { separator: '_' }, given: [{ a: { b: { c: 1 } } }], gives: [{ a_b_c: 1 }] },
    { options: { depth: 1 }, given: [{ a: { b: { c: 1 } } }], gives: [{ 'a.b': { c: 1 } }] },
    { options: {}, given: [{ a: {}, b: null }], gives: [{ a: {}, b: null }] },
    {
      options: {},
      given: [{ 'a.b': 1, a: { b: 2 } }],
      gives: [],
      rejects: ['cannot flatten "a.b": the record has that field twice'],
    },
  ],

  each({ separator, depth }, { reject }) {
    return (record) => {
      if (!Object.values(record).some(isOpened)) return record
      const flat: NewRecord = {}
      const twice = flatten(record, '', depth, separator, flat)
      return twice === undefined ? flat : reject(record, `cannot flatten "${twice}": the record has that field twice`)
    }
  },
})

/** Fills in the flat record; the name that came twice, if one did. */
function flatten(
  from: JsonRecord,
  prefix: string,
  depth: number,
  separator: string,
  flat: NewRecord,
): string | undefined {
  for (const key of Object.keys(from)) {
    const value = from[key]
    const name = prefix + key
    if (depth > 0 && isOpened(value)) {
      const twice = flatten(value, name + separator, depth - 1, separator, flat)
      if (twice !== undefined) return twice
    } else {
      if (Object.hasOwn(flat, name)) return name
      put(flat, name, value)
    }
  }
  return undefined
}

/** An object without fields has nothing to be opened, and would vanish. */
function isOpened(value: unknown): value is JsonRecord {
  return isJsonObject(value) && Object.keys(value).length > 0
}
