/** The functions of DuckDB 1.5 that are not of their own row alone; a test compares the lists with the engine's. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export const aggregates = words(`
  any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last arg_min
  arg_min_null arg_min_nulls_last argmax argmin array_agg avg bit_and bit_or bit_xor bitstring_agg bool_and bool_or corr count
  count_if count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value fsum group_concat
  histogram histogram_exact kahan_sum kurtosis kurtosis_pop lag last last_value lead list listagg mad max max_by mean median min
  min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank rank_dense regr_avgx regr_avgy
  regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy reservoir_quantile row_number sem skewness stddev
  stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance
`)

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
