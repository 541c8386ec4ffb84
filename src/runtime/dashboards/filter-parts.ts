/** The rows that the filters of a dashboard leave, by dataset: of those whose columns they name. The others keep all of theirs. */
import type { RowPart } from '../../datasets/dataset.ts'
import { quoteName, quoteText } from '../../lib/sql-text.ts'
import type { DashboardFilter } from '../../model/dashboard.ts'
import type { Column } from '../../model/schema.ts'

export function filterParts(
  filters: readonly DashboardFilter[],
  datasets: readonly { readonly name: string; readonly columns: readonly Pick<Column, 'name'>[] }[],
): Record<string, RowPart> {
  const parts: Record<string, RowPart> = {}
  if (filters.length === 0) return parts
  for (const { name, columns } of datasets) {
    const names = columns.map((column) => column.name)
    const where = filterCondition(filters.filter(({ field }) => names.includes(field)))
    if (where !== undefined) parts[name] = { where }
  }
  return parts
}

/** Values of one field are alternatives; fields, and what is not to be, are met together. Undefined without any. */
export function filterCondition(filters: readonly DashboardFilter[]): string | undefined {
  const wanted = Map.groupBy(
    filters.filter(({ not }) => !not),
    ({ field }) => field,
  )
  const conditions = [
    ...[...wanted.values()].map((same) => `(${same.map(equality).join(' or ')})`),
    ...filters.filter(({ not }) => not).map((filter) => `not ${equality(filter)}`),
  ]
  return conditions.length > 0 ? conditions.join(' and ') : undefined
}

/** Trusted text: names are quoted, and values, too. */
function equality({ field, value }: DashboardFilter): string {
  const column = quoteName(field)
  return value === null ? `(${column} is null)` : `coalesce(${column}::varchar = ${quoteText(value)}, false)`
}
