/** Which values a field has among the records that a search finds: for the list of fields, and for completion. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { ValuesReport } from '../../model/values-report.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { searchFields, searchOf } from './search.ts'

const Body = Type.Object(
  {
    ...searchFields,
    field: Type.String({ description: 'A column of one of the datasets.', maxLength: 1000 }),
    prefix: Type.Optional(Type.String({ description: 'Only values that begin so, in any case.', maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 10 })),
  },
  { additionalProperties: false },
)

const time_ms = 10_000

export function searchValueRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Body: Static<typeof Body> }>(
    '/api/search/values',
    {
      config: { policy: 'read', isScoped: true },
      schema: { summary: 'The most frequent values of a field among the records found.', tags: ['query'], body: Body },
    },
    async (request, reply): Promise<ValuesReport> => {
      const { field, prefix, limit = 10 } = request.body
      const search = await searchOf(platform, request.caller, request.body)
      await requireField(platform, search.in, field)
      const { sql } = await platform.reader.search({ ...search, limit: 0 })
      // The search's own order, its last line, is of no use to counting.
      const found = sql.slice(0, sql.lastIndexOf('\norder by '))
      const { rows } = await platform.reader.sql({
        sql: valuesSql(found, field, limit, prefix !== undefined),
        ...(prefix === undefined ? {} : { params: { prefix: prefix.toLowerCase() } }),
        scope: search.scope,
        limits: { time_ms },
        signal: abortOnClose(reply),
      })
      const numbers = rows.map(({ value, ...counts }) => ({ value, ...numbersOf(counts) }))
      return {
        field,
        records: numbers[0]?.records ?? 0,
        present: numbers[0]?.present ?? 0,
        values: numbers.flatMap(({ value, count }) => (typeof value === 'string' ? [{ value, count }] : [])),
      }
    },
  )
}

/** Long counts come as texts. */
function numbersOf({ count, records, present }: Readonly<Record<string, unknown>>) {
  return { count: Number(count), records: Number(records), present: Number(present) }
}

function valuesSql(found: string, field: string, limit: number, hasPrefix: boolean): string {
  const wanted = hasPrefix ? ' and starts_with(lower(value), $prefix)' : ''
  return `with found as (select cast(${quoteName(field)} as varchar) as value from (${found})),
counted as (select value, count(*) as count from found group by value),
top as (select value, count from counted where value is not null${wanted} order by count desc, value limit ${limit}),
whole as (select coalesce(sum(count), 0)::bigint as records, coalesce(sum(count) filter (value is not null), 0)::bigint as present from counted)
select value, count, records, present from whole left join top on true order by count desc, value`
}

async function requireField(platform: Platform, datasets: readonly string[], field: string): Promise<void> {
  const infos = (await platform.reader.list()).filter(({ name }) => datasets.includes(name))
  const names = [...new Set(infos.flatMap(({ columns }) => columns.map(({ name }) => name)))]
  if (names.includes(field)) return
  throw new UserError('not_found', `cannot find field "${field}": no dataset that is searched has it`, {
    hint: didYouMean(field, names) ?? 'See the columns of datasets with: GET /api/datasets',
  })
}
