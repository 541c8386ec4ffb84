/** What `POST /api/preview` finds in the beginning of a file that somebody is about to send. */

/** `whole`: an integer; `nested`: lists, and objects too deep to be columns. */
export type PreviewType = 'boolean' | 'whole' | 'number' | 'text' | 'time' | 'nested'

export interface PreviewField {
  /** As the column will be called: fields of objects have dotted names. */
  readonly name: string
  readonly type: PreviewType
  /** The records of the sample that have it. */
  readonly present: number
  /** Of a text: its values are dates as people write them, in this order; or each could be in either. */
  readonly dates?: { readonly order: 'day_first' | 'month_first' | 'undecided'; readonly example: string }
}

export interface FilePreview {
  readonly format: string
  /** As what it is sent to `/ingest`. */
  readonly media_type: string
  readonly compression?: 'gzip' | 'zstd'
  /** Of a text. */
  readonly encoding?: string
  /** Of CSV: how it is written. */
  readonly dialect?: { readonly delimiter: string; readonly decimal: string; readonly header: boolean }
  readonly fields: readonly PreviewField[]
  /** The field that holds the time of a record, if one does. */
  readonly time?: string
  /** The first records, by field; what is no text as JSON. */
  readonly records: readonly Readonly<Record<string, string>>[]
  /** All records of the file, where it says so itself. */
  readonly rows?: number
  /** The records of the sample, and what of it could not be read as one. */
  readonly read: number
  readonly rejected: readonly { readonly line?: number; readonly reason: string; readonly text: string }[]
}

/** Its beginning does not tell how a file is understood: these bytes of it would. */
export interface WantedParts {
  /** `0-1000,5000-6000`: from and up to places in the file, the last ones not among them. */
  readonly wanted: string
}
