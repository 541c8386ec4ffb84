/** What bounds the memory, the files and the patience of the segment log. Sizes in bytes, times in milliseconds. */
export interface SegmentLogLimits {
  /** Appended and not yet synced, over all streams; beyond it appends are refused as `overloaded`. */
  readonly waiting_bytes: number
  readonly record_bytes: number
  /** A frame is split at line ends when it would be larger. */
  readonly frame_bytes: number
  /** The most that one write and one sync take together. */
  readonly group_bytes: number
  /** A segment at least this large is closed and the next one begun. */
  readonly segment_bytes: number
  /** Recent frames kept in memory for followers: of one stream, and of all. */
  readonly tail_bytes: number
  readonly tails_bytes: number
  /** How long, at most about twice this. */
  readonly tail_ms: number
  /** How much consumers may keep from retention, per stream. */
  readonly retention_hold_bytes: number
  readonly retention_check_ms: number
  /** How long a partition rests before it marks that all of it is synced. */
  readonly idle_ms: number
  /** Idempotency keys remembered per stream; beyond it the oldest are forgotten early. */
  readonly keys: number
}

const MB = 2 ** 20

export const defaultLimits: SegmentLogLimits = {
  waiting_bytes: 64 * MB,
  record_bytes: 16 * MB,
  frame_bytes: 8 * MB,
  group_bytes: 16 * MB,
  segment_bytes: 64 * MB,
  tail_bytes: 32 * MB,
  tails_bytes: 128 * MB,
  tail_ms: 5000,
  retention_hold_bytes: 10 * 1024 * MB,
  retention_check_ms: 60_000,
  idle_ms: 1000,
  keys: 1_000_000,
}
