import { randomBytes } from 'node:crypto'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecompressLimits, decompress } from './decompress.ts'

const generous = { total_bytes: 1 << 30 }

async function plain(
  kind: 'gzip' | 'zstd',
  bytes: Uint8Array,
  limits: DecompressLimits = generous,
  piece_bytes = 1000,
) {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += piece_bytes) yield bytes.subarray(at, at + piece_bytes)
  }
  const parts: Buffer[] = []
  for await (const part of decompress(kind, pieces(), limits)) parts.push(part)
  return Buffer.concat(parts)
}

const pack = { gzip: (bytes: Uint8Array) => gzipSync(bytes), zstd: (bytes: Uint8Array) => zstdCompressSync(bytes) }

describe.each(['gzip', 'zstd'] as const)('decompress %s', (kind) => {
  it('gives back what was packed', async () => {
    const bytes = Buffer.concat([randomBytes(300_000), Buffer.alloc(300_000, 'a')])
    expect(await plain(kind, pack[kind](bytes))).toEqual(bytes)
  })

  it('joins what was packed in several parts, however they are cut', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 500 }), async (parts, piece_bytes) => {
        const packed = Buffer.concat(parts.map((part) => pack[kind](part)))
        expect(await plain(kind, packed, generous, piece_bytes)).toEqual(Buffer.concat(parts))
      }),
      { numRuns: 50 },
    )
  })

  it('tells of what ends too early, and of what is something else', async () => {
    const packed = pack[kind](randomBytes(10_000))
    await expect(plain(kind, packed.subarray(0, 5000))).rejects.toThrow(
      `cannot decompress ${kind}: unexpected end of file`,
    )
    await expect(plain(kind, Buffer.from('plain text'))).rejects.toThrow(`cannot decompress ${kind}: `)
  })

  it('stops at the limits', async () => {
    const bomb = pack[kind](Buffer.alloc(64 << 20))
    await expect(plain(kind, bomb, { total_bytes: 1 << 20 })).rejects.toMatchObject({ code: 'too_large' })
    await expect(plain(kind, bomb, { ...generous, ratio: 100 })).rejects.toMatchObject({ code: 'too_large' })
    expect(await plain(kind, pack[kind](Buffer.alloc(1 << 20)), { ...generous, ratio: 100 })).toHaveLength(1 << 20)
  })

  it('passes on what the input throws', async () => {
    const broken = async function* () {
      yield pack[kind](Buffer.from('a')).subarray(0, 3)
      throw new Error('connection lost')
    }
    const read = async () => {
      for await (const _ of decompress(kind, broken(), generous));
    }
    await expect(read()).rejects.toThrow('connection lost')
  })
})

describe('decompress zstd', () => {
  it('knows frames with checksums, of stored blocks, and those to be skipped', async () => {
    const checked = zstdCompressSync('a', { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
    const stored = randomBytes(300_000)
    const skippable = Buffer.from([0x51, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2])
    const packed = Buffer.concat([checked, zstdCompressSync(stored), skippable, checked])
    expect(await plain('zstd', packed, generous, 1 << 20)).toEqual(
      Buffer.concat([Buffer.from('a'), stored, Buffer.from('a')]),
    )
  })
})
