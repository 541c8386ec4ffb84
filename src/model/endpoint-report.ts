import type { ResultFormat } from './result-format.ts'

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

/** The requests of some minutes: half of them, 95 and 99 of a hundred took no longer. */
export interface LatencyPoint {
  /** When they began. ISO 8601. */
  readonly time: string
  readonly minutes: number
  readonly requests: number
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
}

/** How much somebody has asked of an endpoint in the window that they are in. */
export interface EndpointQuota {
  /** The name of a token or a person; an address of those who need none. */
  readonly caller: string
  readonly most: number
  readonly window_ms: number
  readonly used: number
  readonly reset_s: number
}

/** A parameter as the project declares it. */
export interface ParameterReport {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly type: 'integer' | 'number' | 'text' | 'boolean' | 'date' | 'timestamp'
  readonly required: boolean
  readonly default?: string
  readonly values?: readonly string[]
  readonly min?: string
  readonly max?: string
  readonly description?: string
}

/** What `GET /api/endpoints` tells of each. */
export interface EndpointDetail {
  /** Its path. */
  readonly name: string
  readonly summary?: string
  readonly public: boolean
  readonly params: readonly ParameterReport[]
  readonly formats: readonly ResultFormat[]
  readonly one: boolean
  readonly pages: boolean
  readonly limit: number
  readonly rate: readonly string[]
  readonly cors: readonly string[]
  /** Which rows a key sees. */
  readonly scope?: string
  /** The datasets and views that it reads. */
  readonly inputs: readonly string[]
  /** For those who may read all of them. */
  readonly sql?: string
  readonly usage: EndpointReport & {
    /** Requests by the status of the answer. */
    readonly statuses: Readonly<Record<string, number>>
    /** How many requests took up to `to_ms`, and longer than the one before; the last has no end. */
    readonly latency: readonly { readonly to_ms?: number; readonly count: number }[]
  }
  /** For administrators. */
  readonly quotas?: readonly EndpointQuota[]
}
