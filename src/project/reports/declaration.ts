/** The declaration of what `reports:` may hold. */
import { Type } from 'typebox'
import { paperFormats, paperLanguages } from '../../model/paper.ts'
import { namePattern } from '../name.ts'

const time = (more: object) => Type.String({ minLength: 1, ...more })

export const reportOptions = Type.Object({
  dashboard: Type.String({ minLength: 1, description: 'The dashboard that is sent.', examples: ['shop'] }),
  schedule: Type.String({
    minLength: 1,
    description: 'When it is sent: a cron expression, or every <duration>.',
    examples: ['0 8 * * 1'],
  }),
  timezone: Type.String({
    default: 'UTC',
    description: 'The time zone of the schedule, and of the times in the report.',
    examples: ['Europe/Madrid'],
  }),
  channel: Type.String({
    pattern: namePattern,
    description: 'The channel that sends it, which has to be of the type email.',
    examples: ['office'],
  }),
  to: Type.Optional(
    Type.Array(Type.String({ pattern: '^[^\\s@<>]+@[^\\s@<>]+$' }), {
      minItems: 1,
      description: 'Who gets it; those of the channel without it.',
      examples: [['sales@example.org']],
    }),
  ),
  title: Type.Optional(Type.String({ minLength: 1, description: 'What it is called; as the dashboard without it.' })),
  format: Type.Union(
    paperFormats.map((format) => Type.Literal(format)),
    { default: 'pdf', description: 'Pages, or one picture.' },
  ),
  language: Type.Union(
    paperLanguages.map((language) => Type.Literal(language)),
    { default: 'en', description: 'The language of its words, numbers and dates.' },
  ),
  time: Type.Optional(
    Type.Object(
      {
        from: time({
          description: 'Where its time begins: now-7d, or now-1w/w for the week before.',
          examples: ['now-1w/w'],
        }),
        to: time({ default: 'now', description: 'Where it ends.', examples: ['now/w'] }),
      },
      { description: 'The time that it shows; that of the dashboard without it.' },
    ),
  ),
  tenant: Type.Optional(
    Type.String({ pattern: namePattern, description: 'The client company whose rows it shows.', examples: ['acme'] }),
  ),
  filters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
    default: {},
    description: 'Only rows whose fields have these values; a dataset without such a field shows none.',
    examples: [{ region: 'north' }],
  }),
  variables: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]), {
    default: {},
    description: 'What is chosen in the dashboard.',
    examples: [{ service: ['web'] }],
  }),
})
