/** Records of a stream or a dataset, taken as examples: what nobody else is to see is replaced. */

/** Values that were replaced: where they stood, what they were, and how many. */
export interface Replacement {
  /** The field with its way in the record: `user.email`. */
  readonly field: string
  readonly what: 'private' | 'secret' | 'e-mail address' | 'card number' | 'token'
  readonly values: number
}

export interface Recording {
  /** The stream or the dataset. */
  readonly name: string
  readonly kind: 'stream' | 'dataset'
  readonly records: readonly Readonly<Record<string, unknown>>[]
  readonly replaced: readonly Replacement[]
}
