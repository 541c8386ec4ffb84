/**
 * The declarations of what a project file may hold. The check, the JSON Schema for editors and the reference are read from
 * them; the options of each source come from its own declaration.
 */
import { Type } from 'typebox'
import { durationPattern } from '../lib/duration.ts'
import { sizePattern } from '../lib/size.ts'
import { maxPartitions } from '../model/offset.ts'
import type { DeclaredType } from '../model/schema.ts'
import { rules } from './datasets/rule-declaration.ts'
import { namePattern, projectNamePattern } from './name.ts'
import { tenantColumn } from './people/declaration.ts'

export const projectName = Type.String({
  pattern: projectNamePattern,
  description: "The project's name: lower-case letters, digits, - and _.",
  examples: ['water'],
})

export const sourceTo = Type.String({
  pattern: namePattern,
  description: 'The stream that it writes to; a stream named here needs no entry under "streams".',
  examples: ['events'],
})

const retention = Type.Optional(
  Type.String({
    pattern: durationPattern,
    description: 'Records older than this are removed; without it they are kept.',
    examples: ['7d'],
  }),
)

const retentionSize = Type.Optional(
  Type.String({
    pattern: sizePattern,
    description: 'The oldest records are removed once all together are larger than this.',
    examples: ['10GB'],
  }),
)

export const streamOptions = Type.Object({
  partitions: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maxPartitions,
      default: 1,
      description: 'How many logs the stream is spread over; records keep their order within one.',
    }),
  ),
  key: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The field whose value chooses the partition, so that equal values keep their order.',
      examples: ['device'],
    }),
  ),
  private: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description: 'Fields whose values `caudal record` replaces by others of the same shape.',
      examples: [['name', 'address.street']],
    }),
  ),
  retention,
  retention_size: retentionSize,
})

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
  retention,
  retention_size: retentionSize,
})

/** The parts that later versions have; refused by name rather than as slips. */
export const laterSections = ['apps'] as const

export const sections = [
  'name',
  'sources',
  'streams',
  'functions',
  'datasets',
  'views',
  'endpoints',
  'monitors',
  'channels',
  'dashboards',
  'roles',
  'tenants',
  'login',
] as const
