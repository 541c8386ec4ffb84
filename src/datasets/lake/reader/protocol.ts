/** What the main process and a reader process say to each other. */
import type { ErrorBody } from '../../../lib/errors.ts'
import type { ResultFormat } from '../../../model/result-format.ts'
import type { DatasetInfo, ParameterTypes, RowPart, SearchQuery, SearchResult, TenantScope } from '../../dataset.ts'

/** How a reader process is made; the first message it gets. */
export interface ReaderSettings {
  readonly folder: string
  /** A folder of its own, for what does not fit into memory. */
  readonly scratch: string
  readonly memory_bytes: number
  readonly threads: number
}

/** A query as it travels: without the signal, which stays with the caller. */
export interface SqlRequest {
  readonly kind: 'sql'
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
  readonly types: ParameterTypes
  readonly readable: readonly string[]
  /** Only these rows, in SQL. */
  readonly only: string | undefined
  readonly tenant: TenantScope | undefined
  /** Of these datasets only a part. */
  readonly parts: Readonly<Record<string, RowPart>>
  readonly format: ResultFormat
  /** More rows than this are an error. */
  readonly rows: number | undefined
  /** Tell the plan instead of running it. */
  readonly explain: boolean
}

export interface SearchRequest {
  readonly kind: 'search'
  readonly query: Omit<SearchQuery, 'signal' | 'limits'>
}

export interface ListRequest {
  readonly kind: 'list'
}

export type Request = SqlRequest | SearchRequest | ListRequest

/** Why a query is to stop. */
export type StopReason = 'timeout' | 'cancelled'

export type ToReader =
  | { readonly kind: 'open'; readonly settings: ReaderSettings }
  | { readonly kind: 'start'; readonly id: number; readonly request: Request }
  /** One more piece of the result may be sent. */
  | { readonly kind: 'more'; readonly id: number }
  | { readonly kind: 'stop'; readonly id: number; readonly reason: StopReason }

export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'done'; readonly id: number; readonly value?: SearchResult | readonly DatasetInfo[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorBody; readonly isUnreadable: boolean }

/** So many pieces may be on their way before the consumer has taken one. */
export const pieceWindow = 4

/** A piece of a result is about so large. */
export const piece_bytes = 128 * 1024
