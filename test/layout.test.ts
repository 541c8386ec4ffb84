import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** The table of ARCHITECTURE.md. A kind is entered by others through its interface or its `index.ts` only. */
const kinds = {
  sources: 'source.ts',
  formats: 'format.ts',
  streams: 'stream.ts',
  functions: 'function.ts',
  datasets: 'dataset.ts',
  channels: 'channel.ts',
  simulators: 'simulator.ts',
} as const
const interfaces = Object.entries(kinds).map(([folder, file]) => `${folder}/${file}`)
const lists = Object.keys(kinds).map((folder) => `${folder}/index.ts`)
const mayImport: Record<string, readonly string[]> = {
  lib: [],
  model: ['lib'],
  query: ['model', 'lib'],
  sources: ['model', 'lib'],
  formats: ['model', 'lib'],
  streams: ['model', 'lib'],
  functions: ['model', 'lib'],
  channels: ['model', 'lib'],
  simulators: ['model', 'lib'],
  detectors: ['model', 'lib'],
  datasets: ['query', 'model', 'lib'],
  project: [...interfaces, ...lists, 'query', 'model', 'lib'],
  runtime: ['project', 'functions/index.ts', 'detectors', ...interfaces, 'query', 'model', 'lib'],
  api: ['runtime', 'project', ...interfaces, 'query', 'model', 'lib'],
  cli: ['main.ts', 'version.ts', 'project', 'formats/index.ts', 'model', 'lib'],
  'main.ts': ['version.ts', 'lib', 'model', 'query', ...Object.keys(kinds), 'project', 'runtime', 'api'],
  'index.ts': ['main.ts', 'version.ts', 'lib', 'model', 'runtime/functions/user-function.ts', ...interfaces],
  'testing.ts': ['main.ts', 'project', 'model', 'runtime/functions/user-test.ts'],
  'version.ts': [],
}

/** Files that are one idea and yet longer than 300 lines, each with its reason. */
const longFiles: Record<string, string> = {
  'model/scan.ts': 'one pass over the bytes of every record: it is written for speed, without calls between parts',
}

const vagueNames = ['util', 'utils', 'helper', 'helpers', 'common', 'type', 'types', 'misc']

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))

/** What is not in `src` and imports from it, relative to `src`. */
const outside = ['test', 'bench', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => `../${folder}/${file.replaceAll('\\', '/')}`),
)

function textOf(file: string): string {
  return readFileSync(join(src, file), 'utf8')
}

/** The first part of a path: a folder, or a file of `src` itself. */
function placeOf(file: string): string {
  return file.split('/')[0]!
}

function isTest(file: string): boolean {
  return /\.(test|contract|arbitrary|fixture)\.ts$/.test(file)
}

/** `sources/tail` for the file of that name and for all that is in the folder of that name. */
function memberOf(file: string): string {
  return file.replace(/\.ts$/, '').split('/').slice(0, 2).join('/')
}

/** What the kind's list loads, and its folders; what lies beside them is shared by them. */
function membersOf(kind: string): Set<string> {
  const list = files.includes(`${kind}/index.ts`) ? textOf(`${kind}/index.ts`) : ''
  const listed = [...list.matchAll(/\bimport\('\.\/([^']+)'\)/g)].map((match) => `${kind}/${match[1]}`)
  const inFolders = files.filter((file) => file.startsWith(`${kind}/`) && file.split('/').length > 2)
  return new Set([...listed, ...inFolders].map(memberOf))
}

/** Beside its declaration. */
function isUsedIn(text: string, name: string): boolean {
  return text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').match(new RegExp(`\\b${name}\\b`, 'g'))!.length > 1
}

/** The files of ours that a file imports. */
function targetsOf(file: string): string[] {
  const names = importsOf(textOf(file)).filter((name) => name.startsWith('.'))
  return names.map((name) => resolveFrom(file, name))
}

function resolveFrom(file: string, name: string): string {
  const path = posix.normalize(posix.join(posix.dirname(file), name))
  return path.startsWith('../src/') ? path.slice('../src/'.length) : path
}

const importForms = [
  /^(?:import|export)\b[^'"`]*?\bfrom\s*'([^'\n]+)'/gm,
  /^import\s*'([^'\n]+)'/gm,
  /\bimport\('([^'\n]+)'\)/g,
]

/** Every module that a file names, statically, dynamically or as a type. */
function importsOf(text: string): string[] {
  return importForms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1]!))
}

