/** Cases of functions in `tests/*.yaml`: what they are given, and what they should give. */
import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { Type } from 'typebox'
import { type Place, UserError, UserErrors } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { parseYaml, type YamlEntry, type YamlMap, type YamlNode } from '../../lib/yaml-position.ts'
import { inWords } from '../expectation.ts'
import { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import { Problems } from '../problems.ts'
import type { Project, ProjectFunction } from '../project.ts'
import { decodeText } from '../text.ts'
import { parseOptions } from '../value.ts'
import { readBytes, readRecords, type WrittenRecords } from './case-records.ts'
import { type CaseTable, readTables } from './case-tables.ts'

const records = (description: string) =>
  Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.Record(Type.String(), Type.Unknown()))], { description })

const fileOptions = Type.Object({
  function: Type.String({ minLength: 1, description: 'The function, by its name in the project file.' }),
  cases: Type.Array(
    Type.Object({
      name: Type.Optional(Type.String({ description: 'What it shows.' })),
      given: records('Records, or a file of the project with JSON lines or CSV.'),
      gives: Type.Optional(records('All records that it gives to `to`, in order, or a file with them.')),
      rejects: Type.Optional(
        Type.Array(Type.String(), { description: 'The reasons of all records that it rejects, in order.' }),
      ),
      answers: Type.Optional(
        Type.Array(
          Type.Object({
            status: Type.Optional(Type.Integer({ description: 'Its status.' })),
            headers: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Some of its headers.' })),
            body: Type.Optional(Type.Unknown({ description: 'Its body: text, or what is answered as JSON.' })),
          }),
          { description: 'What it answers to the requests under given, in order; what is left out is not looked at.' },
        ),
      ),
      tables: Type.Optional(
        Type.Record(
          Type.String(),
          records('The rows of a table that the function looks into, by its dataset or file, or a file with them.'),
        ),
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
  /** Where it stands. */
  readonly at: Place
  readonly function: string
  readonly name: string
  /** NDJSON. */
  readonly given: Uint8Array
  readonly tables: readonly CaseTable[]
  /** Undefined: it is not looked at. */
  readonly gives: readonly unknown[] | undefined
  readonly rejects: readonly string[]
  /** Undefined: they are not looked at. */
  readonly answers: readonly unknown[] | undefined
  readonly sends: Readonly<Record<string, readonly unknown[]>>
}

interface WrittenCase {
  readonly name?: string
  readonly given: WrittenRecords
  readonly gives?: WrittenRecords
  readonly rejects?: string[]
  readonly answers?: unknown[]
  readonly tables?: Record<string, WrittenRecords>
  readonly sends?: Record<string, unknown[]>
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

async function readTestFile(file: string, project: Project, { tell }: Problems): Promise<FunctionTestCase[]> {
  const text = decodeText(await readFile(join(project.folder, file)), file, tell)
  const root = text === undefined ? undefined : maybeRoot(text, file, tell)
  const read = root && parseOptions(fileOptions, root, root.at, { owner: `"${file}"`, tell })
  if (!read) return []
  const name = String(read.function)
  const declared = project.functions.get(name)
  if (!declared) {
    const names = [...project.functions.keys()]
    const hint = didYouMean(name, names) ?? `Choose ${inWords(names)}.`
    const at = maybeEntry(root, 'function')?.node.at
    tell(new UserError('invalid', `cannot test function "${name}": the project has none of this name`, { at, hint }))
    return []
  }
  const list = maybeEntry(root, 'cases')?.node
  const items = list?.kind === 'list' ? list.items : []
  if (items.length === 0) {
    const hint = 'Write one like: - { given: [{ a: 1 }], gives: [{ a: 1 }] }'
    const message = `cannot test function "${name}": the file has no cases`
    tell(new UserError('invalid', message, { at: list?.at, hint }))
  }
  const files = new ProjectFiles(project.folder)
  const cases: FunctionTestCase[] = []
  for (const [index, written] of (read.cases as WrittenCase[]).entries()) {
    const map = items[index] as YamlMap
    const title = written.name ?? `case ${index + 1}`
    const placeOf = (key: string) => maybeEntry(map, key)?.node.at ?? map.at
    const contextOf = (key: string) => ({ owner: `${title} of function "${name}"`, at: placeOf(key), files, tell })
    checkStreams(declared, maybeEntry(map, 'sends')?.node, tell)
    const { given, gives, rejects = [], answers, tables = {}, sends = {} } = written
    const ofTables = maybeEntry(map, 'tables')?.node
    const tableContextOf = (key: string) => ({
      ...contextOf('tables'),
      at: placeIn(ofTables, key) ?? placeOf('tables'),
    })
    cases.push({
      file,
      at: map.at,
      function: name,
      name: title,
      given: (await readBytes(given, contextOf('given'))) ?? new Uint8Array(0),
      tables: await readTables(declared, tables, tableContextOf),
      gives: gives === undefined ? undefined : await readRecords(gives, contextOf('gives')),
      rejects,
      answers,
      sends,
    })
  }
  return cases
}

function maybeRoot(text: string, file: string, tell: Tell): YamlMap | undefined {
  const { root, problems } = parseYaml(text, file)
  for (const problem of problems) tell(problem)
  if (root?.kind === 'map') return root
  if (root || problems.length === 0) {
    const got = root?.kind === 'list' ? 'a list' : 'a single value'
    const why = root ? `expecting keys; got ${got}` : 'the file is empty'
    const at = root?.at ?? { file, line: 1, column: 1 }
    tell(new UserError('invalid', `cannot read cases: ${why}`, { at, hint: 'Begin with "function:", then "cases:".' }))
  }
  return undefined
}

/** What nothing is sent to would never differ from nothing. */
function checkStreams({ name, to, errors, sends }: ProjectFunction, node: YamlNode | undefined, tell: Tell): void {
  const streams = [...(to === undefined ? [] : [to]), errors, ...sends]
  for (const { key, at } of node?.kind === 'map' ? node.entries : []) {
    if (streams.includes(key)) continue
    const hint = didYouMean(key, streams) ?? `Choose ${inWords(streams)}.`
    tell(new UserError('invalid', `cannot look into "${key}": function "${name}" sends nothing to it`, { at, hint }))
  }
}

function maybeEntry(map: YamlMap | undefined, key: string): YamlEntry | undefined {
  return map?.entries.find((entry) => entry.key === key)
}

function placeIn(node: YamlNode | undefined, key: string): Place | undefined {
  return node?.kind === 'map' ? maybeEntry(node, key)?.at : undefined
}

/** NDJSON as values. */
export function recordsIn(bytes: Uint8Array): unknown[] {
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown)
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /\.ya?ml$/.test(name)).sort()
}
