import { crc32c } from '@node-rs/crc32'

/**
 * The partition of a key, the same for ever while the number of partitions stays: CRC-32C of its UTF-8 bytes, stirred by the last
 * step of MurmurHash3, because a sum alone spreads short keys unevenly.
 */
export function partitionFor(key: string, partitions: number): number {
  let hash = crc32c(key)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % partitions
}
