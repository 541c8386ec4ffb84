/** The forms in which the result of a query leaves. */
export const resultFormats = ['json', 'ndjson', 'csv', 'arrow', 'parquet'] as const

export type ResultFormat = (typeof resultFormats)[number]
