/** What a function threw, in a sentence, with the place in the project's code where it happened. */
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Place } from '../../lib/errors.ts'

/** The first line of the stack that lies in the project. */
export function placeOf(error: unknown, folder: string): Place | undefined {
  const stack = maybeStack(error)
  if (stack === undefined) return undefined
  for (const [, url, line, column] of stack.matchAll(/(file:\/\/[^\s()]+?|\/[^\s()]+?):(\d+):(\d+)\)?$/gm)) {
    const file = maybeFile(url!, folder)
    if (file !== undefined) return { file, line: Number(line), column: Number(column) }
  }
  return undefined
}

/** It is written when it is asked for, which asks the error for its message, which may throw. */
function maybeStack(error: unknown): string | undefined {
  try {
    return error instanceof Error && typeof error.stack === 'string' ? error.stack : undefined
  } catch {
    return undefined
  }
}

/** Relative to the project; undefined for what lies elsewhere or is somebody else's package. */
export function maybeFile(url: string, folder: string): string | undefined {
  try {
    const path = url.startsWith('file:') ? fileURLToPath(url) : url
    const file = relative(folder, path)
    return file.startsWith('..') || file.startsWith(sep) || file.includes('node_modules') ? undefined : file
  } catch {
    return undefined
  }
}

export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${describe(error)}`
  const message = textOf(error, 'message')
  return message === '' ? textOf(error, 'name') : message
}

function describe(value: unknown): string {
  try {
    return typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value))
  } catch {
    return `a ${typeof value}`
  }
}

/** A function may throw errors whose properties throw. */
function textOf(error: Error, key: 'message' | 'name'): string {
  try {
    return String(error[key])
  } catch {
    return 'an error without a message'
  }
}
