/** What a function, or other values of fields, make of rejected records, and what became of those that it changed. */
export interface RejectedEdit {
  /** The file of the function, where one edited them. */
  readonly function?: string
  /** Those that were looked at. */
  records: number
  changed: number
  /** It gave them as they were, and they stay rejected. */
  unchanged: number
  /** It gave nothing for them, rejected them again, or failed on them. */
  left: number
  /** There are more than a preview looks at. */
  hasMore: boolean
  /** Only where they were to be replayed. */
  replayed: number
  readonly examples: {
    readonly id: string
    readonly reason: string | null
    readonly before: string
    readonly after: string
  }[]
  /** Why some of those that are left are left. */
  readonly problems: { readonly id: string; readonly message: string }[]
}
