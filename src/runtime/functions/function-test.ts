/** Runs functions with the records of their cases, in workers as they run in, and compares what they give. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { countLines } from '../../model/batch.ts'
import { type FunctionTestCase, readFunctionCases, recordsIn } from '../../project/functions/cases.ts'
import type { Project, ProjectFunction } from '../../project/project.ts'
import { taskOf } from './function-engine.ts'
import { type Given, loadErrorOf, RunError, type Worker } from './pool/worker.ts'
import { WorkerPool } from './pool/worker-pool.ts'

export interface FunctionTestResult {
  readonly case: FunctionTestCase
  /** What differs: what was expected, and what was given in its place. */
  readonly differences: readonly { readonly what: string; readonly expected: unknown; readonly got: unknown }[]
  /** What it logged and printed. */
  readonly lines: readonly string[]
}

const load_ms = 30_000

/** Yields a result for each case of `tests/*.yaml`. Throws `UserErrors` for mistakes in them, `UserError` for a function that cannot be loaded. */
export async function* testFunctions(project: Project): AsyncGenerator<FunctionTestResult, void, void> {
  const cases = await readFunctionCases(project)
  const scratch = mkdtempSync(join(tmpdir(), 'caudal-test-'))
  const pool = new WorkerPool(join(scratch, 'workers'), project.folder)
  try {
    for (const [name, declared] of project.functions) {
      const own = cases.filter((each) => each.function === name)
      if (own.length > 0) yield* testFunction(declared, own, { project, pool, state: join(scratch, 'state', name) })
    }
  } finally {
    await pool.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function* testFunction(
  declared: ProjectFunction,
  cases: readonly FunctionTestCase[],
  { project, pool, state }: { project: Project; pool: WorkerPool; state: string },
): AsyncGenerator<FunctionTestResult, void, void> {
  const task = taskOf(declared, project.folder, (stream) => ({ stream, partitions: 1 }))
  let lines: string[] = []
  let worker: Worker | undefined
  for (const [index, each] of cases.entries()) {
    lines = []
    if (!worker || worker.isGone) {
      worker = pool.take({ memory_bytes: declared.memory_bytes, mayStart: declared.body.kind === 'program' })
      worker.events = { log: (_, message) => lines.push(message), print: (line) => lines.push(line) }
      try {
        await worker.open(task, state, load_ms)
      } catch (error) {
        throw loadErrorOf(error, task)
      }
    }
    const count = countLines(each.given)
    // Each case is a partition of its own, and so begins with no state.
    const order = { partition: index, position: count, turn: 0, origins: [{ offset: 0, count, source: 'test' }] }
    let differences: FunctionTestResult['differences']
    try {
      differences = compare(
        each,
        await worker.run(order, each.given, declared.timeout_ms),
        task.outputs.map(({ stream }) => stream),
        task,
      )
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      const { at, message: why } = error.failure
      const message = error.kind === 'threw' ? why : `cannot run function "${task.name}": ${why}`
      const place = at ? ` (${at.file}:${at.line}:${at.column})` : ''
      differences = [{ what: 'run', expected: 'no error', got: `${message}${place}` }]
    }
    yield { case: each, differences, lines }
  }
  worker?.kill()
  await worker?.exited
}

function compare(
  each: FunctionTestCase,
  { result, body }: Given,
  streams: readonly string[],
  { to, errors }: { to: number | undefined; errors: number },
): FunctionTestResult['differences'] {
  const given = streams.map((): unknown[] => [])
  let start = 0
  for (const { output, length } of result.parts) {
    given[output]!.push(...recordsIn(body.subarray(start, start + length)))
    start += length
  }
  const reasons = (given[errors] as { reason: string }[]).map(({ reason }) => reason)
  const looks = [
    ...(each.gives === undefined
      ? []
      : [{ what: 'gives', expected: each.gives, got: to === undefined ? [] : given[to] }]),
    { what: 'rejects', expected: each.rejects, got: reasons },
    ...Object.entries(each.sends).map(([stream, expected]) => ({
      what: `sends to ${stream}`,
      expected,
      got: given[streams.indexOf(stream)] ?? [],
    })),
  ]
  return looks.filter(({ expected, got }) => !isDeepStrictEqual(expected, got))
}
