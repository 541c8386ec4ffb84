import { createHash } from 'node:crypto'

/** How much of a file's beginning, and of what lies before a position, tells it from others. */
export const fingerprint_bytes = 1024

/** A short name of some bytes. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 16)
}

/** What is kept of a file that was read, so that it is known again under another name, in a copy or in an archive. */
export interface Mark {
  /** The fingerprint of the first bytes, and how many they were. */
  readonly head: string
  readonly head_bytes: number
  /** The position up to which it was read, and the fingerprint of the bytes before it. */
  readonly offset: number
  readonly tail: string
}

/** Reads bytes of a file or an archive; fewer than wanted only at the end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

/** Whether the file is the one that was marked, or begins with all that was read of it. */
export async function continues(mark: Mark, readAt: ReadAt): Promise<boolean> {
  const head = await readAt(0, mark.head_bytes)
  if (head.length < mark.head_bytes || fingerprint(head) !== mark.head) return false
  const start = Math.max(0, mark.offset - fingerprint_bytes)
  const tail = await readAt(start, mark.offset - start)
  return tail.length === mark.offset - start && fingerprint(tail) === mark.tail
}

/** `app.log`, `app.log.1`, `app.log-20260101.gz` and `app-2026-01-01.log` are turns of one log. */
export function isSameLog(nameA: string, nameB: string): boolean {
  return stem(nameA) === stem(nameB)
}

function stem(name: string): string {
  return name.replace(/\.(gz|gzip|zst|zstd)$/i, '').replace(/[-._]?\d[\d\-._T]*/g, '')
}
