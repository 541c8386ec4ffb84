import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { BrowserPreloads } from './browser-preloads.ts'

const built = {
  'index.html': { file: 'assets/entry.js', isEntry: true, imports: ['_shared.js'], css: ['assets/entry.css'] },
  '_shared.js': { file: 'assets/shared.js' },
  'src/explore/page.tsx': { file: 'assets/explore.js', imports: ['_shared.js'] },
}

describe('what a page needs next', () => {
  it('is told with the document: what is seen first, its styles, then the rest of it and of its page', () => {
    const path = join(temporaryFolder(), 'manifest.json')
    writeFileSync(path, JSON.stringify(built))
    expect(new BrowserPreloads(path).headersFor('explore/a').link?.split(', ')).toEqual([
      '</ui/assets/entry.js>; rel=modulepreload',
      '</ui/assets/entry.css>; rel=preload; as=style; crossorigin',
      '</ui/assets/shared.js>; rel=modulepreload',
      '</ui/assets/explore.js>; rel=modulepreload',
    ])
  })

  it('is that of the latest build, and of the one before while it cannot be read', () => {
    const path = join(temporaryFolder(), 'manifest.json')
    const preloads = new BrowserPreloads(path)
    expect(preloads.headersFor('explore')).toEqual({})
    writeFileSync(path, JSON.stringify(built))
    utimesSync(path, 1, 1)
    const before = preloads.headersFor('explore')
    expect(before.link).toContain('explore.js')
    writeFileSync(path, '{ "index.html": ')
    expect(preloads.headersFor('explore')).toEqual(before)
    rmSync(path)
    expect(preloads.headersFor('explore')).toEqual(before)
    writeFileSync(path, JSON.stringify({ 'index.html': { file: 'assets/new.js', isEntry: true } }))
    expect(preloads.headersFor('explore')).toEqual({ link: '</ui/assets/new.js>; rel=modulepreload' })
  })
})
