/**
 * Builds the browser into `dist/ui`: the files, and each of them compressed once for all requests; and into `dist/paper` what of it draws
 * dashboards on paper, with its fonts. The old build serves until the new one is whole.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { pagesOfBuild } from './pages-of-build.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const made = join(root, `dist/ui-${process.pid}`)
const place = join(root, 'dist/ui')
const paperMade = join(root, `dist/paper-${process.pid}`)
const paperPlace = join(root, 'dist/paper')
const common = { mode: 'production', configFile: join(root, 'ui/vite.config.ts'), logLevel: 'warn' } as const
const start = performance.now()

// Whoever builds may be a test, in whose environment React would be that of development.
process.env.NODE_ENV = 'production'
try {
  await buildPaper()
  await build({
    ...common,
    plugins: [pagesOfBuild(join(root, 'ui'))],
    build: { outDir: made, emptyOutDir: false },
  })
  compress()
  for (const [from, to] of [
    [paperMade, paperPlace],
    [made, place],
  ] as const) {
    rmSync(to, { recursive: true, force: true })
    renameSync(from, to)
  }
} catch (error) {
  for (const folder of [made, paperMade]) rmSync(folder, { recursive: true, force: true })
  console.error(`error: cannot build the browser: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
console.error(`built the browser in ${((performance.now() - start) / 1000).toFixed(1)} s`)

/** One file for Node with all that it needs, and the fonts by the names that they are to have. */
async function buildPaper(): Promise<void> {
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'ui/src/dashboards/paper/paper.ts'),
      outDir: paperMade,
      emptyOutDir: false,
      copyPublicDir: false,
      manifest: false,
    },
  })
  mkdirSync(join(paperMade, 'fonts'))
  const scripts = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese']
  for (const [family, count] of [
    ['inter', 5],
    ['jetbrains-mono', 2],
  ] as const) {
    for (const script of scripts.slice(0, count)) {
      const file = `${family}-${script}-wght-normal.woff2`
      const from = join(root, 'node_modules/@fontsource-variable', family, 'files', file)
      copyFileSync(from, join(paperMade, 'fonts', file))
    }
  }
}

function compress(): void {
  for (const name of readdirSync(made, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(html|js|css|svg|json)$/.test(name)) continue
    const file = join(made, name)
    const bytes = readFileSync(file)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}
