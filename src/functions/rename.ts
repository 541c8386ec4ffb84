import { Type } from 'typebox'
import { type NewRecord, put } from './field.ts'
import { defineFunction } from './function.ts'

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
    {
      options: { fields: { temp: 'celsius', temperatura: 'celsius' } },
      given: [{ temperatura: 20 }, { temp: 20, temperatura: 21 }],
      gives: [{ celsius: 20 }],
      rejects: ['cannot rename "temperatura" to "celsius": the record has that field, too'],
    },
  ],

  each({ fields }, { reject }) {
    const names = new Map(Object.entries(fields))
    const pairs = [...names]
    return (record) => {
      let found = 0
      for (const [old, name] of pairs) {
        if (!Object.hasOwn(record, old)) continue
        if (Object.hasOwn(record, name) && !names.has(name)) return reject(record, collision(old, name))
        found++
      }
      if (found === 0) return record
      const renamed: NewRecord = {}
      for (const key in record) {
        const name = names.get(key) ?? key
        if (found > 1 && Object.hasOwn(renamed, name)) return reject(record, collision(key, name))
        put(renamed, name, record[key])
      }
      return renamed
    }
  },
})

function collision(old: string, name: string): string {
  return `cannot rename "${old}" to "${name}": the record has that field, too`
}
