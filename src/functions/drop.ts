import { Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { fieldOf, type NewRecord, put } from './field.ts'
import { defineFunction } from './function.ts'

export default defineFunction({
  name: 'drop',
  summary: 'Leaves out records that meet a condition, which are counted as dropped, or fields of all records.',
  options: Type.Object({
    when: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Records that meet this KQL are left out.',
        examples: ['level: debug'],
      }),
    ),
    fields: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description: 'These fields are left out; those within others with dots.',
        examples: [['password', 'user.email']],
      }),
    ),
  }),
  cases: [
    {
      options: { when: 'level: debug' },
      given: [{ level: 'debug' }, { level: 'info' }],
      gives: [{ level: 'info' }],
      dropped: 1,
    },
    {
      options: { fields: ['password', 'user.email'] },
      given: [{ id: 1, password: 'x', user: { name: 'Ada', email: 'ada@example.org' } }, { id: 2 }],
      gives: [{ id: 1, user: { name: 'Ada' } }, { id: 2 }],
    },
  ],

  needs({ when, fields }) {
    if (when === undefined && !fields?.length) {
      const hint = 'Write when: with a condition, or fields: with their names.'
      throw new UserError('invalid', 'cannot use "drop": neither "when" nor "fields" is given', { hint })
    }
    return { conditions: when === undefined ? [] : [when] }
  },

  each({ when, fields = [] }, { matches, drop }) {
    const isUnwanted = when === undefined ? () => false : matches(when)
    const names = new Set(fields)
    const unwanted = fields.map(fieldOf)
    return (record) => {
      if (isUnwanted(record)) return drop()
      if (!unwanted.some((field) => field.read(record) !== undefined)) return record
      // A copy without them is made faster than they are deleted from one.
      const kept: NewRecord = {}
      for (const key in record) if (!names.has(key)) put(kept, key, record[key])
      for (const field of unwanted) field.remove(kept)
      return kept
    }
  },
})
