import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { BrowserPreloads } from './browser-preloads.ts'

const built = {
  'index.html': { file: 'assets/entry.js', isEntry: true, imports: ['_shared.js'], css: ['assets/entry.css'] },
  '_shared.js': { file: 'assets/shared.js' },
  'src/data/list-page.tsx': { file: 'assets/list.js', imports: ['_shared.js'] },
  'src/data/page.tsx': { file: 'assets/dataset.js' },
  'src/home/page.tsx': { file: 'assets/home.js' },
  'src/sign-in/page.tsx': { file: 'assets/sign-in.js' },
  'src/shared/page.tsx': { file: 'assets/shared-page.js' },
}
const pages = [
  { path: '/data', module: 'src/data/list-page.tsx' },
  { path: '/data/$name', module: 'src/data/page.tsx' },
  { path: '/home', module: 'src/home/page.tsx', isStart: true },
  { path: '/shared/$id', module: 'src/shared/page.tsx', isOpen: true },
  { module: 'src/sign-in/page.tsx' },
]

function folderWith(manifest: object): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(pages))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return folder
}

function linksOf({ link }: { link?: string }): string[] | undefined {
  return link?.split(', ')
}

describe('what a page needs next', () => {
  it('is told with the document: what is seen first, its styles, then the rest of it and of its page', () => {
    const preloads = new BrowserPreloads(folderWith(built))
    expect(linksOf(preloads.headersFor('data', true))).toEqual([
      '</ui/assets/entry.js>; rel=modulepreload',
      '</ui/assets/entry.css>; rel=preload; as=style; crossorigin',
      '</ui/assets/shared.js>; rel=modulepreload',
      '</ui/assets/list.js>; rel=modulepreload',
    ])
  })

  it.each([
    ['data/some.name', true, 'dataset'],
    ['', true, 'home'],
    ['shared/x1', true, 'shared-page'],
    ['shared/x1', false, 'shared-page'],
    ['data', false, 'sign-in'],
    ['', false, 'sign-in'],
    ['nowhere/at/all', false, 'sign-in'],
    ['data/some.name/more', true, undefined],
    ['nowhere', true, undefined],
  ])('is at "%s", with a session %s, that of the page %s', (path, hasSession, page) => {
    const links = linksOf(new BrowserPreloads(folderWith(built)).headersFor(path, hasSession))
    const own = page === undefined ? [] : [`</ui/assets/${page}.js>; rel=modulepreload`]
    expect(links?.slice(3)).toEqual(own)
  })

  it('is that of the latest build, and of the one before while it cannot be read', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'manifest.json')
    const preloads = new BrowserPreloads(folder)
    expect(preloads.headersFor('data', true)).toEqual({})
    writeFileSync(join(folder, 'pages.json'), JSON.stringify(pages))
    writeFileSync(path, JSON.stringify(built))
    utimesSync(path, 1, 1)
    const before = preloads.headersFor('data', true)
    expect(before.link).toContain('list.js')
    writeFileSync(path, '{ "index.html": ')
    expect(preloads.headersFor('data', true)).toEqual(before)
    rmSync(path)
    expect(preloads.headersFor('data', true)).toEqual(before)
    writeFileSync(path, JSON.stringify({ 'index.html': { file: 'assets/new.js', isEntry: true } }))
    expect(preloads.headersFor('data', true)).toEqual({ link: '</ui/assets/new.js>; rel=modulepreload' })
  })
})
