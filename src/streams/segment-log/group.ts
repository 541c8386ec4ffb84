import { crc32c } from '@node-rs/crc32'
import type { Origin } from '../stream.ts'
import { encodeHeader, type FrameHeader, type FrameKind, header_bytes } from './frame.ts'

/** One frame to be. */
export interface Write {
  readonly kind: FrameKind
  readonly origin: Origin
  readonly bytes: Uint8Array
  readonly count: number
}

/** A frame as it lies in the file, beside the bytes that were given. */
export interface WrittenFrame {
  readonly header: FrameHeader
  readonly origin: Origin
  readonly payload: Uint8Array
  /** Bytes from the beginning of the group. */
  readonly at: number
}

export interface Group {
  readonly buffers: readonly Uint8Array[]
  readonly bytes: number
  readonly frames: readonly WrittenFrame[]
  /** The position behind the last record. */
  readonly end: number
}

export interface GroupPlace {
  readonly mark: Uint8Array
  readonly position: number
  readonly received: number
  nextSequence(): number
}

/** Payloads up to this size are copied beside their header: cheaper than a buffer of their own in `writev`. */
const copied_bytes = 4096

/**
 * Frames of several appends as buffers for one `writev`. Large payloads are not copied; headers, origins and small payloads share
 * one buffer. The frames of one append count down `following`, so that recovery keeps all of an append or nothing.
 */
export function encodeGroup(appends: readonly (readonly Write[])[], place: GroupPlace): Group {
  const origins = appends.map((writes) => writes.map(({ origin }) => Buffer.from(JSON.stringify(origin))))
  const shared = Buffer.allocUnsafeSlow(sharedBytes(appends, origins))
  const buffers: Uint8Array[] = []
  const frames: WrittenFrame[] = []
  let { position } = place
  let used = 0
  let flushed = 0
  let at = 0
  for (const [a, writes] of appends.entries()) {
    for (const [w, write] of writes.entries()) {
      const originJson = origins[a]![w]!
      const bodyAt = used + header_bytes
      shared.set(originJson, bodyAt)
      const payloadAt = bodyAt + originJson.length
      const isCopied = write.bytes.length <= copied_bytes
      let payload = write.bytes
      if (isCopied) {
        shared.set(payload, payloadAt)
        payload = shared.subarray(payloadAt, payloadAt + payload.length)
      }
      const end = isCopied ? payloadAt + payload.length : payloadAt
      const sum = crc32c(shared.subarray(bodyAt, end))
      const header: FrameHeader = {
        kind: write.kind,
        bodySum: isCopied ? sum : crc32c(payload, sum),
        origin_bytes: originJson.length,
        payload_bytes: payload.length,
        count: write.count,
        position,
        group: place.position,
        received: place.received,
        sequence: place.nextSequence(),
        following: writes.length - 1 - w,
      }
      encodeHeader(shared, used, place.mark, header)
      frames.push({ header, origin: write.origin, payload, at })
      used = end
      if (!isCopied) {
        buffers.push(shared.subarray(flushed, used), payload)
        flushed = used
      }
      position += write.count
      at += header_bytes + originJson.length + payload.length
    }
  }
  if (used > flushed) buffers.push(shared.subarray(flushed, used))
  return { buffers, bytes: at, frames, end: position }
}

function sharedBytes(appends: readonly (readonly Write[])[], origins: readonly (readonly Buffer[])[]): number {
  let bytes = 0
  for (const [a, writes] of appends.entries()) {
    for (const [w, write] of writes.entries()) {
      bytes += header_bytes + origins[a]![w]!.length + (write.bytes.length <= copied_bytes ? write.bytes.length : 0)
    }
  }
  return bytes
}
