/**
 * A stream is a durable, ordered, partitioned, replayable log of records with named consumers. The segment log
 * keeps it. What is appended is acknowledged only once it is on disk (`fdatasync`), and is read back in the order of its
 * offsets, any number of times, by any number of consumers.
 */
import type { RejectedRecord } from '../model/rejected.ts'
import type { Damage } from '../model/status-report.ts'

/** Where a batch came from and how far its source had read, stored with the batch in one write. */
export interface Origin {
  /** The source's name, such as `landing`; `http` for requests; `_caudal` for our own log. */
  readonly source: string
  /** JSON; the source resumes here. The last one appended by a source is its position (`Stream.cursor`). */
  readonly cursor?: unknown
  /** The key of the request (`Idempotency-Key`): the same key is stored once within 24 hours. */
  readonly key?: string
  /** The request of this key ends with this batch: from now on a retry is answered without being read. */
  readonly last?: boolean
  /** The request's id or the file's path, for what is rejected. */
  readonly request?: string
  /** The line in its request or file of the batch's first record, counted from 1. */
  readonly line?: number
}

/** One write: records, or what was rejected before it became a record. Both take offsets, in order. */
export interface Append {
  readonly origin: Origin
  /** NDJSON; every line ends in `\n`. Handed over: an engine may keep it for readers, so that nobody changes it afterwards. */
  readonly bytes: Uint8Array
  /** The lines that are not blank. */
  readonly count: number
  /** Stored after the records, as a frame of its own. */
  readonly rejected?: readonly RejectedRecord[]
  /** Which partition; 0 by default. The caller chooses it: for a key, `partitionFor` of `model/partition-key.ts`. */
  readonly partition?: number
}

export interface Appended {
  /** The offset of the first record. */
  readonly offset: number
  /** Records and rejected together: as many offsets were given. */
  readonly count: number
}

/** What the batches of one request's key have become so far. */
export interface StoredOfKey extends Appended {
  /** How many records lie in each partition. */
  readonly records: ReadonlyMap<number, number>
  /** How many were rejected before they became records. */
  readonly rejected: number
  /** Its last batch has come. */
  readonly complete: boolean
}

/** A run of records as read back. `count` lines have the offsets `offset`, `offset + 1`, … */
export interface Frame {
  readonly offset: number
  readonly count: number
  /** `records`: NDJSON as appended. `rejected`: one JSON object `{ reason, line?, bytes }` a line, bytes in Base64. */
  readonly kind: 'records' | 'rejected'
  readonly origin: Origin
  /** Milliseconds since 1970, when it was appended. */
  readonly received: number
  readonly bytes: Uint8Array
}

export interface StreamStatus {
  readonly partitions: number
  /** Per partition: the first offset still held and the next one to be given. */
  readonly offsets: readonly { readonly first: number; readonly next: number }[]
  readonly bytes: number
  /** Records appended since the stream was made, including those that retention has removed. */
  readonly appended: number
  readonly damage: readonly Damage[]
}

export interface Stream {
  readonly name: string
  readonly partitions: number

  /**
   * Stores the batches in order and resolves after they are synced to disk. Throws `UserError`: `unavailable` when the disk is
   * full or fails (nothing of these batches is acknowledged, and none of it is read back later), `overloaded` when more waits
   * than may (`limits.waiting_bytes`), `too_large` for a record over `limits.record_bytes`.
   */
  append(batches: readonly Append[]): Promise<Appended>

  /**
   * Frames from an offset on, in the order of one partition, cut at the offset; at most about `bytes` at a time. Waits for new
   * ones until aborted when `follow` is set; otherwise ends at the present end. A frame that is damaged is skipped and told in
   * `status().damage`.
   */
  read(
    from: number,
    options: { signal: AbortSignal; follow?: boolean; bytes?: number },
  ): AsyncGenerator<readonly Frame[]>

  /** The first offset of a partition received at or after the time (milliseconds since 1970); the end when there is none. */
  offsetAt(partition: number, time: number): Promise<number>

  /** The cursor of the source's last durable batch. */
  cursor(source: string): unknown

  /** What a request with this key has appended so far, within 24 hours. */
  storedOf(key: string): StoredOfKey | undefined

  /** Where a named consumer stands: the next offset that it wants, per partition. Written with `commit`. */
  position(consumer: string): Promise<readonly number[] | undefined>
  commit(consumer: string, positions: readonly number[]): Promise<void>

  /** Retention keeps what these consumers have not read, up to `limits.retention_hold_bytes`. */
  hold(consumer: string, positions: readonly number[]): void
  /** The consumer is no more, and keeps nothing. */
  release(consumer: string): void

  status(): StreamStatus
}

export interface StreamOptions {
  readonly partitions: number
  /** Milliseconds; older records are removed, a segment at a time. */
  readonly retention_ms?: number
  readonly retention_bytes?: number
}

/** An engine: opens streams by name. The same name opens the same stream; options may change between runs. */
export interface StreamEngine {
  open(name: string, options: StreamOptions): Promise<Stream>
  close(): Promise<void>
}
