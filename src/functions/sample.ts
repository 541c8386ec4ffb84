import { Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { partitionFor } from '../model/partition-key.ts'
import { fieldOf } from './field.ts'
import { defineFunction } from './function.ts'
import { valueText } from './value-text.ts'

export default defineFunction({
  name: 'sample',
  summary:
    'Keeps some of the records and drops the others, which are counted: one of every so many, or a share of all keys.',
  options: Type.Object({
    every: Type.Optional(
      Type.Integer({
        minimum: 2,
        description: 'Of so many records in a row the first is kept; records are not looked into.',
        examples: [10],
      }),
    ),
    share: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'The share of keys whose records are kept, all of them, always the same ones.',
        examples: [0.1],
      }),
    ),
    key: Type.Optional(
      Type.String({ minLength: 1, description: 'The field by whose value `share` decides.', examples: ['trace_id'] }),
    ),
  }),
  cases: [
    {
      options: { every: 3 },
      given: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }],
      gives: [{ n: 1 }, { n: 4 }],
      dropped: 2,
    },
    {
      options: { share: 0.5, key: 'trace' },
      given: [{ trace: 'a' }, { trace: 'b' }, { trace: 'c' }, { trace: 'b' }],
      gives: [{ trace: 'b' }, { trace: 'c' }, { trace: 'b' }],
      dropped: 1,
    },
  ],

  needs({ every, share, key }) {
    const isByShare = share !== undefined && key !== undefined
    if ((every !== undefined) === isByShare || (share !== undefined) !== (key !== undefined)) {
      const hint = 'Write every: with a number, or share: and key:.'
      throw new UserError('invalid', 'cannot use "sample": expecting either "every", or "share" and "key"', { hint })
    }
    return { state: every !== undefined }
  },

  pick({ every }, { state, drop }) {
    if (every === undefined) return undefined
    return () => {
      const passed = Number(state.get('passed') ?? 0)
      state.set('passed', (passed + 1) % every)
      if (passed > 0) drop()
      return passed === 0
    }
  },

  each({ share = 1, key = '' }, { drop }) {
    const field = fieldOf(key)
    const bound = share * 2 ** 31
    return (record) => (partitionFor(valueText(field.read(record)), 2 ** 31) < bound ? record : drop())
  },
})
