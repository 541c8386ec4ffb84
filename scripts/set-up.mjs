// Makes a checkout ready to run, when it is not: `npm start` and `npm test` work on a fresh clone. Plain JavaScript of Node 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))

/** Installs the packages of the lock file when they are missing or older than it. Exits when that fails. */
export function setUp() {
  // npm writes this file last, so that it tells when an installation was complete.
  const installed = modified('node_modules/.package-lock.json')
  if (installed === undefined || installed < modified('package-lock.json')) {
    console.error('setting up: installing packages (once; about a minute)')
    run('npm', ['install', '--no-fund', '--no-audit', '--foreground-scripts', '--loglevel=error'])
    // npm leaves the file alone when there was nothing to do.
    const now = new Date()
    utimesSync(`${root}node_modules/.package-lock.json`, now, now)
  }
  // npm may be told to skip install scripts; the pinned Node is put in place by one.
  if (!existsSync(node)) run(process.execPath, ['installArchSpecificPackage'], `${root}node_modules/node`)
  if (!existsSync(node)) fail('cannot find the pinned Node after the installation', 'Run: npm rebuild node')
}

/** Builds the browser when its sources are newer than what was built. */
export function buildBrowser() {
  const built = modified('dist/ui/index.html')
  const sources = [
    'ui/index.html',
    'ui/vite.config.ts',
    'package-lock.json',
    ...filesIn('ui/src'),
    ...filesIn('ui/public'),
  ]
  if (built !== undefined && sources.every((file) => modified(file) < built)) return
  console.error('setting up: building the browser (a few seconds)')
  run(node, ['scripts/build-ui.ts'])
}

function filesIn(folder) {
  const entries = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
  // Folders, too: one is newer once a file of it is gone.
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length))
}

function modified(file) {
  return statSync(`${root}${file}`, { throwIfNoEntry: false })?.mtimeMs
}

function run(program, args, cwd = root) {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] })
  if (status !== 0)
    fail(
      `cannot set up: "${program} ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}`,
      'See the lines above.',
    )
}

function fail(message, hint) {
  console.error(`error: ${message}\n  hint: ${hint}`)
  process.exit(1)
}
