/** The forms in which the result of a query leaves. */
export const resultFormats = ['json', 'ndjson', 'csv', 'arrow', 'parquet'] as const

export type ResultFormat = (typeof resultFormats)[number]

export const mediaTypes: Readonly<Record<ResultFormat, string>> = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  arrow: 'application/vnd.apache.arrow.stream',
  parquet: 'application/vnd.apache.parquet',
}
