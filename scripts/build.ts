/** `npm run build`: `dist/` with JavaScript, type declarations and the browser. Node does not strip types under node_modules, so a package needs it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildBrowser } from './set-up.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

// The browser that was built serves until the new one takes its place.
mkdirSync(`${root}dist`, { recursive: true })
for (const name of readdirSync(`${root}dist`)) {
  if (!/^(ui|paper)/.test(name)) rmSync(`${root}dist/${name}`, { recursive: true, force: true })
}
const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
if (status !== 0) {
  console.error('error: cannot build: the types are wrong\n  hint: See the lines above, and npm run check.')
  process.exit(1)
}
await buildBrowser()
console.error(`built dist: ${readdirSync(`${root}dist`, { recursive: true }).length} files`)
