/** What starts a function, as it stands under `on`. */
import { type TProperties, Type } from 'typebox'
import { durationPattern } from '../../lib/duration.ts'
import { sizePattern } from '../../lib/size.ts'

const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type HttpMethod = (typeof httpMethods)[number]

/** Who may send requests: anybody, or tokens that may do what this role may. */
const accesses = ['public', 'viewer', 'reader', 'writer', 'editor', 'admin'] as const
export type Access = (typeof accesses)[number]

const missedRuns = ['skip', 'once', 'all'] as const
export type MissedRuns = (typeof missedRuns)[number]

const method = Type.Union(httpMethods.map((name) => Type.Literal(name)))
const file = Type.String({ minLength: 1 })

/** Each kind has the key of its own name. */
export const triggers = {
  stream: Type.Object({
    stream: Type.String({ minLength: 1, description: 'The stream whose records it is given.' }),
  }),
  file: Type.Object({
    file: Type.Union([file, Type.Array(file, { minItems: 1 })], {
      description: 'The files that it is given, each version once: folders, globs or paths, relative to the project.',
      examples: ['landing/*.pdf'],
    }),
    settle: Type.String({
      pattern: durationPattern,
      default: '1s',
      description: 'How long a file must not have changed before it is taken to be whole.',
    }),
  }),
  http: Type.Object({
    http: Type.String({
      minLength: 1,
      description: 'The path of the requests that it answers; {name} stands for a part that differs.',
      examples: ['/orders/{id}'],
    }),
    method: Type.Union([method, Type.Array(method, { minItems: 1 })], {
      default: 'POST',
      description: 'The methods that it answers.',
    }),
    access: Type.Union(
      accesses.map((name) => Type.Literal(name)),
      {
        default: 'writer',
        description: 'Who may send requests: anybody (public), or whoever has a token that may do what this role may.',
      },
    ),
    body: Type.String({ pattern: sizePattern, default: '1MB', description: 'The longest body of a request.' }),
  }),
  schedule: Type.Object({
    schedule: Type.String({
      minLength: 1,
      description: 'A cron expression, or every <duration>.',
      examples: ['0 6 * * *', 'every 15m'],
    }),
    timezone: Type.String({
      default: 'UTC',
      description: 'The time zone in which a cron expression is read.',
      examples: ['Europe/Madrid'],
    }),
    missed: Type.Union(
      missedRuns.map((name) => Type.Literal(name)),
      {
        default: 'skip',
        description:
          'What becomes of times that passed while Caudal did not run, or the run before was still under way: told only (skip), made up by one run (once), or by one each (all).',
      },
    ),
  }),
} satisfies Readonly<Record<string, ReturnType<typeof Type.Object<TProperties>>>>

export type TriggerKind = keyof typeof triggers
