import { Transcoder } from '../lib/encoding.ts'
import type { FormatDeclaration } from './format.ts'
import { findFormat, formats } from './index.ts'

/** What a plain text looks like by its first bytes (16 KB tell enough): the first format of the list that takes it for its own. */
export async function sniffFormat(bytes: Uint8Array): Promise<FormatDeclaration> {
  const transcoder = new Transcoder()
  const text = Buffer.concat([transcoder.push(bytes), transcoder.end()])
  const lines = text
    .toString('latin1')
    .split('\n')
    .filter((line) => line.trim() !== '')
  for (const name of Object.keys(formats)) {
    const format = await findFormat(name)
    if (format.looksLike?.(lines)) return format
  }
  return findFormat('lines')
}
