/** What the API tells of endpoints: how often each was asked, and how that went, since the start of the process. */
export interface EndpointReport {
  readonly requests: number
  /** Those that were answered from memory. */
  readonly from_memory: number
  /** Refused because the caller had used up its `rate`. */
  readonly limited: number
  /** Those that it could not answer though nothing was wrong with the request. */
  readonly failed: number
  /** Half of the requests, and all but one in a hundred, took no longer: the bound of the histogram's bucket. */
  readonly p50_ms: number
  readonly p99_ms: number
}
