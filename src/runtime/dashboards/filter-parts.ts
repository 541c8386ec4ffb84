/** The rows that the filters of a dashboard leave, by dataset: of those whose columns they name. The others keep all of theirs. */
import type { RowPart } from '../../datasets/dataset.ts'
import type { DashboardFilter } from '../../model/dashboard.ts'
import type { Column } from '../../model/schema.ts'
import { quoteName, quoteText } from '../../query/sql-text.ts'

export function filterParts(
  filters: readonly DashboardFilter[],
  datasets: readonly { readonly name: string; readonly columns: readonly Pick<Column, 'name'>[] }[],
): Record<string, RowPart> {
  const parts: Record<string, RowPart> = {}
  if (filters.length === 0) return parts
  for (const { name, columns } of datasets) {
    const names = columns.map((column) => column.name)
    const conditions = conditionsOf(filters.filter(({ field }) => names.includes(field)))
    if (conditions.length > 0) parts[name] = { where: conditions.join(' and ') }
  }
  return parts
}

/** Values of one field are alternatives; fields, and what is not to be, are met together. */
function conditionsOf(filters: readonly DashboardFilter[]): string[] {
  const wanted = Map.groupBy(
    filters.filter(({ not }) => !not),
    ({ field }) => field,
  )
  return [
    ...[...wanted.values()].map((same) => `(${same.map(equality).join(' or ')})`),
    ...filters.filter(({ not }) => not).map((filter) => `not ${equality(filter)}`),
  ]
}

/** Trusted text: names are quoted, and values, too. */
function equality({ field, value }: DashboardFilter): string {
  const column = quoteName(field)
  return value === null ? `(${column} is null)` : `coalesce(${column}::varchar = ${quoteText(value)}, false)`
}
