import { readFile } from 'node:fs/promises'

/**
 * The rows that a deletion vector names: a `deletion-vector-v1` blob (https://iceberg.apache.org/puffin-spec/), bare or in a Puffin
 * file, whose content is Roaring bitmaps in their portable form (https://github.com/RoaringBitmap/RoaringFormatSpec).
 */
export async function readDeletionVector(path: string): Promise<number[]> {
  return parseDeletionVector(await readFile(path))
}

const puffinMagic = 0x31414650 // "PFA1"
const vectorMagic = 0x6439d3d1

function parseDeletionVector(file: Buffer): number[] {
  if (file.length < 12 || file.readUInt32LE(0) !== puffinMagic) return parseBlob(file)
  const footer_bytes = file.readUInt32LE(file.length - 12)
  const footer = JSON.parse(file.toString('utf8', file.length - 12 - footer_bytes, file.length - 12)) as {
    blobs: readonly { type: string; offset: number; length: number }[]
  }
  const rows = new Set<number>()
  for (const blob of footer.blobs) {
    if (blob.type !== 'deletion-vector-v1') continue
    for (const row of parseBlob(file.subarray(blob.offset, blob.offset + blob.length))) rows.add(row)
  }
  return [...rows].sort((a, b) => a - b)
}

/** Length (big endian), magic, the number of bitmaps, and for each the high 32 bits of its rows and the bitmap; then a checksum. */
function parseBlob(blob: Buffer): number[] {
  if (blob.length < 20 || blob.readUInt32LE(4) !== vectorMagic) throw new Error('the deletion vector has another form')
  const rows: number[] = []
  const count = Number(blob.readBigInt64LE(8))
  let at = 16
  for (let i = 0; i < count; i++) {
    const high = blob.readUInt32LE(at) * 2 ** 32
    at = readBitmap(blob, at + 4, (low) => rows.push(high + low))
  }
  return rows
}

const withoutRuns = 12346
const withRuns = 12347
/** Bitmaps with runs, and fewer containers than this, have no table of offsets. */
const offsetsThreshold = 4

function readBitmap(blob: Buffer, start: number, emit: (low: number) => void): number {
  let at = start
  const cookie = blob.readUInt32LE(at)
  at += 4
  const hasRuns = (cookie & 0xffff) === withRuns
  if (!hasRuns && cookie !== withoutRuns) throw new Error('the deletion vector holds a bitmap of another form')
  let containers: number
  let runFlags: Uint8Array = Buffer.alloc(0)
  if (hasRuns) {
    containers = (cookie >>> 16) + 1
    runFlags = blob.subarray(at, at + Math.ceil(containers / 8))
    at += runFlags.length
  } else {
    containers = blob.readUInt32LE(at)
    at += 4
  }
  const keys = at
  at += containers * 4
  if (!hasRuns || containers >= offsetsThreshold) at += containers * 4
  for (let i = 0; i < containers; i++) {
    const high = blob.readUInt16LE(keys + i * 4) * 65_536
    const cardinality = blob.readUInt16LE(keys + i * 4 + 2) + 1
    const isRun = hasRuns && ((runFlags[i >> 3]! >> (i & 7)) & 1) === 1
    at = readContainer(blob, at, isRun, cardinality, (low) => emit(high + low))
  }
  return at
}

function readContainer(
  blob: Buffer,
  start: number,
  isRun: boolean,
  cardinality: number,
  emit: (low: number) => void,
): number {
  if (isRun) {
    const runs = blob.readUInt16LE(start)
    for (let i = 0; i < runs; i++) {
      const first = blob.readUInt16LE(start + 2 + i * 4)
      const more = blob.readUInt16LE(start + 4 + i * 4)
      for (let low = first; low <= first + more; low++) emit(low)
    }
    return start + 2 + runs * 4
  }
  if (cardinality <= 4096) {
    for (let i = 0; i < cardinality; i++) emit(blob.readUInt16LE(start + i * 2))
    return start + cardinality * 2
  }
  for (let low = 0; low < 65_536; low++) if ((blob[start + (low >> 3)]! >> (low & 7)) & 1) emit(low)
  return start + 8192
}
