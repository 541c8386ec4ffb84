/**
 * What the modules of functions are as JavaScript, as the worker that loaded them last made it of TypeScript: the next one has that
 * behind it, which is a third of the time until it runs. What a worker says is its function's own, and is given to no other one.
 */
import { type BigIntStats, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Code, Task } from '../protocol.ts'

interface Kept {
  /** Of the file as it was. */
  readonly stamp: string
  readonly text: string
}

const most_chars = 1 << 20
/** Each is looked at before a worker begins. */
const most_files = 200
/** Times of files may be as coarse as this. */
const tick_ms = 20

export class KeptCode {
  /** By the function and its module, then by the file. */
  readonly #functions = new Map<string, ReadonlyMap<string, Kept>>()

  /** Of those files that have not changed since. */
  of(task: Task): Code {
    const { folder } = task
    const files = this.#functions.get(keyOf(task)) ?? []
    return Object.fromEntries(
      Array.from(files)
        .filter(([file, { stamp }]) => stampOf(maybeStats(join(folder, file))) === stamp)
        .map(([file, { text }]) => [file, text]),
    )
  }

  /** `since` is the time before the worker read them: what has changed later may be something else than what it read. */
  keep(task: Task, code: Code, since: number): void {
    const { body, folder } = task
    if (body.kind !== 'module') return
    const files = new Map(this.#functions.get(keyOf(task)))
    for (const [file, text] of Object.entries(code)) {
      if (files.size >= most_files && !files.has(file)) continue
      const stats = maybeStats(join(folder, file))
      if (stats && Number(stats.ctimeMs) < since - tick_ms) files.set(file, { stamp: stampOf(stats), text })
    }
    const chars = Array.from(files.values()).reduce((sum, { text }) => sum + text.length, 0)
    if (chars <= most_chars) this.#functions.set(keyOf(task), files)
  }
}

/** Several functions may be in one module. */
function keyOf({ name, body }: Task): string {
  return JSON.stringify([name, body.kind === 'module' ? body.path : ''])
}

/** Whether it has the form of code; a worker may say anything. */
export function isCode(value: unknown): value is Code {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string')
}

function maybeStats(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch {
    return undefined
  }
}

/** Nobody can set the time of a change back. */
function stampOf(stats: BigIntStats | undefined): string {
  return stats ? `${stats.dev}/${stats.ino}/${stats.size}/${stats.ctimeNs}` : ''
}
