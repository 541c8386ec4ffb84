import { existsSync, globSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { pages } from '../scripts/docs.ts'
import { programTestsOf, runProgramTests, testFunctions } from '../src/main.ts'
import { openProject, readProject } from '../src/project/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = globSync(['*.md', 'docs/**/*.md', 'examples/*/*.md', 'templates/*/*.md'], { cwd: root }).sort()

describe('the reference', () => {
  test.each(pages)('$file is what the declarations say; else run `npm run docs`', async ({ file, render }) => {
    expect(await readFile(join(root, 'docs/reference', file), 'utf8')).toBe(await render())
  })
})

describe.each(documents)('%s', (document) => {
  const read = () => readFile(join(root, document), 'utf8')

  test('has links that lead somewhere', async () => {
    expect(await brokenLinks(document, await read())).toEqual([])
  })

  test('has project files that are valid', async () => {
    for (const yaml of fencedYaml(await read())) expect(await mistakesIn(yaml), yaml).toEqual([])
  })
})

describe('the functions of docs/guides/functions.md', () => {
  const blocks = async (language: string) => {
    const text = await readFile(join(root, 'docs/guides/functions.md'), 'utf8')
    return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
      .filter(([, kind]) => kind === language)
      .map(([, , code = '']) => code)
  }

  test.each([
    ['ts', 'clean.ts', 0],
    ['python', 'clean.py', 1],
  ])('do what their cases say, in %s', async (language, file, project) => {
    const yaml = (await blocks('yaml')).filter((each) => !each.startsWith('function:'))
    const cases = (await blocks('yaml')).find((each) => each.startsWith('function:'))!
    const folder = await mkdtemp(join(tmpdir(), 'caudal-docs-'))
    try {
      for (const name of ['functions', 'tests']) await mkdir(join(folder, name))
      await writeFile(join(folder, 'caudal.yaml'), `name: guide\n${yaml[project]}`)
      await writeFile(join(folder, 'functions', file), (await blocks(language))[0]!)
      await writeFile(join(folder, 'tests', 'clean.yaml'), cases)
      const found: unknown[] = []
      for await (const { differences } of testFunctions(await openProject(folder, { environment: {} })))
        found.push(differences)
      expect(found).toEqual([[], []])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

test('the test of docs/guides/functions.md holds, as caudal test runs it', async () => {
  const text = await readFile(join(root, 'docs/guides/functions.md'), 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, code = '']) => ({
    language,
    code,
  }))
  const [yaml, module, , program] = blocks
  expect(program!.code).toContain("from 'caudal/testing'")
  const folder = await mkdtemp(join(tmpdir(), 'caudal-docs-'))
  try {
    for (const name of ['functions', 'tests', 'fixtures']) await mkdir(join(folder, name))
    await writeFile(join(folder, 'caudal.yaml'), `name: guide\n${yaml!.code}`)
    await writeFile(join(folder, 'functions', 'clean.ts'), module!.code)
    await writeFile(join(folder, 'tests', 'clean.test.ts'), program!.code)
    const rows = ['16.5', '17', 'n/a', '18', '50', '19', '20'].map((mean) => `P-04,${mean}\n`)
    await writeFile(join(folder, 'fixtures', 'week.csv'), `place,mean\n${rows.join('')}`)
    const results: object[] = []
    for await (const { name, failure } of runProgramTests(folder, await programTestsOf(folder)))
      results.push({ name, failure })
    expect(results).toEqual([{ name: 'every reading is given or rejected', failure: undefined }])
  } finally {
    await rm(folder, { recursive: true })
  }
})

describe('what starts the functions of docs/guides/functions.md', () => {
  test.each(['Answering requests', 'Running at times', 'Working on files'])('%s: its cases hold', async (title) => {
    const text = await readFile(join(root, 'docs/guides/functions.md'), 'utf8')
    const section = text.split(/^## /m).find((each) => each.startsWith(title))!
    const [, yaml = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(section)!
    const [, code = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(section)!
    const [, cases = ''] = /^```yaml\n(function:[\s\S]*?)^```$/m.exec(section)!
    const fixture = /`(tests\/[\w.]+)` is\n\n```text\n([\s\S]*?)^```$/m.exec(section)
    const folder = await mkdtemp(join(tmpdir(), 'caudal-docs-'))
    try {
      for (const name of ['functions', 'tests']) await mkdir(join(folder, name))
      await writeFile(join(folder, 'caudal.yaml'), `name: guide\n${yaml}`)
      await writeFile(join(folder, /run: ([\w./]+)/.exec(yaml)![1]!), code)
      await writeFile(join(folder, 'tests', 'cases.yaml'), cases)
      if (fixture) await writeFile(join(folder, fixture[1]!), fixture[2]!)
      const found: unknown[] = []
      for await (const { differences } of testFunctions(await openProject(folder, { environment: {} })))
        found.push(...differences)
      expect(found).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** Links to files that are not there, and to headings that no file has; what is outside is not asked. */
async function brokenLinks(document: string, text: string): Promise<string[]> {
  const broken: string[] = []
  for (const [, target] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (target === undefined || /^[a-z]+:/.test(target)) continue
    const [path = '', heading] = target.split('#')
    const file = path === '' ? document : join(dirname(document), path)
    if (!existsSync(join(root, file))) broken.push(target)
    else if (heading !== undefined && !(await headingsOf(file)).includes(heading)) broken.push(target)
  }
  return broken
}

async function headingsOf(file: string): Promise<string[]> {
  const text = withoutCode(await readFile(join(root, file), 'utf8'))
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

function withoutCode(text: string): string {
  return text.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '')
}

/** Project files in the text; a piece of one is given a name. */
function fencedYaml(text: string): string[] {
  const blocks = [...text.matchAll(/^(`{3,})yaml\n([\s\S]*?)^\1$/gm)].map(([, , yaml = '']) => yaml)
  // Cases of functions are no project files.
  return blocks
    .filter((yaml) => !yaml.startsWith('function:'))
    .map((yaml) => (isDashboard(yaml) || /^name:/m.test(yaml) ? yaml : `name: example\n${yaml}`))
}

function isDashboard(yaml: string): boolean {
  return yaml.startsWith('title:')
}

async function mistakesIn(yaml: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-docs-'))
  try {
    // What is sent is another file of the project.
    if (/^reports:/m.test(yaml)) {
      await mkdir(join(folder, 'dashboards'))
      await writeFile(join(folder, 'dashboards', 'shop.yaml'), 'title: The shop\n')
    }
    if (isDashboard(yaml)) {
      await mkdir(join(folder, 'dashboards'))
      await writeFile(join(folder, 'dashboards', 'guide.yaml'), yaml)
      const names = [...new Set([...yaml.matchAll(/\bin: (\w+)/g)].map(([, name]) => `${name}: {}`))].join(', ')
      await writeFile(join(folder, 'caudal.yaml'), `name: example\nstreams: { ${names} }\ndatasets: { ${names} }\n`)
    } else await writeFile(join(folder, 'caudal.yaml'), yaml)
    for (const [, file = ''] of yaml.matchAll(/\brun: ([\w./-]+)/g)) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), '')
    }
    // What an example takes from the environment, its reader has.
    const environment = Object.fromEntries(
      [...yaml.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name, 'a value of its own']),
    )
    const { problems } = await readProject(folder, { environment })
    return problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}
