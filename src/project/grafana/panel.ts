/** One panel of Grafana as one of ours. */
import {
  type GridPlace,
  gridColumns,
  type Panel,
  type PanelQuery,
  type PanelType,
  type Threshold,
} from '../../model/dashboard.ts'
import { type Json, listOf, mapOf, maybeNumber, maybeText, within } from './json.ts'
import { importQuery, type QueryContext, textOfQuery } from './query.ts'
import { unitOf } from './units.ts'

/** Ours, by the type of Grafana's or of its usual plugins; `shapeOf` says more of some. */
const types: Readonly<Record<string, PanelType>> = {
  timeseries: 'line',
  graph: 'line',
  trend: 'line',
  barchart: 'column',
  bargauge: 'horizontal_bar',
  stat: 'stat',
  singlestat: 'stat',
  gauge: 'gauge',
  table: 'table',
  'table-old': 'table',
  piechart: 'pie',
  'grafana-piechart-panel': 'pie',
  heatmap: 'heatmap',
  histogram: 'histogram',
  xychart: 'scatter',
  'state-timeline': 'state_timeline',
  'status-history': 'status_history',
  geomap: 'map',
  'grafana-worldmap-panel': 'map',
  text: 'text',
  logs: 'logs',
  alertlist: 'alerts',
}

export interface PanelContext extends QueryContext {
  readonly variables: readonly string[]
}

export function importPanel(source: Json, context: PanelContext): Panel {
  const title = maybeText(source.title)
  const description = maybeText(source.description)
  const words = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) }
  const at = placeOf(mapOf(source.gridPos))
  const named = types[String(source.type)]
  if (named === 'text') return { ...words, type: 'text', at, text: markdownOf(source, context.tell) }
  if (named === 'alerts') return { ...words, type: 'alerts', at }
  const query = named && importQuery(source, context)
  if (named === undefined) context.tell(`panels of the type ${String(source.type)} do not exist here`)
  if (named === undefined || query === undefined) {
    const queries = listOf(source.targets).map(textOfQuery)
    const text = [`Not imported: ${String(source.type)}`, ...queries.map((each) => `\`\`\`\n${each}\n\`\`\``)].join(
      '\n\n',
    )
    return { ...words, type: 'text', at, text }
  }
  const type = shapeOf(named, source)
  return { ...words, type, at, query: timed(query, type), ...looksOf(source, context.tell) }
}

/** Grafana has 24 columns and rows of 30 px. */
function placeOf({ x, y, w, h }: Json): GridPlace {
  const half = (value: unknown, otherwise: number) => Math.round((maybeNumber(value) ?? otherwise) / 2)
  const left = Math.min(gridColumns - 1, Math.max(0, half(x, 0)))
  const whole = (value: unknown, otherwise: number, least: number, most: number) =>
    Math.min(most, Math.max(least, Math.round(maybeNumber(value) ?? otherwise)))
  return {
    x: left,
    y: whole(y, 0, 0, 999),
    w: Math.min(gridColumns - left, Math.max(1, half(w, 12))),
    h: whole(h, 8, 2, 40),
  }
}

function shapeOf(type: PanelType, source: Json): PanelType {
  const custom = mapOf(within(source.fieldConfig, 'defaults', 'custom'))
  const isStacked = (maybeText(within(custom, 'stacking', 'mode')) ?? 'none') !== 'none' || source.stack === true
  if (type === 'line') {
    if (custom.drawStyle === 'bars' || source.bars === true) return 'bar'
    if (isStacked) return 'stacked'
    return (maybeNumber(custom.fillOpacity) ?? 0) > 0 || (maybeNumber(source.fill) ?? 0) > 1 ? 'area' : 'line'
  }
  if (type === 'column') return within(source.options, 'orientation') === 'horizontal' ? 'horizontal_bar' : 'column'
  return type
}

const overTime: readonly PanelType[] = ['line', 'area', 'stacked', 'bar', 'heatmap', 'state_timeline', 'status_history']

/** Panels without a time have no use for a value for each stretch of it. */
function timed(query: PanelQuery, type: PanelType): PanelQuery {
  if (query.sql !== undefined || query.measure === undefined) return query
  if (overTime.includes(type)) return { every: 'auto', ...query }
  if (type === 'stat') return query
  const { every: _, ...once } = query
  return once
}

type Looks = Pick<Panel, 'unit' | 'decimals' | 'min' | 'max' | 'thresholds' | 'legend'>

function looksOf(source: Json, tell: PanelContext['tell']): Looks {
  const defaults = mapOf(within(source.fieldConfig, 'defaults'))
  const grafanaUnit = maybeText(defaults.unit) ?? maybeText(source.format) ?? maybeText(listOf(source.yaxes)[0]?.format)
  const unit = unitOf(grafanaUnit)
  const thresholds = thresholdsOf(mapOf(defaults.thresholds), tell)
  const legend = mapOf(within(source.options, 'legend'))
  const isHidden = legend.showLegend === false || legend.displayMode === 'hidden'
  const place = isHidden ? 'none' : legend.placement === 'right' ? 'right' : undefined
  const decimals = maybeNumber(defaults.decimals)
  const [min, max] = [maybeNumber(defaults.min), maybeNumber(defaults.max)]
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(decimals !== undefined && Number.isInteger(decimals) && decimals >= 0 && decimals <= 10 ? { decimals } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(thresholds.length === 0 ? {} : { thresholds }),
    ...(place === undefined ? {} : { legend: place }),
  }
}

function thresholdsOf({ mode, steps }: Json, tell: PanelContext['tell']): Threshold[] {
  const known = listOf(steps).flatMap(({ value, color }) => {
    const from = maybeNumber(value)
    return from === undefined ? [] : [{ from, tone: toneOf(String(color)) }]
  })
  if (mode !== 'percentage' || known.length === 0) return known
  tell('its thresholds are shares of the range, not values')
  return []
}

function toneOf(color: string): Threshold['tone'] {
  if (/green/.test(color)) return 'ok'
  if (/orange|yellow/.test(color)) return 'warn'
  return /red/.test(color) ? 'bad' : 'plain'
}

function markdownOf(source: Json, tell: PanelContext['tell']): string {
  const options = mapOf(source.options)
  const mode = options.mode ?? source.mode
  if (mode === 'html') tell('its HTML is shown as text')
  return maybeText(options.content) ?? maybeText(source.content) ?? ' '
}
