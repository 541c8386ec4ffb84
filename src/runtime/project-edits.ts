/** Applies the project whenever its files change; a mistake in it leaves the earlier project running. */
import { BackOff } from '../lib/back-off.ts'
import type { UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { isPassing } from '../lib/passing.ts'
import { sleep } from '../lib/sleep.ts'
import { isChange, type ProjectParts } from '../project/change.ts'
import type { Project } from '../project/index.ts'
import { watchProject } from '../project/watch.ts'
import { type Failure, problemOf, type RunningParts } from './running-parts.ts'

export interface EditParts {
  readonly folder: string
  readonly parts: RunningParts
  /** Those of its parts that are to run. */
  readonly wantedOf: (project: Project) => Partial<ProjectParts>
  /** The project as it is now, told before its parts are changed. */
  readonly onProject: (project: Project) => void
  /** All that is wrong now. */
  readonly onProblems: (problems: readonly UserError[]) => void
  /** What the project file says has been applied, or refused. */
  readonly onSettled?: (text: string | undefined) => void
  readonly log: Log
  readonly signal: AbortSignal
}

/** Runs until aborted. A part that could not be started is tried again with each change, and by itself where the cause may pass. */
export async function followEdits(edits: EditParts): Promise<void> {
  const { folder, parts, wantedOf, log, signal } = edits
  const backOff = new BackOff({ first_ms: 500, longest_ms: 60_000 })
  let wanted: Partial<ProjectParts> = {}
  let mistakes: readonly UserError[] = []
  let failures: readonly Failure[] = []
  let told = new Set<string>()

  /** Not before all is done: whoever sees no problems any more finds everything running. */
  const tell = () => {
    const problems = [...mistakes, ...failures.map(problemOf)]
    for (const { message, at, hint } of problems)
      if (!told.has(message)) log.error(`project file not applied: ${message}`, { at, hint })
    told = new Set(problems.map(({ message }) => message))
    edits.onProblems(problems)
  }

  const readings = watchProject(folder, signal)
  let next = readings.next()
  while (true) {
    const pause_ms = failures.some(({ error }) => isPassing(error)) ? backOff.pause() : undefined
    const result = await earlierOf(next, pause_ms, signal)
    if (signal.aborted || result?.done) return
    if (result) {
      next = readings.next()
      backOff.reset()
      told = new Set()
      const { project, problems } = result.value
      mistakes = problems
      if (!project) {
        tell()
        edits.onSettled?.(result.value.text)
        continue
      }
      wanted = wantedOf(project)
      edits.onProject(project)
    }
    const change = parts.plan(wanted)
    const isApplied = isChange(change)
    failures = isApplied ? await parts.apply(change) : []
    tell()
    if (result) edits.onSettled?.(result.value.text)
    if (isApplied) log.info('project file applied')
  }
}

/** The reading, or nothing when the pause is over first. */
async function earlierOf<Reading>(
  reading: Promise<Reading>,
  pause_ms: number | undefined,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  if (pause_ms === undefined) return reading
  const over = new AbortController()
  try {
    return await Promise.race([reading, sleep(pause_ms, AbortSignal.any([signal, over.signal])).then(() => undefined)])
  } finally {
    over.abort()
  }
}
