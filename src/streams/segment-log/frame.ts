import { crc32c } from '@node-rs/crc32'

/**
 * A frame on disk: a header of 64 bytes, the origin as JSON, the payload as NDJSON. Numbers are little-endian.
 *
 *      0  8  mark: `CFR1` and four random bytes that are the segment's own, so that no payload can hold a forged frame
 *      8  4  CRC-32C of origin and payload
 *     12  4  bytes of the origin         16  4  bytes of the payload
 *     20  4  count of records            24  6  position of the first record
 *     30  6  position of the first record of the group that was written and synced together
 *     36  6  time received, milliseconds since 1970
 *     42  6  sequence, ascending over all partitions of the stream
 *     48  4  frames of the same append that follow
 *     52  1  kind                        53  7  zero
 *     60  4  CRC-32C of bytes 0 to 59
 *
 * The header has a sum of its own, so that a damaged payload still tells how much is missing.
 */
export interface FrameHeader {
  readonly kind: FrameKind
  readonly bodySum: number
  readonly origin_bytes: number
  readonly payload_bytes: number
  readonly count: number
  readonly position: number
  /** What lies before this position was synced before this frame was written. */
  readonly group: number
  readonly received: number
  readonly sequence: number
  readonly following: number
}

/** `mark` says that all before it is synced; `checkpoint` carries cursors and keys out of segments that are gone. */
export type FrameKind = (typeof kinds)[number]

const kinds = ['records', 'rejected', 'mark', 'checkpoint'] as const

export const header_bytes = 64
export const mark_bytes = 8
/** How every mark begins. */
export const markPrefix = Buffer.from('CFR1')

/** The bytes of a whole frame. */
export function frameBytes(header: Pick<FrameHeader, 'origin_bytes' | 'payload_bytes'>): number {
  return header_bytes + header.origin_bytes + header.payload_bytes
}

export function encodeHeader(into: Buffer, at: number, mark: Uint8Array, header: FrameHeader): void {
  into.set(mark, at)
  into.writeUInt32LE(header.bodySum, at + 8)
  into.writeUInt32LE(header.origin_bytes, at + 12)
  into.writeUInt32LE(header.payload_bytes, at + 16)
  into.writeUInt32LE(header.count, at + 20)
  into.writeUIntLE(header.position, at + 24, 6)
  into.writeUIntLE(header.group, at + 30, 6)
  into.writeUIntLE(header.received, at + 36, 6)
  into.writeUIntLE(header.sequence, at + 42, 6)
  into.writeUInt32LE(header.following, at + 48)
  into.writeUInt32LE(kinds.indexOf(header.kind) + 1, at + 52)
  into.writeUInt32LE(0, at + 56)
  into.writeUInt32LE(crc32c(into.subarray(at, at + 60)), at + 60)
}

/** The header at a place, when it is whole. Without a mark any is taken: the way to learn a segment's mark. */
export function maybeHeader(from: Buffer, at: number, mark?: Uint8Array): FrameHeader | undefined {
  if (at + header_bytes > from.length) return undefined
  const expected = mark ?? markPrefix
  if (from.compare(expected, 0, expected.length, at, at + expected.length) !== 0) return undefined
  if (from.readUInt32LE(at + 60) !== crc32c(from.subarray(at, at + 60))) return undefined
  const kind = kinds[from.readUInt8(at + 52) - 1]
  if (!kind) return undefined
  return {
    kind,
    bodySum: from.readUInt32LE(at + 8),
    origin_bytes: from.readUInt32LE(at + 12),
    payload_bytes: from.readUInt32LE(at + 16),
    count: from.readUInt32LE(at + 20),
    position: from.readUIntLE(at + 24, 6),
    group: from.readUIntLE(at + 30, 6),
    received: from.readUIntLE(at + 36, 6),
    sequence: from.readUIntLE(at + 42, 6),
    following: from.readUInt32LE(at + 48),
  }
}

/** The sum over origin and payload, which need not lie side by side. */
export function bodySum(origin: Uint8Array, payload: Uint8Array): number {
  const sum = crc32c(origin)
  return payload.length > 0 ? crc32c(payload, sum) : sum
}
