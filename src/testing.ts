/** What tests of a project's functions import from `caudal/testing`. */
import { deepStrictEqual } from 'node:assert/strict'
import { tryFunction } from './main.ts'
import type { JsonRecord } from './model/record.ts'
import { readFixture, readTestTables } from './project/functions/fixture.ts'
import { openProject } from './project/index.ts'
import type { TestOptions, TestOutcome } from './runtime/functions/user-test.ts'

export { test } from 'node:test'
export type { TestOptions, TestOutcome } from './runtime/functions/user-test.ts'

/** Throws, with what differs, unless both are deeply equal. */
export const equal: (actual: unknown, expected: unknown, message?: string) => void = deepStrictEqual

/** Runs a function of the project, by its name, as it runs in the project; `records`, and a table, may name a file of the project. */
export async function runFunction(
  name: string,
  records: Iterable<object> | string,
  { tables = {} }: TestOptions = {},
): Promise<TestOutcome> {
  const project = await openProject(process.cwd())
  const declared = project.functions.get(name)
  const given =
    typeof records === 'string' ? await readFixture(records, project.folder) : ([...records] as readonly JsonRecord[])
  const read = declared ? await readTestTables(declared, tables, project.folder) : []
  const { gives, rejects, sends, failure, lines } = await tryFunction(project, name, given, read)
  if (failure !== undefined) throw new Error(failure)
  const own = declared!.sends.map((stream) => [stream, sends.get(stream) ?? []] as const)
  return { gives, rejects, sends: Object.fromEntries(own), lines } as TestOutcome
}
