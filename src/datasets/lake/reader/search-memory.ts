/**
 * What searches have found before: files never change, so a condition that was once examined in a file needs no second look there.
 * Known is always the newest part of a file, down to some time. ClickHouse's query condition cache does the same for its granules.
 */

import type { LakeFile } from '../catalogue/read.ts'
import type { TimedFile } from './search-files.ts'

/** Where a hit lies, or another record; the time is in microseconds since 1970. */
export interface Position {
  readonly offset: number
  readonly time: number | undefined
}

export interface Known {
  /** All hits from this time on are known; minus infinity where there is nothing left to know. */
  readonly since: number
  readonly hits: readonly Position[]
}

/** By the name of a file. */
export type KnownFiles = Map<string, Known>

/** A file from which rows were removed is another one. */
export function nameOf({ path, deletes }: LakeFile): string {
  return deletes ? `${path}\n${deletes.path}` : path
}

/** Of more files and hits than this in all, those of the conditions that were not asked for the longest time are forgotten. */
const sizeCap = 200_000

export class SearchMemory {
  readonly #conditions = new Map<string, KnownFiles>()

  /** What is known of a condition; the map is there to be added to. */
  of(condition: string): KnownFiles {
    const known = this.#conditions.get(condition) ?? new Map()
    // The latest one asked for is the last to go.
    this.#conditions.delete(condition)
    this.#conditions.set(condition, known)
    this.#shrink()
    return known
  }

  #shrink(): void {
    let size = 0
    for (const files of this.#conditions.values()) for (const { hits } of files.values()) size += hits.length + 10
    for (const [condition, files] of this.#conditions) {
      if (size <= sizeCap && this.#conditions.size <= 1000) return
      for (const { hits } of files.values()) size -= hits.length + 10
      this.#conditions.delete(condition)
    }
  }
}

/** Adds what was found of a file from one time on and before another; it counts only if it joins what is known, or the file's end. */
export function learn(
  files: KnownFiles,
  { file, until }: TimedFile,
  { since, before, hits }: Known & { readonly before: number },
): void {
  const path = nameOf(file)
  const known = files.get(path)
  if (before <= until && (known === undefined || known.since > before)) return
  const all = new Map([...(known?.hits ?? []), ...hits].map((hit) => [hit.offset, hit]))
  files.set(path, { since: Math.min(since, known?.since ?? since), hits: [...all.values()] })
}
