/** What a function read and gave while it ran, as it is told to whoever compares another version of it; one piece a line of NDJSON. */
export type PastPiece =
  /** Comes first: which partitions are told, and from when on. */
  | {
      readonly type: 'begin'
      readonly on: string
      readonly partitions: number
      readonly since: string
      /** What was asked for, where a stream does not go back so far any more. */
      readonly asked?: string
      readonly records: number
    }
  /** Records that it read, as a frame of its stream. */
  | {
      readonly type: 'input'
      readonly offset: number
      readonly count: number
      readonly kind: 'records' | 'rejected'
      readonly received: number
      readonly source: string
      readonly request?: string
      readonly line?: number
      /** NDJSON. */
      readonly text: string
    }
  /** Records that it gave to a stream for what came since the last step. */
  | { readonly type: 'given'; readonly stream: string; readonly text: string }
  /** All that it gave for the records of this partition below the offset has been told. */
  | { readonly type: 'step'; readonly position: number }
  /** Comes last: without it the rest is missing. */
  | { readonly type: 'end' }

/** How the records of one stream differ. */
export interface StreamComparison {
  same: number
  changed: number
  new: number
  gone: number
  /** How often each field is another one in those that have changed. */
  readonly fields: Record<string, number>
}

export interface ComparisonExample {
  readonly stream: string
  readonly how: 'changed' | 'new' | 'gone'
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
}

/** What another version of a function gives for the records that it has read, against what it gave. */
export interface FunctionComparison {
  readonly function: string
  /** ISO 8601: the records received from then on. */
  readonly since: string
  /** What was asked for, where what the function read or gave is not kept so long. */
  readonly asked?: string
  readonly records: number
  readonly streams: Readonly<Record<string, StreamComparison>>
  /** Of the records that it read: rejected by both, by both for another reason, now for the first time, and not any more. */
  readonly rejected: StreamComparison
  readonly examples: readonly ComparisonExample[]
  readonly took_ms: number
}
