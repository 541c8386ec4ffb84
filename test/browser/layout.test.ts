import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../ui/src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(ts|tsx|css)$/.test(file))
const modules = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.gen.ts'))

/** Folders that every feature builds on, each with what it may import. All others are features. */
const ground: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  i18n: ['lib'],
  client: ['i18n', 'lib'],
  design: ['client', 'i18n', 'lib'],
  time: ['client', 'design', 'i18n', 'lib'],
  query: ['client', 'design', 'i18n', 'lib'],
}
const feature = ['app/place.ts', 'app/keys.ts', ...Object.keys(ground)]

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function importsOf(file: string): { readonly name: string; readonly isType: boolean }[] {
  const forms = [
    /^(?:import|export)( type)?\b[^'"`]*?\bfrom\s*'([^'\n]+)'/gm,
    /^import()\s*'([^'\n]+)'/gm,
    /\bimport\(()'([^'\n]+)'\)/g,
  ]
  return forms.flatMap((form) =>
    [...textOf(file).matchAll(form)].map(([, type, name = '']) => ({ name, isType: Boolean(type) })),
  )
}

function placeOf(file: string): string {
  return file.split('/')[0]!
}

/** Beside its declaration. */
function isUsedIn(text: string, name: string): boolean {
  return text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').match(new RegExp(`\\b${name}\\b`, 'g'))!.length > 1
}

describe('the layout of the browser', () => {
  it('files by feature: what all build on knows no feature, and features know each other only through it', () => {
    const wrong: string[] = []
    for (const file of modules) {
      const place = placeOf(file)
      if (place === 'app' || place === 'main.tsx') continue
      const allowed = ground[place] ?? feature
      for (const { name } of importsOf(file)) {
        const target = posix.normalize(posix.join(posix.dirname(file), name))
        if (!name.startsWith('.') || target.startsWith('..') || placeOf(target) === place) continue
        if (!allowed.some((entry) => target === entry || placeOf(target) === entry))
          wrong.push(`${file} imports ${target}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('takes only types from the server: of `model`, of `api`, and of its errors', () => {
    const wrong: string[] = []
    for (const file of modules) {
      for (const { name, isType } of importsOf(file)) {
        const target = posix.normalize(posix.join('ui/src', posix.dirname(file), name))
        if (!name.startsWith('.') || target.startsWith('ui/')) continue
        const isAllowed = /^src\/(model|api)\//.test(target) || target === 'src/lib/errors.ts'
        if (!isType || !isAllowed) wrong.push(`${file} imports ${target}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('names files as kebab-case nouns, and keeps them at 300 lines or less', () => {
    const vague = /(^|[/-])(utils?|helpers?|common|types?|misc)([./-]|$)/
    const isNamed = (file: string) =>
      /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|module|gen))?\.(tsx?|css)$/.test(file)
    expect(files.filter((file) => !isNamed(file) || vague.test(file))).toEqual([])
    expect(modules.filter((file) => textOf(file).split('\n').length > 301)).toEqual([])
  })

  it('exports only functions, classes and constants that more than tests use', () => {
    const imported = new Set<string>()
    const used = modules.filter((file) => !/\.(test|fixture)\.ts$/.test(file))
    for (const file of used) {
      for (const [, names = '', target = ''] of textOf(file).matchAll(
        /^(?:import|export)\b([^'"`]*?)\bfrom\s*'(\.[^'\n]+)'/gm,
      ))
        for (const [name] of names.matchAll(/\w+/g))
          imported.add(`${posix.normalize(posix.join(posix.dirname(file), target))} ${name}`)
    }
    for (const file of used) {
      for (const [, target = ''] of textOf(file).matchAll(/\bimport\('(\.[^'\n]+)'\)/g))
        for (const [name] of textOf(file).matchAll(/\w+/g))
          imported.add(`${posix.normalize(posix.join(posix.dirname(file), target))} ${name}`)
    }
    const wrong = used.flatMap((file) =>
      [...textOf(file).matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm)]
        .filter(([, name]) => !imported.has(`${file} ${name}`) && !isUsedIn(textOf(file), name!))
        .map(([, name]) => `${file} exports ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('has no way around the types', () => {
    const isAround = (text: string) =>
      /@ts-(ignore|nocheck|expect-error)|dangerouslySetInnerHTML|\.innerHTML\b|(:|\bas|<)\s*any\b/.test(text)
    const codeOf = (file: string) => textOf(file).replace(/^\s*(\/\/|\/?\*).*$|'[^'\n]*'/gm, '')
    expect(modules.filter((file) => isAround(codeOf(file)))).toEqual([])
  })

  it('writes no colour but in the tokens', () => {
    const isColored = (file: string) =>
      /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.test(textOf(file).replace(/^\s*(\/\/|\/?\*).*$/gm, ''))
    const allowed = ['design/tokens.css', 'design/theme.ts']
    expect(files.filter((file) => !file.endsWith('.gen.ts') && !allowed.includes(file) && isColored(file))).toEqual([])
  })

  it('declares the packages that it imports', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as { dependencies: object }
    const names = modules
      .flatMap((file) => importsOf(file).map(({ name }) => name))
      .concat(
        files
          .filter((file) => file.endsWith('.css'))
          .flatMap((file) => [...textOf(file).matchAll(/@import "([^"]+)"/g)].map(([, name = '']) => name)),
      )
    const used = new Set(
      names
        .filter((name) => !name.startsWith('.'))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    )
    used.delete('vitest')
    expect([...used].filter((name) => !(name in dependencies))).toEqual([])
  })
})
