import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeHeader, type FrameHeader, header_bytes, markPrefix, maybeHeader } from './frame.ts'

const mark = Buffer.concat([markPrefix, Buffer.from([1, 2, 3, 4])])

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const uint48 = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const anyHeader: fc.Arbitrary<FrameHeader> = fc.record({
  kind: fc.constantFrom('records', 'rejected', 'mark', 'checkpoint'),
  bodySum: uint32,
  origin_bytes: uint32,
  payload_bytes: uint32,
  count: uint32,
  position: uint48,
  group: uint48,
  received: uint48,
  sequence: uint48,
  following: uint32,
})

function encode(header: FrameHeader): Buffer {
  const bytes = Buffer.alloc(header_bytes)
  encodeHeader(bytes, 0, mark, header)
  return bytes
}

describe('the header of a frame', () => {
  test('is read as it was written', () => {
    fc.assert(fc.property(anyHeader, (header) => void expect(maybeHeader(encode(header), 0, mark)).toEqual(header)))
  })

  test('is not taken with any bit flipped', () => {
    fc.assert(
      fc.property(anyHeader, fc.nat(header_bytes * 8 - 1), (header, bit) => {
        const bytes = encode(header)
        bytes[bit >> 3]! ^= 1 << (bit & 7)
        expect(maybeHeader(bytes, 0, mark)).toBeUndefined()
      }),
    )
  })

  test('is not taken under the mark of another segment', () => {
    const other = Buffer.concat([markPrefix, Buffer.from([1, 2, 3, 5])])
    fc.assert(fc.property(anyHeader, (header) => void expect(maybeHeader(encode(header), 0, other)).toBeUndefined()))
  })

  test('is not found in anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(maybeHeader(Buffer.from(bytes), 0)).toBeUndefined()
      }),
    )
  })
})
