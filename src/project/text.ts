import { UserError } from '../lib/errors.ts'

/** A project file is a few kilobytes; what is larger is something else under its name. */
const max_bytes = 1 << 20

/** UTF-8 with or without a byte order mark; undefined, and told, when it is not. */
export function decodeText(bytes: Uint8Array, file: string, tell: (problem: UserError) => void): string | undefined {
  if (bytes.length > max_bytes) {
    tell(new UserError('too_large', `cannot read "${file}": it is larger than 1 MB`, { hint: 'Is it the right file?' }))
    return undefined
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const at = { file, ...placeOfBadByte(bytes) }
    tell(
      new UserError('invalid', `cannot read "${file}": it is not UTF-8 text`, { at, hint: 'Save it as UTF-8.', cause }),
    )
    return undefined
  }
}

/** Where decoding and encoding again first gives other bytes. */
function placeOfBadByte(bytes: Uint8Array): { line: number; column: number } {
  const loose = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const again = Buffer.from(loose)
  const index = again.findIndex((byte, i) => byte !== bytes[i])
  const before = again.subarray(0, index).toString().split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
