/** What one installation takes at most, each with a clear refusal when it is more. */
export interface Limits {
  /** A longer record is rejected. */
  readonly record_bytes: number
  /** A longer HTTP body is refused, after decompression too. */
  readonly body_bytes: number
  /** Requests that may send records at the same time; more are asked to come again. */
  readonly ingest_requests: number
}

export const defaultLimits: Limits = {
  record_bytes: 16 << 20,
  body_bytes: 4 * 2 ** 30,
  ingest_requests: 512,
}
