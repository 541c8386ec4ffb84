/** Runs functions with the records of their cases, in workers as they run in, and compares what they give. */
import { isDeepStrictEqual } from 'node:util'
import { type FunctionTestCase, readFunctionCases } from '../../../project/functions/cases.ts'
import type { Project } from '../../../project/project.ts'
import { type Outcome, Trials } from './trial.ts'

export interface FunctionTestResult {
  readonly case: FunctionTestCase
  /** What differs: what was expected, and what was given in its place. */
  readonly differences: readonly { readonly what: string; readonly expected: unknown; readonly got: unknown }[]
  /** What it logged and printed. */
  readonly lines: readonly string[]
}

/**
 * Yields a result for each case of `tests/*.yaml` that is wanted. Throws `UserErrors` for mistakes in them, `UserError` for a function
 * that cannot be loaded.
 */
export async function* testFunctions(
  project: Project,
  isWanted: (each: FunctionTestCase) => boolean = () => true,
): AsyncGenerator<FunctionTestResult, void, void> {
  const cases = (await readFunctionCases(project)).filter(isWanted)
  const trials = new Trials(project)
  try {
    for (const name of project.functions.keys()) {
      const own = cases.filter((each) => each.function === name)
      if (own.length === 0) continue
      const trial = trials.open(name)
      for (const each of own) {
        const outcome = await trial.run(each.given, each.tables)
        yield { case: each, differences: compare(each, outcome), lines: outcome.lines }
      }
      await trial.close()
    }
  } finally {
    await trials.close()
  }
}

/** Of an answer, what the case says something of: keys of maps in it, such as headers, that it does not name are left out. */
function partOf(answer: unknown, expected: unknown): unknown {
  if (!isPlainMap(answer) || !isPlainMap(expected)) return answer
  const { status, headers, body } = answer
  const wanted = isPlainMap(expected.headers) ? Object.keys(expected.headers) : []
  return {
    ...('status' in expected && { status }),
    ...('headers' in expected && {
      headers: Object.fromEntries(
        wanted.map((name) => [name, (headers as Record<string, unknown>)[name.toLowerCase()]]),
      ),
    }),
    ...('body' in expected && { body }),
  }
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compare(
  each: FunctionTestCase,
  { gives, rejects, sends, answers, failure }: Outcome,
): FunctionTestResult['differences'] {
  if (failure !== undefined) return [{ what: 'run', expected: 'no error', got: failure }]
  const looks = [
    ...(each.gives === undefined ? [] : [{ what: 'gives', expected: each.gives, got: gives }]),
    { what: 'rejects', expected: each.rejects, got: rejects },
    ...(each.answers === undefined
      ? []
      : [
          {
            what: 'answers',
            expected: each.answers,
            got: answers.map((answer, i) => partOf(answer, each.answers![i])),
          },
        ]),
    ...Object.entries(each.sends).map(([stream, expected]) => ({
      what: `sends to ${stream}`,
      expected,
      got: sends.get(stream) ?? [],
    })),
  ]
  return looks.filter(({ expected, got }) => !isDeepStrictEqual(expected, got))
}
