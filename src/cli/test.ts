import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import type { FunctionComparison } from '../model/function-past.ts'
import type { Project } from '../project/project.ts'
import { defineCommand, type Invocation } from './command.ts'
import { compareFunctions, isChanged, printComparison } from './comparison.ts'
import { openProjectClient } from './resting-project.ts'
import { colorsOf, print, printJson } from './terminal.ts'

const declaration = {
  name: 'test',
  summary: 'Runs the functions of a project with the records in tests/*.yaml, and compares what they give.',
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
    return invocation.options.against === undefined
      ? testCases(invocation, folder, wanted)
      : testAgainst(invocation, folder, wanted)
  },
})

async function isProject(path: string): Promise<boolean> {
  return stat(join(path, 'caudal.yaml')).then(
    () => true,
    () => false,
  )
}

async function testAgainst({ options, globals, terminal }: TestInvocation, folder: string, wanted?: string) {
  const { openProject } = await import('../project/index.ts')
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
  const { openProject } = await import('../project/index.ts')
  const { testFunctions } = await import('../main.ts')
  const project = await openProject(folder, { environment: terminal.env })
  const colors = colorsOf(terminal)
  const results: object[] = []
  let failed = 0
  const isWanted = (texts: readonly string[]) => wanted === undefined || texts.some((text) => text.includes(wanted))
  const tested = testFunctions(project, (each) => isWanted([each.function, each.name, each.file]))
  for await (const { case: each, differences, lines } of tested) {
    const { file, function: name, name: title } = each
    results.push({ file, function: name, name: title, differences })
    if (differences.length > 0) failed++
    if (globals.json) continue
    const mark = differences.length > 0 ? colors.red('✗') : colors.green('✓')
    const details = [
      ...differences.flatMap(({ what, expected, got }) => [
        `    ${what}: expected ${JSON.stringify(expected)}`,
        `    ${' '.repeat(what.length)}  got      ${JSON.stringify(got)}`,
      ]),
      ...(differences.length > 0 ? lines.map((line) => `    | ${line}`) : []),
    ]
    await print(terminal, [`${mark} ${name}: ${title}`, ...details, ''].join('\n'))
  }
  if (globals.json) await printJson(terminal, results)
  else if (results.length === 0 && wanted !== undefined)
    await print(terminal, `no cases: none is named like "${wanted}"\n`)
  else if (results.length === 0) await print(terminal, 'no cases: write some into tests/<function>.yaml\n')
  else if (failed > 0) await print(terminal, `${failed} of ${results.length} cases differ\n`)
  return failed > 0 ? 1 : 0
}
