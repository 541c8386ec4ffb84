/** Which rows of a dataset a client company has. */
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { maybeTenantColumn } from '../../../model/tenant-column.ts'
import type { TenantScope } from '../../dataset.ts'
import type { LakeColumn, LakeTable } from '../catalogue/read.ts'

/** The condition of its rows; of a dataset without the column no row is anybody's. */
export function tenantCondition(table: LakeTable, tenant: TenantScope): string {
  const { values } = tenant
  const column = maybeTenantColumn(table, tenant)
  if (!column || values.length === 0) return 'false'
  const text = column.type === 'VARCHAR' ? quoteName(column.name) : `${quoteName(column.name)}::VARCHAR`
  return `coalesce(${text} in (${values.map(quoteText).join(', ')}), false)`
}

/** These rows, for texts of our own. */
export function rowsOfTenant(rows: string, table: LakeTable, tenant: TenantScope): string {
  return `select * from (${rows}) where ${tenantCondition(table, tenant)}`
}

/**
 * The rows that meet a condition of our own, for texts of anybody. DuckDB may ask a condition of the text before ours, and a conversion
 * that fails would tell the value of another's row: so the columns of other rows are null, whatever is asked first.
 */
export function maskedRows(rows: string, table: LakeTable, condition: string): string {
  if (condition === 'false') return `select * from (${rows}) where false`
  const columns: readonly Pick<LakeColumn, 'name'>[] = [...table.columns, { name: '_offset' }]
  const masked = columns.map(({ name }) => `case when ${condition} then ${quoteName(name)} end as ${quoteName(name)}`)
  return `select * replace (${masked.join(', ')}) from (${rows}) where ${condition}`
}
