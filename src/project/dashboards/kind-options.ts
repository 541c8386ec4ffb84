/** What `options` of a panel may say, by its kind. */
import { type TObject, type TSchema, Type } from 'typebox'
import type { PanelType } from '../../model/dashboard.ts'

const column = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))
const value = { value: column('The column of the numbers; the first one by default.') }
const group = { group: column('The column whose values make groups.') }
const category = {
  category: column('The column of the names; the first one by default.'),
  series: column('The column whose values are beside one another.'),
  ...value,
}
const stacked = { ...category, stack: Type.Optional(Type.Boolean({ description: 'One upon the other.' })) }
const points = {
  x: column('The column of the numbers across.'),
  y: column('The column of the numbers upwards.'),
  ...group,
  label: column('The column of their names.'),
}
const tones = (['ok', 'warn', 'bad', 'plain'] as const).map((tone) => Type.Literal(tone))
const states = {
  state: column('The column of the states.'),
  ...group,
  states: Type.Optional(
    Type.Record(Type.String(), Type.Union(tones), {
      description: 'The tone of each state.',
      examples: [{ running: 'ok', stopped: 'bad' }],
    }),
  ),
}
const tree = {
  levels: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { description: 'The columns that are levels, from the outermost on.' }),
  ),
  ...value,
}
const path = Type.Optional(
  Type.String({ minLength: 1, description: 'A path of this server.', examples: ['/plan.svg'] }),
)
const choice = (names: readonly string[], description: string) =>
  Type.Optional(Type.Union(names.map((name) => Type.Literal(name)) as TSchema[], { description, examples: [names[0]] }))

/** Of every kind that asks something. */
const trellis = {
  trellis: column('The column whose values get a small chart each.'),
}

const own: Readonly<Partial<Record<PanelType, Readonly<Record<string, TSchema>>>>> = {
  column: stacked,
  horizontal_bar: stacked,
  table: {
    bars: Type.Optional(Type.Boolean({ default: true, description: 'The first number of a row as a bar behind it.' })),
    units: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'The unit of each column.',
        examples: [{ mean: 'ms' }],
      }),
    ),
  },
  calendar: { ...value, per_day: choice(['sum', 'mean', 'min', 'max'], 'What of the values of a day is shown; sum.') },
  histogram: {
    ...value,
    bins: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'So many steps.' })),
  },
  boxplot: { ...value, ...group },
  scatter: points,
  bubble: { ...points, size: column('The column of their sizes.') },
  radar: category,
  treemap: tree,
  sunburst: tree,
  sankey: value,
  funnel: { category: category.category, ...value },
  state_timeline: states,
  status_history: states,
  map: {
    form: choice(['points', 'clusters', 'heat', 'tracks', 'areas'], 'How places are shown; points.'),
    latitude: column('The column of the latitudes.'),
    longitude: column('The column of the longitudes.'),
    area: column('The column with names or codes of countries.'),
    ...value,
    ...group,
    label: column('The column of their names.'),
    size: Type.Optional(Type.Boolean({ description: 'Points are as large as their value.' })),
    tiles: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The map of the project whose tiles are drawn below, down to streets; outlines without it.',
        examples: ['streets'],
      }),
    ),
  },
  image: { path, column: column('The column whose latest value is the picture.') },
  embed: { path },
}

const nothingAsked: readonly PanelType[] = ['text', 'alerts', 'embed']

/** The declaration of the options of one kind. */
export function kindOptions(type: PanelType): TObject {
  return Type.Object({ ...own[type], ...(nothingAsked.includes(type) ? {} : trellis) })
}
