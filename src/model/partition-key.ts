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

/** The sums of single bytes, by the reversed polynomial of Castagnoli (RFC 3720, appendix B.4). */
const sums = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1
  return sum
})

/** In JavaScript, because keys are short, and functions run where native code may not be loaded. */
function crc32c(text: string): number {
  let sum = -1
  for (const byte of Buffer.from(text)) sum = sums[(sum ^ byte) & 255]! ^ (sum >>> 8)
  return ~sum
}
