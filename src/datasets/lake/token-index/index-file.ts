/**
 * A file of the index: blocks one after the other, each a header and its lines, of one partition and in the order of their offsets.
 * It is named by its first offset. What follows the last intact header was not written completely and does not count.
 */
import type { BlockHeader } from './bloom-block.ts'
import { line_bytes } from './bloom-block.ts'

const suffix = '.bloom'

export function indexFileName(firstOffset: number): string {
  return `${String(firstOffset).padStart(16, '0')}${suffix}`
}

/** The first offsets of the files among names, ascending. */
export function indexFiles(names: readonly string[]): number[] {
  return names
    .filter((name) => /^\d{16}\.bloom$/.test(name))
    .map((name) => Number(name.slice(0, -suffix.length)))
    .sort((a, b) => a - b)
}

export function linesLength({ lines }: BlockHeader): number {
  return lines * line_bytes
}
