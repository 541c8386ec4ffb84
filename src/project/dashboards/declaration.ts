/** What the file of a dashboard may say. */
import { Type } from 'typebox'
import { durationPattern } from '../../lib/duration.ts'
import { gridColumns, panelTypes } from '../../model/dashboard.ts'

/** `dashboards:` of the project file. */
export const dashboardFiles = Type.Union(
  [Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })],
  {
    default: 'dashboards',
    description:
      'Folders whose files that end in `.yaml` are dashboards, or such files themselves. A dashboard has the name of its file; what is made in the browser goes into the first folder.',
    examples: ['dashboards'],
  },
)

const names = (description: string, example: string) =>
  Type.Optional(
    Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })], {
      description,
      examples: [example],
    }),
  )

export const queryOptions = Type.Object({
  sql: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'One SELECT, or the name of a file that ends in .sql. `$from`, `$until` and `$interval_ms` are those of the dashboard, `$name` is what is chosen for a variable: a list for one with `multi`, null for all.',
      examples: ['select service, count(*) as requests from shop where _time >= $from group by service'],
    }),
  ),
  in: Type.Optional(Type.String({ description: 'The dataset or view that is searched.', examples: ['shop'] })),
  kql: Type.Optional(Type.String({ description: 'Which of its records count.', examples: ['status >= 500'] })),
  where: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'Fields whose value has to be what is chosen for a variable.',
      examples: [{ service: 'service' }],
    }),
  ),
  measure: names(
    'What is computed: count, rate (records a second), or sum, avg, min, max, median, p95, distinct, first or last of a field. The records themselves without it.',
    'p95(duration_ms)',
  ),
  by: names('Fields whose values make groups.', 'service'),
  every: Type.Optional(
    Type.String({
      pattern: `${durationPattern}|^auto$|^\\$[a-z][a-z0-9_]*$`,
      description: 'A value for each stretch of time: auto, a duration, or `$name` of an interval variable.',
      examples: ['auto'],
    }),
  ),
  fields: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { description: 'Of records: these fields; all by default.' }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 5000,
      description: 'The greatest groups, 10 by default over time and 100 otherwise; or the latest records.',
    }),
  ),
})

const coordinate = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description })

export const panelOptions = Type.Object({
  title: Type.Optional(Type.String({ description: 'What stands above it.', examples: ['Requests'] })),
  description: Type.Optional(Type.String({ description: 'More about it, for those who ask.' })),
  type: Type.Union(
    panelTypes.map((type) => Type.Literal(type)),
    { description: 'How it is shown.', examples: ['line'] },
  ),
  at: Type.Object(
    {
      x: coordinate(0, gridColumns - 1, `The column, from 0 to ${gridColumns - 1}.`),
      y: coordinate(0, 999, 'The row, from 0.'),
      w: coordinate(1, gridColumns, 'So many columns wide.'),
      h: coordinate(1, 40, 'So many rows high.'),
    },
    { description: 'Its place in the grid.', examples: [{ x: 0, y: 0, w: 6, h: 6 }] },
  ),
  tab: Type.Optional(Type.String({ description: 'The tab on which it stands; on all of them without.' })),
  section: Type.Optional(
    Type.String({ description: 'The section in which it stands; its place is one in the grid of that section.' }),
  ),
  query: Type.Optional(queryOptions),
  unit: Type.Optional(
    Type.String({
      description: 'ms, s, bytes, percent, share (0 to 1), or any text to write behind the number.',
      examples: ['ms'],
    }),
  ),
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, description: 'Digits behind the point.' })),
  legend: Type.Optional(
    Type.Union(
      (['bottom', 'right', 'none'] as const).map((place) => Type.Literal(place)),
      { description: 'Where the names of the series stand.' },
    ),
  ),
  thresholds: Type.Optional(
    Type.Array(
      Type.Object({
        from: Type.Number({ description: 'From this value on.', examples: [90] }),
        tone: Type.Union(
          (['ok', 'warn', 'bad', 'plain'] as const).map((tone) => Type.Literal(tone)),
          { examples: ['bad'] },
        ),
      }),
      { description: 'Numbers that mean something.' },
    ),
  ),
  min: Type.Optional(Type.Number({ description: 'Where the scale begins.' })),
  max: Type.Optional(Type.Number({ description: 'Where the scale ends.' })),
  value: Type.Optional(
    Type.Union(
      (['last', 'sum', 'mean', 'min', 'max'] as const).map((way) => Type.Literal(way)),
      { description: 'What of a series is its one number; the last by default.' },
    ),
  ),
  text: Type.Optional(Type.String({ description: 'Markdown, for a panel of type text.' })),
  links: Type.Optional(
    Type.Array(
      Type.Object({
        title: Type.String({ minLength: 1, description: 'What people read.', examples: ['The service'] }),
        to: Type.String({
          pattern: '^(/(?![/\\\\])|https?://)',
          description: 'A path of this server or another address; `{field}` is the value of what was clicked.',
          examples: ['/ui/dashboards/service?var-service={service}'],
        }),
      }),
      { description: 'Where it leads to, with what was clicked.' },
    ),
  ),
  options: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'What only this kind of panel has.' }),
  ),
})

