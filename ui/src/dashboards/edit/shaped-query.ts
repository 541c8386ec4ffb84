/** A query for a kind of panel: what does not fit is left out, what is missing is chosen among the fields, so that something is drawn. Pure. */
import type { PanelQuery, PanelType } from '../../../../src/model/dashboard.ts'
import { panels } from '../panels/index.ts'

export type FieldColumn = { readonly name: string; readonly type: string }
type Columns = readonly FieldColumn[]

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/
/** Fields that tell groups apart, where they have one of the usual names; and those whose numbers measure nothing. */
const usualGroup = /(^|[._])(service|app|host|device|machine|sensor|name|country|category|type|kind|method|product)$/i
const usualState = /(^|[._])(state|status|level|severity|health|mode)$/i
const noMeasure = /(^|[._])(id|code|status|port|pid|year|lat(itude)?|lon(gitude)?|lng)$/i
const latitude = /(^|[._])lat(itude)?$/i
const longitude = /(^|[._])(lon|lng|long|longitude)$/i

/** Of these the records themselves are drawn, and so many of the latest. */
const mostRecords = 1000
const recordFields: Partial<Record<PanelType, (columns: Columns) => readonly string[]>> = {
  histogram: (columns) => measured(columns).slice(0, 1),
  boxplot: (columns) => [...named(columns).slice(0, 1), ...measured(columns).slice(0, 1)],
  scatter: (columns) => [...measured(columns).slice(0, 2), ...named(columns).slice(0, 1)],
  state_timeline(columns) {
    const state = columns.find(({ name }) => usualState.test(name))?.name ?? named(columns)[0]
    const group = columns.find(({ name }) => usualGroup.test(name) && name !== state)?.name
    return [group, state].filter((name) => name !== undefined)
  },
  map(columns) {
    const places = [latitude, longitude].map((form) => columns.find(({ name }) => form.test(name))?.name)
    const [label] = named(columns)
    return [...places, label].filter((name) => name !== undefined)
  },
}

/** Without a dataset its columns are none, and nothing is chosen. Undefined is no query. */
export function shapedQuery(type: PanelType, query: PanelQuery | undefined, columns: Columns): PanelQuery | undefined {
  const { asks } = panels[type]
  if (asks === 'nothing' || (asks === 'maybe' && !query)) return undefined
  if (query?.sql !== undefined) return query
  const { every: _, measure, by, fields: __, limit, ...rest } = query ?? {}
  if (type === 'logs' || asks === 'maybe') return rest
  const wanted = recordFields[type]
  if (wanted) {
    const fields = wanted(columns)
    return { ...rest, ...(fields.length > 0 ? { fields } : {}), limit: mostRecords }
  }
  const known = [by ?? []].flat().filter((name) => columns.length === 0 || columns.some((one) => one.name === name))
  const missing = asks === 'groups' ? Math.max(0, (type === 'sankey' ? 2 : 1) - known.length) : 0
  const offered = named(columns).filter((name) => !known.includes(name))
  const groups = [...known, ...offered.slice(0, missing)]
  const isLimited = limit !== undefined && measure !== undefined
  return {
    ...rest,
    measure: type === 'bubble' ? bubbleMeasures(measure, columns) : (measure ?? 'count'),
    ...(groups.length === 0 ? {} : { by: groups.length === 1 ? groups[0]! : groups }),
    ...(asks === 'series' || asks === 'cells' || asks === 'number' ? { every: 'auto' } : {}),
    ...(isLimited ? { limit } : {}),
  }
}

/** One number across, one upwards, and one as the size. */
function bubbleMeasures(measure: PanelQuery['measure'], columns: Columns): readonly string[] {
  const given = [measure ?? []].flat()
  if (given.length > 1) return given
  const means = measured(columns).map((name) => `avg(${name})`)
  return [...means.slice(0, 2), 'count']
}

/** Fields with numbers that measure something. */
function measured(columns: Columns): string[] {
  const all = columns.filter(({ name, type }) => numbers.test(type) && !name.startsWith('_')).map(({ name }) => name)
  return [...all.filter((name) => !noMeasure.test(name)), ...all.filter((name) => noMeasure.test(name))]
}

/** Fields with names, those first that are the usual ones. */
function named(columns: Columns): string[] {
  const all = columns.filter(({ name, type }) => type === 'VARCHAR' && !name.startsWith('_')).map(({ name }) => name)
  const rank = (name: string) => (usualGroup.test(name) ? 0 : usualState.test(name) ? 1 : 2)
  return all.toSorted((a, b) => rank(a) - rank(b))
}
