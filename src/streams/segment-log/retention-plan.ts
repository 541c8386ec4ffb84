import type { Segment } from './segment.ts'

export interface RetentionRules {
  readonly retention_ms?: number
  readonly retention_bytes?: number
  readonly hold_bytes: number
}

export interface HeldSegment {
  readonly partition: number
  readonly segment: Pick<Segment, 'base' | 'end' | 'bytes' | 'received'>
  /** Whether some consumer has not read all of it. */
  readonly isHeld: boolean
}

/**
 * The segments to remove, oldest first. `closed` has for each partition its closed segments in order; `bytes` is what the whole
 * stream holds. What consumers have not read is kept for them up to `hold_bytes`, the newest first.
 */
export function planRetention(
  closed: readonly (readonly HeldSegment[])[],
  bytes: number,
  rules: RetentionRules,
  now: number,
): { remove: HeldSegment[]; unread: HeldSegment[] } {
  const surplus = surplusSegments(closed, bytes, rules, now)
  // A partition loses its segments from the oldest on, so that a held one keeps those behind it.
  const held: HeldSegment[] = []
  const remove: HeldSegment[] = []
  const stopped = new Set<number>()
  for (const candidate of surplus) {
    if (candidate.isHeld) stopped.add(candidate.partition)
    if (stopped.has(candidate.partition)) held.push(candidate)
    else remove.push(candidate)
  }
  let held_bytes = held.reduce((sum, { segment }) => sum + segment.bytes, 0)
  const unread: HeldSegment[] = []
  for (const candidate of held) {
    if (held_bytes <= rules.hold_bytes) break
    held_bytes -= candidate.segment.bytes
    remove.push(candidate)
    if (candidate.isHeld) unread.push(candidate)
  }
  return { remove, unread }
}

/** Those too old or too much, in the order of their age; never one before an older one of the same partition. */
function surplusSegments(
  closed: readonly (readonly HeldSegment[])[],
  bytes: number,
  { retention_ms, retention_bytes }: RetentionRules,
  now: number,
): HeldSegment[] {
  const surplus: HeldSegment[] = []
  const heads = closed.map(() => 0)
  let rest = bytes
  for (;;) {
    let oldest: HeldSegment | undefined
    for (const [p, segments] of closed.entries()) {
      const candidate = segments[heads[p]!]
      if (candidate && (!oldest || candidate.segment.received < oldest.segment.received)) oldest = candidate
    }
    if (!oldest) return surplus
    const isOld = retention_ms !== undefined && now - oldest.segment.received > retention_ms
    const isMuch = retention_bytes !== undefined && rest > retention_bytes
    if (!isOld && !isMuch) return surplus
    surplus.push(oldest)
    rest -= oldest.segment.bytes
    heads[closed.findIndex((segments) => segments.includes(oldest))]!++
  }
}
