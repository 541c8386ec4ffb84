/** What `rules` of a dataset may hold. */
import { type TSchema, Type } from 'typebox'
import { durationPattern } from '../../lib/duration.ts'
import type { DeclaredType } from '../../model/schema.ts'

const types: readonly DeclaredType[] = ['boolean', 'integer', 'number', 'string', 'timestamp', 'date', 'json']

/** Of these a rule has one. */
export const conditions: Readonly<Record<string, TSchema>> = {
  type: Type.Union(
    types.map((type) => Type.Literal(type)),
    { description: 'The values are of this type.' },
  ),
  range: Type.Array(Type.Union([Type.Number(), Type.String({ minLength: 1 }), Type.Null()]), {
    minItems: 2,
    maxItems: 2,
    description: 'The least and the greatest value, numbers or times; null for none.',
    examples: [[-5, 40]],
  }),
  in: Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
    minItems: 1,
    description: 'The only values.',
    examples: [['north', 'south']],
  }),
  pattern: Type.String({
    minLength: 1,
    description: 'A regular expression (RE2) that fits the whole value.',
    examples: ['P-[0-9]{2}'],
  }),
  not_null: Type.Literal(true, { description: 'There is a value.' }),
  sql: Type.String({
    minLength: 1,
    description: 'An SQL expression over the fields of a record that is true or null.',
    examples: ['sd <= mean'],
  }),
  unique: Type.Literal(true, { description: 'No value comes twice; measured, see `key` for what acts on it.' }),
  monotonic: Type.Literal(true, { description: 'Values never fall, in the order of their offsets; measured.' }),
  references: Type.String({
    pattern: '^[^.]+[.].+$',
    description: 'Each value is one of a field of another dataset, `dataset.field`; measured.',
    examples: ['stations.place'],
  }),
  freshness: Type.String({
    pattern: durationPattern,
    description: 'The newest record is not older than this; measured.',
    examples: ['1h'],
  }),
}

export const rules = Type.Optional(
  Type.Array(
    Type.Object({
      field: Type.Optional(
        Type.String({ minLength: 1, description: 'The field that it is about, nested ones with dots.' }),
      ),
      ...Object.fromEntries(Object.entries(conditions).map(([name, schema]) => [name, Type.Optional(schema)])),
      by: Type.Optional(
        Type.String({ minLength: 1, description: 'With monotonic: for each value of this field by itself.' }),
      ),
      severity: Type.Optional(
        Type.Union([Type.Literal('reject'), Type.Literal('warn')], {
          description:
            'What becomes of a record that does not fulfil it: it is rejected with the rule as reason (the default where the rule is about a record by itself), or counted.',
        }),
      ),
      name: Type.Optional(Type.String({ minLength: 1, description: 'What the scorecard calls it.' })),
    }),
    {
      description:
        'What is asked of the records, each rule with one condition. The scorecard is `caudal quality`; `caudal profile` proposes rules.',
      examples: [[{ field: 'mean', range: [-5, 40] }]],
    },
  ),
)