describe('layout', () => {
  it('imports only what the table of ARCHITECTURE.md allows', () => {
    const wrong: string[] = []
    for (const file of files) {
      const place = placeOf(file)
      const allowed = mayImport[place]
      if (!allowed) wrong.push(`${file} is in no folder of the table`)
      for (const target of targetsOf(file)) {
        // What is used by tests only (ports' contracts, the real neighbours of a test) may cross folders.
        if (placeOf(target) === place || isTest(file) || target.startsWith('..')) continue
        if (!allowed?.some((entry) => target === entry || placeOf(target) === entry))
          wrong.push(`${file} imports ${target}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('keeps the members of a kind apart', () => {
    const wrong: string[] = []
    for (const kind of ['sources', 'formats', 'streams', 'functions', 'channels', 'simulators']) {
      const members = membersOf(kind)
      for (const file of files.filter((file) => members.has(memberOf(file)) && !isTest(file))) {
        for (const target of targetsOf(file)) {
          if (members.has(memberOf(target)) && memberOf(target) !== memberOf(file))
            wrong.push(`${file} imports ${target}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('names files as kebab-case nouns that say something', () => {
    const wrong = files.filter((file) => {
      const parts = file.replace(/(\.(test|contract|arbitrary|fixture|gen))?\.ts$/, '').split('/')
      return parts.some((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part) || vagueNames.includes(part))
    })
    expect(wrong).toEqual([])
  })

  it('writes the unit of a number behind an underscore', () => {
    const isHidden = (text: string) =>
      /\b(const|let|readonly|static) #?[a-z]\w*[a-z](Ms|Seconds|Bytes|Mb)\??(: number|\s*= *[\d(])/.test(text)
    expect(files.filter((file) => isHidden(textOf(file)))).toEqual([])
  })

  it('keeps files at 300 lines or less', () => {
    const isLong = (file: string) => textOf(file).split('\n').length - 1 > 300
    expect(files.filter((file) => isLong(file) && !isTest(file) && !(file in longFiles))).toEqual([])
    expect(Object.keys(longFiles).filter((file) => !isLong(file))).toEqual([])
  })

  it('has no way around the types', () => {
    const wrong = files.filter((file) => {
      const text = textOf(file)
      return (
        /@ts-(ignore|nocheck|expect-error)/.test(text) ||
        /(:|\bas|<|\|)\s*any\b(?!\s*(of|other|more)\b)/.test(
          text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').replace(/(['"`]).*?\1/g, ''),
        )
      )
    })
    expect(wrong).toEqual([])
  })

  it('names the files of processes without their ending, because the package has them built', () => {
    const isNamed = (file: string) => /\bfork\([^)]*\.(ts|js)\b/.test(textOf(file))
    expect(files.filter((file) => !isTest(file) && isNamed(file))).toEqual([])
  })

  it('exports only functions, classes and constants that somebody imports and that more than tests use', () => {
    const imported = new Set<string>()
    const used = new Set<string>()
    for (const file of [...files, ...outside]) {
      const add = (name: string) => {
        imported.add(name)
        if (!isTest(file) && !file.startsWith('../test/')) used.add(name)
      }
      const text = readFileSync(join(src, file), 'utf8')
      for (const [, names, target] of text.matchAll(/^(?:import|export)\b([^'"`]*?)\bfrom\s*'(\.[^'\n]+)'/gm))
        for (const [name] of names!.matchAll(/[\w*]+/g)) add(`${resolveFrom(file, target!)} ${name}`)
      for (const [, target] of text.matchAll(/\bimport\('(\.[^'\n]+)'\)/g))
        for (const [name] of text.matchAll(/\w+/g)) add(`${resolveFrom(file, target!)} ${name}`)
    }
    const wrong: string[] = []
    for (const file of files.filter(
      (file) => !['index.ts', 'testing.ts'].includes(file) && !isTest(file) && !imported.has(`${file} *`),
    )) {
      for (const [, name] of textOf(file).matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm))
        if (!imported.has(`${file} ${name}`) || !(used.has(`${file} ${name}`) || isUsedIn(textOf(file), name!)))
          wrong.push(`${file} exports ${name}`)
    }
    expect(wrong).toEqual([])
  })

  it('declares the packages that it imports, and no others', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    // Node itself: `bin/caudal` runs the one that is installed with the package.
    const used = new Set(['node'])
    const wrong: string[] = []
    for (const file of files) {
      const declared = { ...dependencies, ...(isTest(file) ? devDependencies : {}) }
      for (const name of importsOf(textOf(file)).filter((name) => !/^(\.|node:)/.test(name))) {
        const isScoped = name.startsWith('@')
        const packageName = name
          .split('/')
          .slice(0, isScoped ? 2 : 1)
          .join('/')
        if (!(packageName in declared)) wrong.push(`${file} imports ${name}`)
        if (!isTest(file)) used.add(packageName)
      }
    }
    expect(wrong).toEqual([])
    expect(Object.keys(dependencies).filter((name) => !used.has(name))).toEqual([])
  })
})
