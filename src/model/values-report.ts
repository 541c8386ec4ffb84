/** What the API tells of the values of a field: `POST /api/search/values`. */

export interface ValuesReport {
  readonly field: string
  /** Records that match. */
  readonly records: number
  /** Those of them that have the field. */
  readonly present: number
  /** The most frequent values first, as texts. */
  readonly values: readonly { readonly value: string; readonly count: number }[]
}
