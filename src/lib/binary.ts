import { detectEncoding, type Encoding } from './encoding.ts'

/** One control character in so many bytes is more than any text has. */
const controlShare = 20

/** Whether the first bytes of a file are those of no text: zeros, and control characters all over. Text in UTF-16 is text. */
export function isBinary(first: Uint8Array): boolean {
  if (!first.includes(0)) return false
  const encoding = detectEncoding(first)
  if (encoding !== 'utf-8') return !isWide(first, encoding)
  let control = 0
  let counted = 0
  for (const [at, byte] of first.entries()) {
    // Zeros in a row are what a crash leaves in a text: they count as one.
    if (byte === 0 && first[at - 1] === 0) continue
    counted++
    // Tab to carriage return, and escape, are in texts, too.
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  }
  return control > 1 && control * controlShare > counted
}

/** Bytes that are no UTF-16 have zeros, and halves of surrogate pairs, before long; one half may be where they were cut. */
function isWide(first: Uint8Array, encoding: Encoding): boolean {
  const text = new TextDecoder(encoding).decode(first.subarray(0, first.length & ~1))
  return text.split(/[\0\ufffd]/).length <= 2
}
