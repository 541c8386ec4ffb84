/** Rows as an answer: its bytes, and headers that are made once. */
import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { ProjectEndpoint } from '../../project/project.ts'
import { type Answer, commonHeaders } from './answer-cache.ts'

/** A longer one is not worth a second copy. */
const shortText_bytes = 16 << 10

export function answerOf(
  { inputs }: ProjectEndpoint,
  version: string,
  answer: Pick<Answer, 'status' | 'type' | 'bytes' | 'isFull'>,
): Answer {
  const { type, bytes } = answer
  const etag = `"${createHash('sha256').update(type).update(bytes).digest('base64url').slice(0, 27)}"`
  const all = { ...commonHeaders, etag, 'content-type': type, 'content-length': String(bytes.length) }
  const text = bytes.length <= shortText_bytes && isAscii(bytes) ? bytes.toString('latin1') : undefined
  return { ...answer, text, etag, headers: Object.entries(all).flat(), inputs, version }
}

/** An array of the lines, or the first of them. */
export function jsonOf(lines: Buffer, isOne: boolean): Buffer {
  if (lines.length === 0) return Buffer.from('[]')
  const text = lines.toString().trimEnd()
  return Buffer.from(isOne ? text.split('\n', 1)[0]! : `[${text.replaceAll('\n', ',\n')}]`)
}

export function countLines(lines: Buffer): number {
  let count = 0
  for (let at = lines.indexOf(10); at !== -1; at = lines.indexOf(10, at + 1)) count++
  return count
}
