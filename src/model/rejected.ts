/** A piece of input that could not become a record: its bytes, why, and where it was. */
export interface RejectedRecord {
  /** The original bytes, without the line's end. */
  readonly bytes: Uint8Array
  /** A sentence, lower case, no full stop: `cannot read line as JSON: unexpected "}"`. */
  readonly reason: string
  /** The line in its request or file, counted from 1, where there is one. */
  readonly line?: number
}
