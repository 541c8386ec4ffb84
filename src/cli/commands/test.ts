import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { ProgramTestResult } from '../../main.ts'
import type { FunctionComparison } from '../../model/function-past.ts'
import type { Project } from '../../project/project.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { compareFunctions, isChanged, printComparison } from '../terminal/comparison.ts'
import { formatError } from '../terminal/error-text.ts'
import { colorsOf, print, printJson, tell } from '../terminal/terminal.ts'
import { type TestReport, testText } from '../terminal/test-text.ts'
import { watchFolder } from './folder-changes.ts'

const declaration = {
  name: 'test',
  summary:
    'Runs the functions of a project with the records in tests/*.yaml, and its *.test.ts files, and shows what differs.',
  description:
    'The project does not have to run, and nothing is stored. Ends with 1 when something differs. With --against, functions as they ' +
    'stand in this folder are run over records that they have read in the project, and what they give is compared with what they gave.',
  arguments: [
    {
      name: 'what',
      summary: 'The project folder; or a part of names: only these functions, cases and files.',
      optional: true,
      completes: 'folder',
    },
  ],
  options: {
    watch: { type: 'boolean', summary: 'Test again whenever a file of the project is saved.' },
    against: { type: 'string', value: 'time', summary: 'Compare over what was read since: 7d, or 2026-01-31.' },
    ignore: { type: 'string', value: 'field', multiple: true, summary: 'With --against: do not look at this field.' },
    'fail-on-change': { type: 'boolean', summary: 'With --against: end with 1 when something differs.' },
  },
  examples: [
    { line: 'caudal test', summary: 'All cases of the project of this folder' },
    { line: 'caudal test clean', summary: 'Those of the function clean, and those that are named so' },
    { line: 'caudal test shop --json', summary: 'What differs, for a program' },
    { line: 'caudal test --against 7d clean', summary: 'What clean would give for the last week, before it goes live' },
  ],
} as const

type TestInvocation = Invocation<(typeof declaration)['arguments'], (typeof declaration)['options']>

export default defineCommand({
  ...declaration,
  async run(invocation) {
    const { args, globals, terminal } = invocation
    const named = args.what === undefined ? undefined : resolve(terminal.folder, args.what)
    const isFolder = named !== undefined && (await isProject(named))
    const folder = isFolder ? named : resolve(terminal.folder, globals.project ?? '.')
    const wanted = isFolder ? undefined : args.what
    const { against, watch } = invocation.options
    const test = against === undefined ? testCases : testAgainst
    if (!watch) return test(invocation, folder, wanted)
    const changes = watchFolder(folder)
    for (;;) {
      try {
        await test(invocation, folder, wanted)
      } catch (error) {
        terminal.stderr.write(formatError(error, colorsOf(terminal, 'stderr')))
      }
      tell(terminal, 'waiting for a change; Ctrl-C ends')
      await changes.next()
    }
  },
})

async function isProject(path: string): Promise<boolean> {
  return stat(join(path, 'caudal.yaml')).then(
    () => true,
    () => false,
  )
}

async function testAgainst({ options, globals, terminal }: TestInvocation, folder: string, wanted?: string) {
  const { openProject } = await import('../../project/index.ts')
  const project = await openProject(folder, { environment: terminal.env })
  const names = [...project.functions.keys()]
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new UserError('not_found', `cannot compare function "${wanted}": the project has none of this name`, {
      hint: didYouMean(wanted, names) ?? `The functions are: ${names.join(', ')}.`,
    })
  }
  await using running = await openProjectClient({ ...globals, project: folder }, terminal)
  const comparisons: FunctionComparison[] = []
  for await (const comparison of compareFunctions({
    project,
    functions: wanted === undefined ? names.filter((name) => readsStream(project, name)) : [wanted],
    since: options.against!,
    ignore: options.ignore,
    client: running.client,
    terminal,
  })) {
    comparisons.push(comparison)
    if (!globals.json) await printComparison(comparison, terminal)
  }
  if (globals.json) await printJson(terminal, comparisons)
  return options['fail-on-change'] && comparisons.some(isChanged) ? 1 : 0
}

function readsStream({ functions }: Project, name: string): boolean {
  return functions.get(name)!.trigger.kind === 'stream'
}

async function testCases({ globals, terminal }: TestInvocation, folder: string, wanted?: string): Promise<number> {
  const { openProject } = await import('../../project/index.ts')
  const { programTestsOf, runProgramTests, testFunctions } = await import('../../main.ts')
  const project = await openProject(folder, { environment: terminal.env })
  const results: object[] = []
  let failed = 0
  const isWanted = (texts: readonly string[]) => wanted === undefined || texts.some((text) => text.includes(wanted))
  const report = async (about: TestReport, result: object) => {
    results.push(result)
    if (about.differences.length > 0) failed++
    if (!globals.json) await print(terminal, testText(about, colorsOf(terminal)))
  }
  const tested = testFunctions(project, (each) => isWanted([each.function, each.name, each.file]))
  for await (const { case: each, differences, lines } of tested) {
    const { file, at, function: name, name: title } = each
    await report(
      { name: `${name}: ${title}`, at, differences, lines },
      { file, function: name, name: title, at, differences },
    )
  }
  const files = (await programTestsOf(folder)).filter((file) => isWanted([file]))
  for await (const { file, name, at, failure, lines } of files.length > 0 ? runProgramTests(folder, files) : []) {
    const differences = failure ? [differenceOf(failure)] : []
    await report(
      { name: `${file}: ${name}`, at: failure?.at ?? at, differences, lines },
      { file, name, at, differences },
    )
  }
  if (globals.json) await printJson(terminal, results)
  else if (results.length === 0 && wanted !== undefined)
    await print(terminal, `no cases: none is named like "${wanted}"\n`)
  else if (results.length === 0) await print(terminal, 'no cases: write some into tests/<function>.yaml\n')
  else if (failed > 0) await print(terminal, `${failed} of ${results.length} cases differ\n`)
  return failed > 0 ? 1 : 0
}

function differenceOf({ message, expected, actual }: NonNullable<ProgramTestResult['failure']>) {
  return expected === undefined && actual === undefined
    ? { what: 'run', expected: 'no error', got: message }
    : { what: message, expected, got: actual }
}
