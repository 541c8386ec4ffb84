/** What the project file may say of views. */
import { Type } from 'typebox'
import { secret, variable } from '../../channels/channel.ts'
import { durationPattern } from '../../lib/duration.ts'
import { tenantColumn } from '../people/declaration.ts'

export const viewFormats = ['csv', 'parquet', 'json', 'ndjson'] as const

export const viewOptions = Type.Object({
  sql: Type.String({
    minLength: 1,
    description: 'One SELECT over datasets and other views, or the name of a file that ends in .sql.',
    examples: ['sql/monthly.sql'],
  }),
  refresh: Type.Optional(
    Type.String({
      minLength: 1,
      default: 'on_change',
      description:
        'When it is computed anew: on_change of what it reads, "every 1h", a cron expression such as "0 3 * * *" in UTC, or manual.',
      examples: ['on_change'],
    }),
  ),
  key: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description:
        'The columns that tell rows apart, for the history of changes; by default the fewest first columns that do.',
      examples: [['place', 'year', 'month']],
    }),
  ),
  tenant: tenantColumn,
  history: Type.Optional(
    Type.String({
      pattern: durationPattern,
      default: '90d',
      description: 'How long its refreshes are remembered.',
      examples: ['90d'],
    }),
  ),
  export: Type.Optional(
    Type.Object(
      {
        to: Type.String({
          minLength: 1,
          description:
            'The file, or the object of S3 (s3://bucket/name), that holds its rows after each change; its ending says the format.',
          examples: ['public/monthly.csv', 's3://my-bucket/water/monthly.parquet'],
        }),
        region: Type.String({ minLength: 1, default: 'us-east-1', description: 'Of the bucket.' }),
        access_key: Type.Optional(
          Type.String({
            minLength: 1,
            description: 'The id of the access key of S3.',
            examples: ['AKIAIOSFODNN7EXAMPLE'],
          }),
        ),
        secret_key: Type.Optional(
          Type.String({
            minLength: 1,
            description: 'The secret of the access key.',
            examples: [variable('AWS_SECRET_ACCESS_KEY')],
            ...secret,
          }),
        ),
        server: Type.String({
          pattern: '^(https?://[^/\\s]+)?$',
          default: '',
          description: 'Another server that speaks the protocol of S3; Amazon by default.',
        }),
      },
      { description: 'Writes the rows to a file after each change, in one step: whoever reads it sees all of it.' },
    ),
  ),
})
