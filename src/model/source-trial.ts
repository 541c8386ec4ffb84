/** What `POST /api/sources/test` answers: what a source that is not in the project would bring. */

export interface SourceTrial {
  /** The first ones. */
  readonly records: readonly Readonly<Record<string, unknown>>[]
  /** Lines that are no records, each with why. */
  readonly rejected: readonly { readonly reason: string; readonly text: string }[]
  /** It has come to its end, or only to the end of the patience for it; or no file fits its paths. */
  readonly state: 'records' | 'ended' | 'waiting' | 'empty'
  /** Where it looked for files, absolute, if none was there. */
  readonly looked?: readonly string[]
  readonly took_ms: number
}

/** A kind of a section of the project file, such as `tail` of the sources. */
export interface KindReport {
  readonly name: string
  readonly summary: string
  /** JSON Schema of all that it may say. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly example: Readonly<Record<string, unknown>>
}
