/** Builds the browser into `dist/ui`: the files, and each of them compressed once for all requests. The old build serves until the new one is whole. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const made = join(root, `dist/ui-${process.pid}`)
const place = join(root, 'dist/ui')
const start = performance.now()

// Whoever builds may be a test, in whose environment React would be that of development.
process.env.NODE_ENV = 'production'
try {
  await build({
    mode: 'production',
    configFile: join(root, 'ui/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: made, emptyOutDir: false },
  })
  compress()
  rmSync(place, { recursive: true, force: true })
  renameSync(made, place)
} catch (error) {
  rmSync(made, { recursive: true, force: true })
  console.error(`error: cannot build the browser: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
console.error(`built the browser in ${((performance.now() - start) / 1000).toFixed(1)} s`)

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
