/** The functions of DuckDB 1.5 that are not of their own row alone; a test compares the lists with the engine's. */
import { aggregates } from '../sql-functions.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Macros that hold an aggregate. */
const aggregateMacros = words(
  'geomean geometric_mean json_group_array json_group_object json_group_structure wavg weighted_avg',
)

/** What they give is another one each time, or at another time. */
export const volatile = words(`
  current_connection_id current_database current_date current_query current_query_id current_schema current_schemas
  current_transaction_id currval error gen_random_uuid get_current_time get_current_timestamp in_search_path nextval now random
  setseed sleep_ms stats today transaction_timestamp txid_current uuid uuidv4 uuidv7 write_log
`)

/** Macros, names without parentheses, and functions that are so in one of their forms. */
const volatileToo = words(
  'age ago current_localtime current_localtimestamp current_time current_timestamp localtime localtimestamp',
)

export function isAggregate(name: string): boolean {
  return aggregates.has(name) || aggregateMacros.has(name)
}

export function isVolatile(name: string): boolean {
  return volatile.has(name) || volatileToo.has(name)
}

/** Functions that make several rows of one. */
export function isManyRows(name: string): boolean {
  return ['unnest', 'generate_subscripts', 'regexp_split_to_table'].includes(name)
}
