/** The declarations of what `monitors:` and `channels:` may hold, beside the options of each kind of channel. */
import { Type } from 'typebox'
import { durationPattern } from '../../lib/duration.ts'
import { severities } from '../../model/notice.ts'
import { namePattern } from '../name.ts'

const duration = (more: object) => Type.String({ pattern: durationPattern, ...more })
const optionalDuration = (more: object) => Type.Optional(duration(more))

/** The keys that every channel has. */
export const channelOptions = Type.Object({
  limit: Type.Integer({
    minimum: 1,
    default: 60,
    description: 'The most messages in an hour, those that failed included; what is more is collected into one.',
  }),
  digest: optionalDuration({ description: 'Collects the notices of this time into one message.', examples: ['10m'] }),
  give_up: duration({
    default: '1d',
    description:
      'A notice that could not be delivered for so long becomes a dead letter, and can be sent again by hand.',
  }),
  title: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'The first line of what it sends, instead of project, title and state: a template in Liquid over the notice (`title`, `text`, `project`, `monitor`, `state`, `severity`, `time`, `facts`, `records`, `total`, `links`).',
      examples: ['{{ severity | upcase }} {{ title }}'],
    }),
  ),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'What it says instead of the text of the notice: a template as `title`.',
      examples: ['{{ text }} Whoever is on call: see the wiki.'],
    }),
  ),
  details: Type.Boolean({
    default: true,
    description: 'Whether the figures, records, chart and links of the notice follow the text.',
  }),
})

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const clock = (more: object) => Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', ...more })

const maintenance = Type.Object({
  days: Type.Array(Type.Union(days.map((day) => Type.Literal(day))), {
    default: [...days],
    description: 'The days on which it begins; every day by default.',
  }),
  from: clock({ description: 'When it begins.', examples: ['22:00'] }),
  until: clock({ description: 'When it ends; the next day if it is not later than `from`.', examples: ['02:00'] }),
  zone: Type.String({ default: 'UTC', description: 'The time zone of both.', examples: ['Europe/Madrid'] }),
})

export const monitorOptions = Type.Object({
  on: Type.Optional(
    Type.String({ description: 'A dataset: each of its records is looked at as it comes.', examples: ['readings'] }),
  ),
  sql: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'One SELECT, asked again and again; `$from` and `$until` in it are the times of `over`.',
      examples: ["select count(*) as value from events where level = 'error' and _time >= $from"],
    }),
  ),
  kql: Type.Optional(
    Type.String({
      description:
        'A search, asked again and again: its `value` is how many records it finds in the time of `over`, or the `measure` of these.',
      examples: ['level:error'],
    }),
  ),
  in: Type.Optional(Type.String({ description: 'The dataset that `kql` searches.', examples: ['events'] })),
  measure: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'What `value` is of the records that `kql` finds, if not how many: `rate` (how many a second), or `sum`, `avg`, `min`, `max`, `median`, `distinct`, `first`, `last` or a percentile such as `p95` of a field.',
      examples: ['avg(celsius)', 'p95(duration_ms)'],
    }),
  ),
  when: Type.String({
    minLength: 1,
    description: 'The condition: SQL over the columns of the record, or of the row that the query gives.',
    examples: ['sd > 0.5'],
  }),
  by: Type.Array(Type.String({ minLength: 1 }), {
    default: [],
    description: 'Columns whose values make groups; each group has a state and notices of its own.',
    examples: [['file', 'place']],
  }),
  every: optionalDuration({ description: 'The time between two evaluations of a query; 1m by default.' }),
  over: optionalDuration({ description: 'How far back the query looks; 5m by default.' }),
  for: optionalDuration({ description: 'How long the condition has to hold before it is told; at once by default.' }),
  no_data: Type.Optional(
    Type.Union(
      [
        Type.Literal('no_data', { description: 'a state of its own, which is told' }),
        Type.Literal('ok', { description: 'nothing is wrong' }),
        Type.Literal('firing', { description: 'as if the condition held' }),
        Type.Literal('keep', { description: 'as it was' }),
      ],
      {
        description:
          'What it means when a query gives no row, or a group none any more; `no_data` by default, and `ok` with `by`.',
      },
    ),
  ),
  wait: optionalDuration({
    description: 'How long a group of records waits for more of its kind before it is told; 2s by default.',
  }),
  again: Type.Optional(
    Type.Union([duration({}), Type.Literal('never')], {
      description:
        'When a trouble that goes on is told again. Records that come for a group before that are told with it, or with `never` only counted. `never` by default for queries, 1h for records.',
      examples: ['4h'],
    }),
  ),
  severity: Type.Union(
    severities.map((severity) => Type.Literal(severity)),
    { default: 'warning', description: 'How bad it is.' },
  ),
  title: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'The first line of a notice: a template in Liquid over the columns of `by`, `monitor`, `project`, `state`, `severity` and `time`; of records `count` and `records`, of a query `value`, `since` and the columns of its row.',
      examples: [
        '{{place}} spreads too much',
        '{{ count }} readings of {{ place }}, up to {{ records | map: "sd" | sort | last }}',
      ],
    }),
  ),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'What a notice says besides, such as what to do: a template as `title`.',
      examples: ['See the calibration of {{place}}.'],
    }),
  ),
  notify: Type.Array(Type.String({ pattern: namePattern }), {
    default: [],
    description: 'The channels that are told.',
    examples: [['ops']],
  }),
  inhibited_by: Type.Array(Type.String({ pattern: namePattern }), {
    default: [],
    description: 'Monitors that explain this one: while one of them fires for the same group, this one is not told.',
    examples: [['network']],
  }),
  maintenance: Type.Array(maintenance, {
    default: [],
    description: 'Times of planned work, in which nothing is told; what still goes on afterwards is.',
  }),
})
