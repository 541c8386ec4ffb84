import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { BrowserPreloads } from '../../src/api/browser-preloads.ts'

const root = join(import.meta.dirname, '../..')
const built = join(root, 'dist/ui/.vite')

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

/** As they stand in the code: each path with the module that is loaded for it. */
const places = readdirSync(join(root, 'ui/src'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('/place.ts') || file === 'sign-in/pages.ts')
  .flatMap((file) => {
    const text = readFileSync(join(root, 'ui/src', file), 'utf8')
    const declared = [...text.matchAll(/\bpath: '([^']+)'(?:(?!\bpath:)[\s\S])*?\bpage: \(\) => import\('([^']+)'\)/g)]
    return declared.map(([, path = '', module = '']) => [path, posix.join('src', posix.dirname(file), module)] as const)
  })
const loaded = [...places, ['/', 'src/dashboards/page.tsx']] as const

let manifest: Record<string, Chunk>

beforeAll(async () => {
  if (!existsSync(join(built, 'pages.json'))) {
    await promisify(execFile)(process.execPath, ['scripts/build-ui.ts'], { cwd: root })
  }
  manifest = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8')) as Record<string, Chunk>
})

/** The files of code that are there before the module runs. */
function importedBy(name: string, found = new Set<string>()): Set<string> {
  const { file, imports = [] } = manifest[name]!
  if (found.has(file)) return found
  found.add(file)
  for (const next of imports) importedBy(next, found)
  return found
}

function preloadedAt(path: string, hasSession: boolean): string[] {
  const { link = '' } = new BrowserPreloads(built).headersFor(path.slice(1), hasSession)
  return [...link.matchAll(/<\/ui\/([^>]+\.js)>/g)].map(([, file = '']) => file)
}

describe('what is told with a document of the real build', () => {
  const entry = () => Object.keys(manifest).find((name) => manifest[name]!.isEntry)!

  it('knows every place, from those of the router on', () => {
    const listed = readFileSync(join(root, 'ui/src/app/places.ts'), 'utf8').match(/^import .* from '\.\.\//gm)
    expect(places.length).toBeGreaterThan(listed!.length)
    const known = JSON.parse(readFileSync(join(built, 'pages.json'), 'utf8')) as { path?: string; module: string }[]
    const named = known.flatMap(({ path, module }) => (path === undefined ? [] : [[path, module]]))
    expect(named.sort()).toEqual(places.map((place) => [...place]).sort())
  })

  it.each(loaded)('is at %s the code of %s, and none that it does not import', (path, module) => {
    const at = path.replaceAll(/\$\w+/g, 'some.name')
    const files = preloadedAt(at, true)
    expect(files).toContain(manifest[module]!.file)
    expect(new Set(files)).toEqual(importedBy(module, importedBy(entry())))
    expect(files).toHaveLength(new Set(files).size)
  })

  it.each(['/', '/explore', '/nowhere'])('is at %s the code of the sign-in for who has no session', (path) => {
    const module = 'src/sign-in/sign-in-page.tsx'
    expect(new Set(preloadedAt(path, false))).toEqual(importedBy(module, importedBy(entry())))
  })

  it.each([
    ['/join', 'src/sign-in/join-page.tsx'],
    ['/shared/x', 'src/dashboards/shared-page.tsx'],
  ])('is at %s its own code for who has no session, too', (path, module) => {
    expect(new Set(preloadedAt(path, false))).toEqual(importedBy(module, importedBy(entry())))
  })
})