export const tabOptions = Type.Object({
  title: Type.String({ minLength: 1, description: 'What people read.', examples: ['The shop'] }),
})

export const sectionOptions = Type.Object({
  title: Type.String({ minLength: 1, description: 'The heading.', examples: ['Traffic'] }),
  tab: Type.Optional(Type.String({ description: 'The tab on which it stands; on all of them without.' })),
  closed: Type.Optional(Type.Boolean({ description: 'At first only its heading is seen.' })),
})

export const annotationOptions = Type.Object({
  title: Type.Optional(Type.String({ description: 'What people read; its name by default.' })),
  monitors: Type.Optional(
    Type.Union([Type.Literal('all'), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })], {
      description: 'Shows when these monitors fired, or all of them.',
      examples: ['all'],
    }),
  ),
  in: Type.Optional(Type.String({ description: 'Shows records of this dataset or view.', examples: ['deploys'] })),
  kql: Type.Optional(Type.String({ description: 'Which of its records.', examples: ['environment:production'] })),
  text: Type.Optional(Type.String({ description: 'The field that says what happened.', examples: ['version'] })),
  sql: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'One SELECT instead, which gives `time`, perhaps `until`, and a text; or a file that ends in .sql.',
      examples: ['select _time as time, version from deploys where _time between $from and $until'],
    }),
  ),
  tone: Type.Optional(
    Type.Union(
      (['plain', 'ok', 'warn', 'bad'] as const).map((tone) => Type.Literal(tone)),
      { description: 'plain, and bad for monitors.' },
    ),
  ),
})

export const variableOptions = Type.Object({
  title: Type.Optional(Type.String({ description: 'What people read; its name by default.' })),
  type: Type.Union(
    [
      Type.Literal('query', { description: 'the values that a query gives' }),
      Type.Literal('list', { description: 'the values that stand there' }),
      Type.Literal('text', { description: 'what is typed' }),
      Type.Literal('interval', { description: 'a stretch of time, for `every`' }),
    ],
    { default: 'query', description: 'Where its values come from.' },
  ),
  sql: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'One SELECT whose first column holds the values; it may use the variables that stand before this one.',
      examples: ['select distinct service from shop order by 1'],
    }),
  ),
  values: Type.Optional(
    Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 1, description: 'The values of a list.' }),
  ),
  default: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], { description: 'What is chosen at first.' }),
  ),
  multi: Type.Optional(Type.Boolean({ description: 'Several may be chosen.' })),
  all: Type.Optional(Type.Boolean({ description: 'All may be chosen at once, and are at first.' })),
})

export const dashboardOptions = Type.Object({
  title: Type.String({ minLength: 1, description: 'What people call it.', examples: ['The shop'] }),
  description: Type.Optional(Type.String({ description: 'What it is for, in a sentence.' })),
  home: Type.Optional(
    Type.Boolean({ description: 'People begin here; at the first one that they may see, where none says so.' }),
  ),
  time: Type.Object(
    {
      from: Type.String({
        default: 'now-1h',
        description: 'Where its time range begins: now-15m, a day or an instant; empty for all of time.',
        examples: ['now-15m'],
      }),
      to: Type.String({ default: 'now', description: 'Where it ends.', examples: ['now'] }),
    },
    { default: { from: 'now-1h', to: 'now' }, description: 'The time range at first.' },
  ),
  refresh: Type.Optional(
    Type.Union([Type.String({ pattern: durationPattern }), Type.Literal('live')], {
      description: 'How often it is asked again, or `live`: whenever there is something new.',
      examples: ['10s', 'live'],
    }),
  ),
  variables: Type.Record(Type.String(), variableOptions, {
    default: {},
    description: 'What people may choose, by name.',
  }),
  tabs: Type.Optional(Type.Record(Type.String(), tabOptions, { description: 'Tabs, by name.' })),
  sections: Type.Optional(
    Type.Record(Type.String(), sectionOptions, {
      description: 'Headings with panels below that can be closed, by name.',
    }),
  ),
  annotations: Type.Optional(
    Type.Record(Type.String(), annotationOptions, { description: 'What is marked in charts over time, by name.' }),
  ),
  panels: Type.Record(Type.String(), panelOptions, { default: {}, description: 'The panels, by name.' }),
})
