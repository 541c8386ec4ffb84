/** Queries of Loki that are a choice of records, perhaps counted: `sum by (level) (rate({app="web"} |= "error" [5m]))`. */
import type { PanelQuery } from '../../model/dashboard.ts'

const counted =
  /^(?:sum|topk\(\d+,\s*sum)?\s*(?:by\s*\(([^)]*)\))?\s*\(?\s*(rate|count_over_time)\s*\(([\s\S]+?)\[[^\]]+\]\s*\)\s*\)*\s*(?:by\s*\(([^)]*)\))?\s*\)*$/
const selector = /^\s*\{([^}]*)\}\s*((?:(?:\|=|!=)\s*(?:"(?:[^"\\]|\\.)*"|`[^`]*`)\s*)*)(\|\s*(?:json|logfmt)\s*)?$/
const matcher = /^\s*([\w.]+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*$/

/** Undefined for anything more: parsers of lines, arithmetic, PromQL. */
export function logQuery(expr: string): Omit<PanelQuery, 'in'> | undefined {
  const [, before, what, inner, after] = counted.exec(expr.trim()) ?? []
  const kql = kqlOf(inner ?? expr)
  if (kql === undefined) return undefined
  const words = kql === '' ? {} : { kql }
  if (what === undefined) return words
  const by = (before ?? after ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return {
    ...words,
    measure: what === 'rate' ? 'rate' : 'count',
    ...(by.length === 0 ? {} : { by: by.length === 1 ? by[0]! : by }),
    every: 'auto',
  }
}

function kqlOf(text: string): string | undefined {
  const [whole, labels = '', lines = ''] = selector.exec(text) ?? []
  if (whole === undefined) return undefined
  const fields = labels
    .split(/,(?=\s*[\w.]+\s*(?:=|!))/)
    .filter((part) => part.trim() !== '')
    .map(conditionOf)
  if (fields.some((condition) => condition === undefined)) return undefined
  const texts = [...lines.matchAll(/(\|=|!=)\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g)].map(
    ([, sign, quoted, raw = '']) => `${sign === '!=' ? 'not ' : ''}"${quoted ?? raw.replace(/["\\]/g, '\\$&')}"`,
  )
  return [...fields, ...texts].join(' and ')
}

function conditionOf(text: string): string | undefined {
  const [, field, sign, value = ''] = matcher.exec(text) ?? []
  if (field === undefined) return undefined
  if (sign === '=' || sign === '!=') return `${sign === '!=' ? 'not ' : ''}${field}:"${value}"`
  // A pattern that is a list of words is one here, too; `.+` asks for the field.
  if (value === '.+' || value === '.*') return sign === '=~' ? `${field}:*` : undefined
  if (!/^[\w.-]+(\|[\w.-]+)*$/.test(value)) return undefined
  return `${sign === '!~' ? 'not ' : ''}${field}:(${value
    .split('|')
    .map((word) => `"${word}"`)
    .join(' or ')})`
}
