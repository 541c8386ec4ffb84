/** Runs the `*.test.ts` files of a project by Node's own test runner, each in a process of its own. */
import { glob } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { entryFile } from '../../../lib/entry.ts'
import type { Place } from '../../../lib/errors.ts'

export interface ProgramTestResult {
  readonly file: string
  readonly name: string
  readonly at?: Place
  /** Undefined: it passed. */
  readonly failure?: {
    readonly message: string
    readonly expected?: unknown
    readonly actual?: unknown
    readonly at?: Place
  }
  readonly lines: readonly string[]
}

interface TestEvent {
  readonly name: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly details: { readonly type?: string; readonly error?: Error & { failureType?: string; cause?: unknown } }
}

/** The files, relative to the folder, in order. */
export async function programTestsOf(folder: string): Promise<string[]> {
  const exclude = (name: string) => /(^|\/)(node_modules|\.[^/]+)$/.test(name)
  const files: string[] = []
  for await (const file of glob('**/*.test.{ts,mts,js,mjs}', { cwd: folder, exclude })) files.push(file)
  return files.sort()
}

export async function* runProgramTests(
  folder: string,
  files: readonly string[],
): AsyncGenerator<ProgramTestResult, void, void> {
  // Loaded here: a running project has no use for it.
  const { run } = await import('node:test')
  const events = run({
    files: files.map((file) => join(folder, file)),
    cwd: folder,
    concurrency: 1,
    execArgv: ['--no-warnings', '--import', pathToFileURL(entryFile(import.meta.url, './test-modules')).href],
  })
  let lines: string[] = []
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') lines.push(...data.message.trimEnd().split('\n'))
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const event = data as TestEvent
    const { error } = event.details
    // What holds others has failed because they have.
    if (event.details.type === 'suite' || error?.failureType === 'subtestsFailed') continue
    const path = event.file ?? join(folder, event.name)
    const at =
      event.line === undefined
        ? {}
        : { at: { file: relative(folder, path), line: event.line, column: event.column ?? 1 } }
    // A file that cannot be loaded is told as a test of its name.
    const name = event.name === path ? 'loads' : event.name
    const failure = error && { failure: failureOf(error.cause ?? error, folder) }
    yield { file: relative(folder, path), name, ...at, ...failure, lines: failure ? lines : [] }
    lines = []
  }
}

function failureOf(cause: unknown, folder: string): NonNullable<ProgramTestResult['failure']> {
  if (!(cause instanceof Error)) return { message: String(cause) }
  const place = placeIn(cause.stack ?? '', folder)
  const at = place && { at: place }
  if (!('expected' in cause) || !('actual' in cause)) return { message: cause.message, ...at }
  return { message: cause.message.split('\n')[0]!, expected: cause.expected, actual: cause.actual, ...at }
}

/** The first line of the stack that lies in the project. */
function placeIn(stack: string, folder: string): Place | undefined {
  for (const [, url, line, column] of stack.matchAll(/(file:\/\/[^\s()]+?):(\d+):(\d+)\)?$/gm)) {
    if (url?.startsWith(pathToFileURL(`${folder}/`).href))
      return { file: relative(folder, new URL(url).pathname), line: Number(line), column: Number(column) }
  }
  return undefined
}
