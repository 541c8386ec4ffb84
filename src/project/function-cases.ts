/** Cases of functions in `tests/*.yaml`: what they are given, and what they should give. */
import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { Type } from 'typebox'
import { UserError, UserErrors } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import { parseYaml } from '../lib/yaml-position.ts'
import { inWords } from './expectation.ts'
import { Problems } from './problems.ts'
import type { Project } from './project.ts'
import { decodeText } from './text.ts'
import { parseOptions } from './value.ts'

const records = (description: string) =>
  Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.Record(Type.String(), Type.Unknown()))], { description })

const fileOptions = Type.Object({
  function: Type.String({ minLength: 1, description: 'The function, by its name in the project file.' }),
  cases: Type.Array(
    Type.Object({
      name: Type.Optional(Type.String({ description: 'What it shows.' })),
      given: records('Records, or a file of the project with JSON lines.'),
      gives: Type.Optional(records('All records that it gives to `to`, in order, or a file with them.')),
      rejects: Type.Optional(
        Type.Array(Type.String(), { description: 'The reasons of all records that it rejects, in order.' }),
      ),
      sends: Type.Optional(
        Type.Record(Type.String(), Type.Array(Type.Record(Type.String(), Type.Unknown())), {
          description: 'The records that it sends to other streams, by their names.',
        }),
      ),
    }),
  ),
})

export interface FunctionTestCase {
  readonly file: string
  readonly function: string
  readonly name: string
  /** NDJSON. */
  readonly given: Uint8Array
  /** Undefined: it is not looked at. */
  readonly gives: readonly unknown[] | undefined
  readonly rejects: readonly string[]
  readonly sends: Readonly<Record<string, readonly unknown[]>>
}

type Records = string | readonly unknown[]
type Written = {
  name?: string
  given: Records
  gives?: Records
  rejects?: string[]
  sends?: Record<string, unknown[]>
}

/** The cases of all files in `tests/`. Throws `UserErrors` with every mistake in them. */
export async function readFunctionCases(project: Project): Promise<FunctionTestCase[]> {
  const problems = new Problems()
  const cases: FunctionTestCase[] = []
  for (const name of await namesIn(join(project.folder, 'tests'))) {
    cases.push(...(await readTestFile(posix.join('tests', name), project, problems)))
  }
  if (problems.found) throw new UserErrors(problems.inOrder())
  return cases
}

async function readTestFile(
  file: string,
  { folder, functions }: Project,
  problems: Problems,
): Promise<FunctionTestCase[]> {
  const text = decodeText(await readFile(join(folder, file)), file, problems.tell)
  if (text === undefined) return []
  const { root, problems: mistakes } = parseYaml(text, file)
  for (const mistake of mistakes) problems.tell(mistake)
  if (root?.kind !== 'map') return []
  const read = parseOptions(fileOptions, root, root.at, { owner: `"${file}"`, tell: problems.tell })
  if (!read) return []
  const name = String(read.function)
  if (!functions.has(name)) {
    const names = [...functions.keys()]
    const hint = didYouMean(name, names) ?? `Choose ${inWords(names)}.`
    const at = root.entries.find(({ key }) => key === 'function')?.node.at
    problems.tell(
      new UserError('invalid', `cannot test function "${name}": the project has none of this name`, { at, hint }),
    )
    return []
  }
  return Promise.all(
    (read.cases as Written[]).map(async (each, index) => ({
      file,
      function: name,
      name: each.name ?? `case ${index + 1}`,
      given: await linesOf(each.given, folder),
      gives: each.gives === undefined ? undefined : recordsIn(await linesOf(each.gives, folder)),
      rejects: each.rejects ?? [],
      sends: each.sends ?? {},
    })),
  )
}

/** NDJSON as values. */
export function recordsIn(bytes: Uint8Array): unknown[] {
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown)
}

async function linesOf(records: Records, folder: string): Promise<Uint8Array> {
  if (typeof records === 'string') return readFile(join(folder, records))
  return Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /\.ya?ml$/.test(name)).sort()
}
