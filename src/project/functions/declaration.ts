/** What a function may say in the project file. */
import { Type } from 'typebox'
import { durationPattern } from '../../lib/duration.ts'
import { sizePattern } from '../../lib/size.ts'
import { namePattern } from '../name.ts'
import { triggers } from './trigger-declaration.ts'

const anyOptions = Type.Record(Type.String(), Type.Unknown())

const streamName = (description: string, example: string) =>
  Type.String({ pattern: namePattern, description, examples: [example] })

export const functionOptions = Type.Object({
  on: Type.Union([Type.String({ minLength: 1 }), ...Object.values(triggers)], {
    description: 'What starts it: records of a stream, files that land, requests by HTTP, or times.',
    examples: ['readings_raw', { schedule: '0 6 * * *', timezone: 'Europe/Madrid' }],
  }),
  run: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'A file of the project, in TypeScript or JavaScript, that exports a function.',
      examples: ['functions/clean.ts'],
    }),
  ),
  use: Type.Optional(
    Type.Union([Type.String(), anyOptions, Type.Array(Type.Union([Type.String(), anyOptions]))], {
      description: 'A built-in function by its name, or a list of them, each with its options: a chain.',
      examples: [[{ rename: { fields: { temp: 'celsius' } } }]],
    }),
  ),
  command: Type.Optional(
    Type.Array(Type.String(), {
      minItems: 1,
      description: 'A program and its arguments; for each batch it reads JSON lines and writes JSON lines.',
      examples: [['python3', 'functions/clean.py']],
    }),
  ),
  with: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'What the function is given as config; for one built-in function, its options.',
      examples: [{ limit: 30 }],
    }),
  ),
  secrets: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'What the function is given as secrets; a program has them as its environment.',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the project file has variables of this form.
      examples: [{ API_KEY: '${API_KEY}' }],
    }),
  ),
  to: Type.Optional(streamName('The stream that its records go to; without one it gives none.', 'readings')),
  errors: Type.Optional(
    streamName(
      'The stream that rejected records go to, each with its reason; by default <name>_errors. It is a dataset, too, unless another one stores it.',
      'readings_invalid',
    ),
  ),
  timeout: Type.String({
    pattern: durationPattern,
    default: '30s',
    description:
      'The longest that one batch, file, request or time may take; then the worker is replaced, and the batch taken apart.',
  }),
  memory: Type.String({
    pattern: sizePattern,
    default: '256MB',
    description: 'The most memory that a worker may take; then it is replaced, and the batch taken apart.',
  }),
  batch: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    default: 1000,
    description: 'The most records that it is given at once.',
  }),
  retries: Type.Integer({
    minimum: 0,
    maximum: 100,
    default: 2,
    description:
      'How often a batch that fails is tried again, with longer and longer pauses, before it is taken apart.',
  }),
  scale: Type.Optional(
    Type.Object(
      {
        min: Type.Integer({
          minimum: 0,
          maximum: 128,
          default: 1,
          description: 'The fewest workers; 0 ends them while nothing comes.',
        }),
        max: Type.Integer({
          minimum: 1,
          maximum: 128,
          default: 1,
          description:
            'The most workers; each has partitions of its own, so that more than those are of no use. Requests by HTTP have up to 4 by default.',
        }),
        target_cpu: Type.Integer({
          minimum: 1,
          maximum: 100,
          default: 80,
          description: 'One more works when they take more of a core than this, in per cent.',
        }),
        target_lag: Type.Integer({
          minimum: 1,
          default: 10_000,
          description: 'One more works when the function is so many records behind.',
        }),
      },
      { description: 'How many processes work at the same time, each on its own partitions of the stream.' },
    ),
  ),
})
