/** What `POST /api/preview` finds in the beginning of a file that somebody is about to send. */
import type { Compression } from './format-reader.ts'

/** The beginning of a file, and what somebody has chosen already. */
export interface FileStart {
  readonly name: string
  /** As they lie on disk. */
  readonly bytes: Buffer
  /** They are all of it. */
  readonly isWhole: boolean
  readonly format?: string | undefined
  /** Of the format. */
  readonly options: Readonly<Record<string, string>>
}

/** `whole`: an integer; `nested`: a list, or values of several kinds. */
export type PreviewType = 'boolean' | 'whole' | 'number' | 'text' | 'time' | 'nested'

export interface PreviewField {
  /** As the column will be called: fields of objects have dotted names. */
  readonly name: string
  readonly type: PreviewType
  /** The records of the sample that have it. */
  readonly present: number
}

export interface FilePreview {
  readonly format: string
  /** As what it is sent to `/ingest`. */
  readonly media_type: string
  readonly compression?: Compression
  readonly encoding: string
  /** Of CSV: how it is written. */
  readonly dialect?: { readonly delimiter: string; readonly decimal: string; readonly header: boolean }
  readonly fields: readonly PreviewField[]
  /** The field that holds the time of a record, if one does. */
  readonly time?: string
  /** The first records, by field; what is no text as JSON. */
  readonly records: readonly Readonly<Record<string, string>>[]
  /** The records of the sample, and what of it could not be read as one. */
  readonly read: number
  readonly rejected: readonly { readonly line?: number; readonly reason: string; readonly text: string }[]
}
