/** What of a dashboard of another program did not come along. */
export interface ImportRemark {
  /** `panel requests`, `variable host`. */
  readonly what: string
  readonly why: string
}
