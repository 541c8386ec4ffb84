// Makes a checkout ready to run, when it is not: `npm start` and `npm test` work on a fresh clone. Plain JavaScript of Node 20.
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, runStep } from './set-up-step.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))

/** Installs the packages of the lock file when they are missing or older than it. Exits when that fails. Says whether it did. */
export async function setUp() {
  // npm writes this file last, so that it tells when an installation was complete.
  const installed = modified('node_modules/.package-lock.json')
  const isNeeded = installed === undefined || installed < modified('package-lock.json')
  if (isNeeded) {
    const packages = packagesToInstall()
    await runStep('npm', ['install', '--no-fund', '--no-audit', '--loglevel=error'], {
      cwd: root,
      label: 'installing packages',
      expectation: 'once; about a minute, by the speed of the network',
      progress: () => howFar(packages),
    })
    // npm leaves the file alone when there was nothing to do.
    const now = new Date()
    utimesSync(`${root}node_modules/.package-lock.json`, now, now)
  }
  // npm may be told to skip install scripts; the pinned Node is put in place by one.
  if (!existsSync(node)) {
    await runStep(process.execPath, ['installArchSpecificPackage'], {
      cwd: `${root}node_modules/node`,
      label: 'putting Node 24 in place',
      expectation: 'once; a few seconds',
    })
  }
  if (!existsSync(node)) fail('cannot find the pinned Node after the installation', 'Run: npm rebuild node')
  return isNeeded
}

/** Builds the browser when its sources are newer than what was built. */
export async function buildBrowser() {
  // What draws on paper is built first.
  const built = modified('dist/paper/paper.js') && modified('dist/ui/index.html')
  const sources = [
    'ui/index.html',
    'ui/vite.config.ts',
    'scripts/build-ui.ts',
    'scripts/pages-of-build.ts',
    'package-lock.json',
    ...filesIn('ui/src'),
    ...filesIn('ui/public'),
  ]
  if (built !== undefined && sources.every((file) => modified(file) < built)) return
  await runStep(node, ['scripts/build-ui.ts'], {
    cwd: root,
    label: 'building the browser',
    expectation: 'when it changed; about ten seconds',
  })
}

/** Builds the program as the package carries it when its sources are newer than what was built; a checkout runs them as they are. */
export async function buildProgram() {
  const built = modified('dist/cli/main.js')
  const sources = ['tsconfig.build.json', 'scripts/build-program.ts', 'package-lock.json', ...filesIn('src')]
  if (built !== undefined && sources.every((file) => modified(file) < built)) return
  await runStep(node, ['scripts/build-program.ts'], {
    cwd: root,
    label: 'building the program',
    expectation: 'when it changed; about ten seconds',
  })
}

/** The folders of the packages that the lock file wants on this machine. */
function packagesToInstall() {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))
  const isOurs = ({ os, cpu, link }) =>
    !link && (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))
  return Object.keys(packages).filter((path) => path.includes('node_modules/') && isOurs(packages[path]))
}

function howFar(packages) {
  const done = packages.filter((path) => existsSync(`${root}${path}/package.json`)).length
  // Behind the packages comes the one that brings the pinned Node.
  return done < packages.length * 0.9 ? `${done} of ${packages.length}` : 'the last ones, Node 24 among them'
}

function filesIn(folder) {
  const entries = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
  // Folders, too: one is newer once a file of it is gone.
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length))
}

function modified(file) {
  return statSync(`${root}${file}`, { throwIfNoEntry: false })?.mtimeMs
}
