import type { Variable } from '../../model/dashboard.ts'
import { type Json, listOf, mapOf, maybeText } from './json.ts'
import { sqlOf } from './sql.ts'

/** Undefined, and told, for kinds that do not exist here. */
export function importVariable(source: Json, tell: (why: string) => void): Variable | undefined {
  const title = maybeText(source.label)
  const shared = {
    ...(title === undefined ? {} : { title }),
    ...(source.multi === true ? { multi: true } : {}),
    ...(source.includeAll === true ? { all: true } : {}),
  }
  switch (source.type) {
    case 'custom':
    case 'constant': {
      const values = valuesOf(source)
      if (values.length > 0) return { type: 'list', values, ...shared }
      tell('it has no values')
      return undefined
    }
    case 'interval': {
      const values = valuesOf(source).filter((value) => /^\d+(s|m|h|d)$/.test(value))
      if (values.length > 0) return { type: 'interval', values, ...(title === undefined ? {} : { title }) }
      tell('its intervals are none here')
      return undefined
    }
    case 'textbox':
      return { type: 'text', ...(title === undefined ? {} : { title }) }
    case 'query': {
      const sql =
        maybeText(source.query) ?? maybeText(mapOf(source.query).rawSql) ?? maybeText(mapOf(source.query).query)
      if (sql && /^\s*(select|with)\b/i.test(sql)) return { type: 'query', sql: sqlOf(sql), ...shared }
      tell(`its query is no SQL: ${sql ?? 'none'}`)
      return undefined
    }
    default:
      tell(`variables of the type ${String(source.type)} do not exist here`)
      return undefined
  }
}

function valuesOf(source: Json): string[] {
  const offered = listOf(source.options).flatMap(({ value }) => maybeText(value) ?? [])
  const written = (maybeText(source.query) ?? '').split(',').map((value) => value.trim().replace(/^.* : /, ''))
  const values = written.some((value) => value !== '') ? written : offered
  return [...new Set(values)].filter((value) => value !== '' && value !== '$__all' && value !== 'auto')
}
