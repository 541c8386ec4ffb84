/** What the project file may say of endpoints. */
import { Type } from 'typebox'
import { resultFormats } from '../../model/result-format.ts'

const parameterTypes = {
  integer: 'a whole number of 64 bits',
  number: 'a number',
  text: 'text',
  boolean: 'true or false',
  date: 'a day, as 2026-01-31',
  timestamp: 'an instant, as 2026-01-31T12:00:00Z',
} as const

export type ParameterType = keyof typeof parameterTypes

const parameterType = Type.Union(
  Object.entries(parameterTypes).map(([type, description]) => Type.Literal(type, { description })),
  { description: 'What its text is read as.' },
)

/** So many requests a second, minute, hour or day. */
export const ratePattern = '^[1-9]\\d{0,8}/[smhd]$'

const scalar = (description: string) => Type.Union([Type.String(), Type.Number(), Type.Boolean()], { description })

const parameter = Type.Union([
  parameterType,
  Type.Object({
    type: Type.Optional(parameterType),
    values: Type.Optional(
      Type.Array(scalar('A value.'), { minItems: 1, description: 'The only values that it takes.' }),
    ),
    default: Type.Optional(scalar('The value of a request that has none.')),
    required: Type.Optional(
      Type.Boolean({ description: 'Whether a request has to have it; one without a default has to. Else it is null.' }),
    ),
    min: Type.Optional(scalar('The least value, or the least number of characters of a text.')),
    max: Type.Optional(scalar('The greatest value, or the most characters of a text.')),
    description: Type.Optional(Type.String({ description: 'What it is, for its documentation.' })),
  }),
])

export const endpointOptions = Type.Object({
  sql: Type.String({
    minLength: 1,
    description: 'One SELECT over datasets and views, or the name of a file that ends in .sql; $name is a parameter.',
    examples: ['select * from monthly where year = $year'],
  }),
  summary: Type.Optional(Type.String({ description: 'What it answers, in a sentence, for its documentation.' })),
  params: Type.Optional(
    Type.Record(Type.String(), parameter, {
      description:
        'The parameters of the request by name: a type, or a map with type, values, default, required, min, max.',
      examples: [{ year: 'integer' }],
    }),
  ),
  one: Type.Optional(
    Type.Boolean({ default: false, description: 'Answer with the first row as an object; without a row with 404.' }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1000,
      description: 'The most rows of one answer; more are an error, or the next page.',
    }),
  ),
  pages: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Take limit and offset, and tell the next page in the header Link. The SQL should order its rows.',
    }),
  ),
  not_found: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'The hint of the answer 404 when there is no row: a sentence, or a SELECT that finds a fact that helps.',
      examples: ["select 'There are years from ' || min(year) || ' to ' || max(year) from monthly"],
    }),
  ),
  formats: Type.Optional(
    Type.Array(Type.Union(resultFormats.map((format) => Type.Literal(format))), {
      minItems: 1,
      description:
        'The forms in which it answers, by Accept or ?format=; all by default, the first if none is asked for.',
    }),
  ),
  scope: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Which rows of what it reads a token sees, in SQL: $token.company is what was set for it with --set company=acme. A token without it sees nothing.',
      examples: ['company = $token.company'],
    }),
  ),
  rate: Type.Optional(
    Type.Union(
      [Type.String({ pattern: ratePattern }), Type.Array(Type.String({ pattern: ratePattern }), { minItems: 1 })],
      {
        description:
          'How many requests each token, or each address without one, may send: 100/m, or a list such as [10/s, 5000/d]. Hours and days are counted on across starts.',
        examples: ['100/m'],
      },
    ),
  ),
  cors: Type.Optional(
    Type.Array(Type.String({ pattern: '^(\\*|https?://[^/]+)$' }), {
      minItems: 1,
      description: 'The origins whose pages may ask from a browser; "*" for all.',
      examples: [['https://example.org']],
    }),
  ),
  public: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Whether anybody may ask; else a token is needed whose role may read.',
    }),
  ),
})
