import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

const root = join(import.meta.dirname, '../..')
const built = join(root, 'dist/ui')

beforeAll(async () => {
  if (!existsSync(built)) await promisify(execFile)(process.execPath, ['scripts/build-ui.ts'], { cwd: root })
})

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

describe('the built browser', () => {
  it('loads at most 250 KB of compressed JavaScript before the code of a page', () => {
    const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
    const first = new Set<string>()
    const visit = (name: string) => {
      if (first.has(name)) return
      first.add(name)
      for (const next of manifest[name]!.imports ?? []) visit(next)
    }
    for (const [name, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(name)
    const bytes = [...first].map((name) => statSync(join(built, `${manifest[name]!.file}.gz`)).size)
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000)
    // Each costs a request before anything is seen.
    expect(bytes.length).toBeLessThanOrEqual(4)
  })

  it('has the styles of all components of Mantine that it shows', () => {
    const files = readdirSync(join(built, 'assets'))
    const textOf = (form: RegExp) =>
      files.filter((name) => form.test(name)).map((name) => readFileSync(join(built, 'assets', name), 'utf8'))
    const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g))
    const styled = classesIn(textOf(/\.css$/).join('\n'))
    const known = classesIn(readFileSync(createRequire(import.meta.url).resolve('@mantine/core/styles.css'), 'utf8'))
    const shown = classesIn(textOf(/\.js$/).join('\n'))
    expect([...shown].filter((name) => known.has(name) && !styled.has(name))).toEqual([])
  })
})

describe('the served browser', () => {
  let product: Product
  let remove: () => Promise<void>
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${product.connection().url}${path}`, { headers, redirect: 'manual' })

  beforeAll(async () => {
    const project = await temporaryProject('name: pages\nstreams:\n  logs: {}\n')
    remove = project.remove
    product = new Product(project.folder)
    await product.start()
  })

  afterAll(async () => {
    await product?.stop()
    await remove?.()
  })

  it('begins at the root', async () => {
    const { status, headers } = await get('/')
    expect([status, headers.get('location')]).toEqual([302, '/ui/'])
  })

  it.each(['/ui/', '/ui/explore', '/ui/datasets/some.name'])(
    'shows %s to whoever asks, under a strict policy',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('x-frame-options')).toBe('DENY')
      const policy = response.headers.get('content-security-policy')!
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(await response.text()).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|<style|https?:/)
    },
  )

  it('keeps files for ever whose names change with their content, and compresses them', async () => {
    const [, script = ''] = /src="([^"]+\.js)"/.exec(await (await get('/ui/')).text())!
    for (const encoding of ['br', 'gzip']) {
      const { status, headers } = await get(script, { 'accept-encoding': encoding })
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('content-encoding')).toBe(encoding)
      expect(headers.get('content-type')).toContain('javascript')
    }
  })

  it('tells with a document what its page needs, all of which is there', async () => {
    const { headers } = await get('/ui/explore')
    const paths = [...headers.get('link')!.matchAll(/<([^>]+)>/g)].map(([, path = '']) => path)
    expect(paths.filter((path) => path.endsWith('.woff2'))).toHaveLength(1)
    // Nobody has signed in here.
    expect(paths.filter((path) => path.includes('/sign-in-page-'))).toHaveLength(1)
    expect(paths.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(0)
    for (const path of paths) expect((await get(path)).status).toBe(200)
    const known = await get('/ui/explore', { authorization: `Bearer ${product.connection().token}` })
    expect(known.headers.get('link')).not.toContain('/sign-in-page-')
    // What everything waits for comes first.
    expect(await (await get('/ui/explore')).text()).toContain(`src="${paths[0]}"`)
  })

  it.each(['/ui/assets/none.js', '/ui/assets/..%2f..%2f..%2fpackage.json', '/ui/assets/../../../package.json'])(
    'has nothing at %s',
    async (path) => {
      const response = await get(path)
      expect(await response.text()).not.toContain('"dependencies"')
      if (path.startsWith('/ui/assets/none')) expect(response.status).toBe(404)
    },
  )

  it('leaves unknown paths of the API to the API', async () => {
    const response = await get('/api/none', { accept: 'text/html' })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/json')
  })
})
