import { Type } from 'typebox'
import { put } from './field.ts'
import { defineFunction, type JsonRecord } from './function.ts'

export default defineFunction({
  name: 'rename',
  summary: 'Renames fields, keeping their order.',
  options: Type.Object({
    fields: Type.Record(Type.String(), Type.String({ minLength: 1 }), {
      description: 'The new name of each field, by its old name.',
      examples: [{ temp: 'celsius' }],
    }),
  }),
  cases: [
    { options: { fields: { temp: 'celsius' } }, given: [{ id: 1, temp: 20 }], gives: [{ id: 1, celsius: 20 }] },
    { options: { fields: { absent: 'x' } }, given: [{ id: 1 }], gives: [{ id: 1 }] },
    { options: { fields: { a: 'b', b: 'a' } }, given: [{ a: 1, b: 2 }], gives: [{ b: 1, a: 2 }] },
    {
      options: { fields: { temp: 'celsius' } },
      given: [{ temp: 20, celsius: 21 }],
      gives: [],
      rejects: ['cannot rename "temp" to "celsius": the record has that field, too'],
    },
  ],

  each({ fields }, { reject }) {
    const names = new Map(Object.entries(fields))
    const olds = [...names.keys()]
    return (record) => {
      if (!olds.some((old) => Object.hasOwn(record, old))) return record
      const renamed: Record<string, unknown> = {}
      for (const key of Object.keys(record)) {
        const name = names.get(key) ?? key
        if (Object.hasOwn(renamed, name)) return reject(record, collision(record, names, name))
        put(renamed, name, record[key])
      }
      return renamed
    }
  },
})

function collision(record: JsonRecord, names: ReadonlyMap<string, string>, name: string): string {
  const old = Object.keys(record).find((key) => names.get(key) === name)
  return `cannot rename "${old}" to "${name}": the record has that field, too`
}
