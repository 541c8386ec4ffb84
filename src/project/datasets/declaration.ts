import { Type } from 'typebox'
import { durationPattern } from '../../lib/duration.ts'
import type { DeclaredType } from '../../model/schema.ts'
import { tenantColumn } from '../people/declaration.ts'
import { retentionOptions } from '../retention.ts'
import { rules } from './rule-declaration.ts'

const declaredTypes: Record<DeclaredType, string> = {
  boolean: 'true or false',
  integer: 'whole numbers of 64 bits',
  number: 'numbers with a fraction',
  string: 'text',
  timestamp: 'an instant: ISO 8601, RFC 2822 or an epoch',
  date: 'a day',
  json: 'any value, kept as it came',
}

export const datasetOptions = Type.Object({
  from: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The stream that it stores; by default the one of its own name.',
      examples: ['events'],
    }),
  ),
  time: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        "The field that holds a record's time; by default @timestamp, timestamp, time, ts, datetime or date, else the time received.",
      examples: ['created_at'],
    }),
  ),
  fields: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Union(Object.entries(declaredTypes).map(([type, description]) => Type.Literal(type, { description }))),
      {
        description:
          'The types of fields, where inferring them is not wanted; nested fields with dots. A value that does not fit is kept in _rest and counted.',
        examples: [{ status: 'integer' }],
      },
    ),
  ),
  key: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description:
        'Fields whose values tell one record from another: of records with the same values one is stored, the others are counted as duplicate. A record without one of them is always stored.',
      examples: [['date', 'place']],
    }),
  ),
  keep: Type.Optional(
    Type.Union(
      [
        Type.Literal('first', { description: 'The one that came first; what comes later is not stored.' }),
        Type.Literal('last', { description: 'The one that came last; the row before it is removed.' }),
      ],
      { default: 'first', description: 'Which of the records with the same key is stored.' },
    ),
  ),
  within: Type.Optional(
    Type.String({
      pattern: durationPattern,
      description:
        'Records with the same key are duplicates if they come within this time after the one that is stored; for ever without it.',
      examples: ['7d'],
    }),
  ),
  tenant: tenantColumn,
  rules,
  ...retentionOptions,
})
