/** What a panel of Grafana asks, as a search with measures or as SQL. */
import type { PanelQuery } from '../../model/dashboard.ts'
import { parseKql } from '../../query/kql/parse.ts'
import { type Json, listOf, mapOf, maybeNumber, maybeText } from './json.ts'
import { logQuery } from './loki.ts'
import { kqlOfLucene } from './lucene.ts'
import { sqlOf } from './sql.ts'

export interface QueryContext {
  /** What is searched by queries that name no table. */
  readonly dataset: string | undefined
  readonly tell: (why: string) => void
}

/** Undefined, and told, for what cannot be asked here. */
export function importQuery(panel: Json, context: QueryContext): PanelQuery | undefined {
  const targets = listOf(panel.targets).filter(({ hide }) => hide !== true)
  const [target] = targets
  if (!target) return undefined
  if (targets.length > 1) context.tell(`only the first of its ${targets.length} queries came along`)
  const sql = maybeText(target.rawSql) ?? maybeText(target.rawQuery)
  if (sql !== undefined && /^\s*(select|with)\b/i.test(sql)) return { sql: sqlOf(sql) }
  const found = isSearch(target) ? searchQuery(target) : logQuery(maybeText(target.expr) ?? '')
  if (found === undefined || !isReadable(found.kql)) {
    context.tell(`its query cannot be asked here: ${textOfQuery(target)}`)
    return undefined
  }
  if (context.dataset !== undefined) return { in: context.dataset, ...found }
  context.tell('its query names no dataset: import it again with the one that it searches')
  return undefined
}

/** The query as a person wrote it. */
export function textOfQuery(target: Json): string {
  return (
    maybeText(target.expr) ??
    maybeText(target.rawSql) ??
    maybeText(target.rawQuery) ??
    maybeText(target.query) ??
    JSON.stringify(target)
  )
}

function isReadable(kql = ''): boolean {
  try {
    parseKql(kql)
    return true
  } catch {
    return false
  }
}

function isSearch(target: Json): boolean {
  return Array.isArray(target.metrics) && Array.isArray(target.bucketAggs)
}

const metricNames: Readonly<Record<string, string>> = {
  avg: 'avg',
  sum: 'sum',
  min: 'min',
  max: 'max',
  cardinality: 'distinct',
}

/** Elasticsearch and OpenSearch: a query in the language of Lucene, metrics and buckets. */
function searchQuery(target: Json): Omit<PanelQuery, 'in'> | undefined {
  const kql = kqlOfLucene(maybeText(target.query) ?? '')
  const asked = listOf(target.metrics).filter(({ hide }) => hide !== true)
  const words = kql === '' || kql === '*' ? {} : { kql }
  if (asked.some(({ type }) => type === 'logs' || type === 'raw_data' || type === 'raw_document')) return words
  const measures = asked.map(measureOf)
  if (measures.length === 0 || measures.some((measure) => measure === undefined)) return undefined
  const buckets = listOf(target.bucketAggs)
  const by = buckets
    .filter(({ type }) => type === 'terms')
    .flatMap(({ field }) => maybeText(field)?.replace(/\.keyword$/, '') ?? [])
  const histogram = buckets.find(({ type }) => type === 'date_histogram')
  const interval = maybeText(mapOf(histogram?.settings).interval)
  const size = Number(mapOf(buckets.find(({ type }) => type === 'terms')?.settings).size)
  return {
    ...words,
    measure: measures.length === 1 ? measures[0]! : (measures as string[]),
    ...(by.length === 0 ? {} : { by: by.length === 1 ? by[0]! : by }),
    ...(histogram ? { every: interval && /^\d+(s|m|h|d)$/.test(interval) ? interval : 'auto' } : {}),
    ...(Number.isInteger(size) && size >= 1 && size <= 5000 ? { limit: size } : {}),
  }
}

function measureOf({ type, field, settings }: Json): string | undefined {
  if (type === 'count') return 'count'
  const name = maybeText(field)
  if (name === undefined) return undefined
  if (type === 'percentiles') {
    const [percent] = [mapOf(settings).percents].flat()
    const number = maybeNumber(Number(percent)) ?? 95
    return `p${number}(${name})`
  }
  const known = metricNames[String(type)]
  return known && `${known}(${name})`
}
