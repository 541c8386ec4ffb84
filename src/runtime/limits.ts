/** What one installation takes at most, each with a clear refusal when it is more. */
export interface Limits {
  /** A longer record is rejected. */
  readonly record_bytes: number
  /** A longer HTTP body is refused, after decompression too. */
  readonly body_bytes: number
  /** Requests that may send records at the same time; more are asked to come again. */
  readonly ingest_requests: number
  /** What all of them together gather in memory before it is written. */
  readonly ingest_bytes: number
  /** A body that comes at less than 1 KB/s is cut off after this time of waiting for it. */
  readonly slow_body_ms: number
}

export const defaultLimits: Limits = {
  record_bytes: 16 << 20,
  body_bytes: 4 * 2 ** 30,
  ingest_requests: 256,
  ingest_bytes: 16 << 20,
  slow_body_ms: 20_000,
}
