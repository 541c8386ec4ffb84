/** Rules about all records of a dataset together are measured by asking it. */
import type { DatasetReader, Scope } from '../../datasets/dataset.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { DatasetCondition } from '../../model/rule.ts'

export interface Measured {
  /** Records that were asked. */
  readonly checked: number
  readonly failed: number
}

export async function measure(
  reader: DatasetReader,
  dataset: string,
  condition: DatasetCondition,
  scope: Scope,
  signal?: AbortSignal,
): Promise<Measured> {
  const sql = measureSql(dataset, condition)
  const { rows } = await reader.sql({ sql, scope, ...(signal && { signal }) })
  return { checked: Number(rows[0]!.checked), failed: Number(rows[0]!.failed) }
}

/** Selects how many were asked and how many of them failed. */
function measureSql(dataset: string, condition: DatasetCondition): string {
  const table = quoteName(dataset)
  if (condition.kind === 'freshness') {
    const limit = `epoch_ms(now()::timestamp) - ${condition.within_ms}`
    return `select count(*) as checked, (coalesce(epoch_ms(max(_time)), 0) < ${limit})::int as failed from ${table}`
  }
  const field = quoteName(condition.field)
  switch (condition.kind) {
    case 'unique':
      return `select count(${field}) as checked, count(${field}) - count(distinct ${field}) as failed from ${table}`
    case 'references': {
      const others = `select ${quoteName(condition.other)}::varchar from ${quoteName(condition.dataset)}`
      return `select count(*) as checked, count(*) filter (${field}::varchar not in (${others} where ${quoteName(condition.other)} is not null)) as failed
        from ${table} where ${field} is not null`
    }
    case 'monotonic': {
      const by = condition.by === undefined ? '' : `partition by ${quoteName(condition.by)} `
      return `select count(*) as checked, count(*) filter (falls) as failed
        from (select ${field} < lag(${field}) over (${by}order by _offset) as falls from ${table} where ${field} is not null)`
    }
  }
}
