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
  if (!(error instanceof Error)) return `threw ${describe(error)}, which tells no place as an Error does`
  const denied = maybeDenied(error)
  if (denied !== undefined) return denied
  const message = textOf(error, 'message')
  return message === '' ? textOf(error, 'name') : message
}

/** Node names the flag that would permit it, which nobody here can set. */
const permissions: Readonly<Record<string, (resource: string) => string>> = {
  FileSystemRead: (path) => `cannot read "${path}": a function may read the files of the project only`,
  FileSystemWrite: (path) => `cannot write "${path}": a function may write in its working folder only`,
  ChildProcess: (command) =>
    `cannot start "${command}": a function that is a program has "command" in the project file`,
  WorkerThreads: () => 'cannot start a thread in a function',
  Addon: (path) => `cannot load "${path}": a function may load no native code`,
}

function maybeDenied(error: Error): string | undefined {
  try {
    const { code, permission, resource } = error as Error & { code?: unknown; permission?: unknown; resource?: unknown }
    if (code !== 'ERR_ACCESS_DENIED' || typeof permission !== 'string') return undefined
    return permissions[permission]?.(String(resource ?? ''))
  } catch {
    return undefined
  }
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
