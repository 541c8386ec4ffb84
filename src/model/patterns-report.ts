/** What the API tells of the patterns of messages: `POST /api/search/patterns`. */

export interface Pattern {
  /** `cannot connect to <*>`: where its messages differ stands `<*>`. */
  readonly template: string
  readonly count: number
  /** How many in each stretch of the time. */
  readonly counts: readonly number[]
  /** One of the messages, as it is. */
  readonly example: string
  /** Finds records with the words of the template. */
  readonly kql: string
}

export interface PatternsReport {
  /** The field whose texts were looked at. */
  readonly field: string
  /** So many were looked at. */
  readonly records: number
  /** There are older ones, which were not. */
  readonly is_sample: boolean
  /** The times of the oldest and the newest of them, ISO 8601; null where there is none. */
  readonly from: string | null
  readonly until: string | null
  /** The most frequent first. */
  readonly patterns: readonly Pattern[]
  /** How many records have patterns beyond these. */
  readonly others: number
}
