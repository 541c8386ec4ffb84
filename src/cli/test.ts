import { resolve } from 'node:path'
import { defineCommand } from './command.ts'
import { colorsOf, print, printJson } from './terminal.ts'

export default defineCommand({
  name: 'test',
  summary: 'Runs the functions of a project with the records in tests/*.yaml, and compares what they give.',
  description: 'The project does not have to run, and nothing is stored. Ends with 1 when something differs.',
  arguments: [
    { name: 'dir', summary: 'The project folder; this one by default.', optional: true, completes: 'folder' },
  ],
  options: {},
  examples: [
    { line: 'caudal test', summary: 'All cases of the project of this folder' },
    { line: 'caudal test shop --json', summary: 'What differs, for a program' },
  ],
  async run({ args, globals, terminal }) {
    const folder = resolve(terminal.folder, args.dir ?? globals.project ?? '.')
    const { openProject } = await import('../project/index.ts')
    const { testFunctions } = await import('../main.ts')
    const project = await openProject(folder, { environment: terminal.env })
    const colors = colorsOf(terminal)
    const results: object[] = []
    let failed = 0
    for await (const { case: each, differences, lines } of testFunctions(project)) {
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
    else if (results.length === 0) await print(terminal, 'no cases: write some into tests/<function>.yaml\n')
    else if (failed > 0) await print(terminal, `${failed} of ${results.length} cases differ\n`)
    return failed > 0 ? 1 : 0
  },
})
