// `npm test`: set-up when needed, then format, lint, types and every test. `--quick` (npm run check) leaves out what takes long.
// The last line is `N passed, N failed, N skipped`. With CI=true a skipped test is a failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBrowser, node, root, setUp } from './set-up.mjs'

const isQuick = process.argv.includes('--quick')
const isCi = process.env.CI === 'true'
const colors = process.stdout.isTTY ? 'force' : 'off'
const filters = process.argv.slice(2).filter((word) => !word.startsWith('-'))

await setUp()
if (!isQuick) {
  await buildBrowser()
  installSystemPackages()
}

const failed = []
const skipped = []
let passed = 0
check('format and lint', [
  'node_modules/@biomejs/biome/bin/biome',
  'ci',
  `--colors=${colors}`,
  '--error-on-warnings',
  '.',
])
check('types', ['node_modules/typescript/bin/tsc', '-p', '.'])
check('types of the browser', ['node_modules/typescript/bin/tsc', '-p', 'ui'])
runTests()
tell()

/** A tool that is silent when all is well counts as one test. */
function check(name, args) {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' })
  if (status === 0) {
    passed++
    console.log(`ok    ${name}`)
  } else {
    failed.push(name)
    console.log(`FAIL  ${name}\n${stdout}${stderr}`)
  }
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'caudal-test-'))
  const report = join(folder, 'report.json')
  const what = filters.length > 0 ? filters : isQuick ? ['src/', 'test/layout.test.ts'] : []
  const coverage = ['json-summary'].flatMap((reporter) => ['--coverage.reporter', reporter])
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...what,
    '--reporter=default',
    '--reporter=scripts/test-reporter.ts',
    ...(isQuick
      ? []
      : ['--coverage.enabled', '--coverage.include=src/**/*.ts', '--coverage.reportsDirectory', folder, ...coverage]),
  ]
  spawnSync(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CAUDAL_TEST_REPORT: report, XDG_STATE_HOME: folder },
  })
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    passed += result.passed
    failed.push(...result.failed)
    skipped.push(...result.skipped)
  } catch {
    failed.push('the test runner ended without a report')
  }
  if (!isQuick) tellCoverage(join(folder, 'coverage-summary.json'))
  rmSync(folder, { recursive: true, force: true })
}

/** Of the code that runs in the tests' own process; what runs in child processes is not seen. */
function tellCoverage(file) {
  try {
    const { lines, branches, functions } = JSON.parse(readFileSync(file, 'utf8')).total
    console.log(`coverage: ${lines.pct} % of lines, ${branches.pct} % of branches, ${functions.pct} % of functions`)
  } catch {
    console.log('coverage: not measured, because tests failed')
  }
}

function tell() {
  for (const { name, reason } of skipped) console.log(`skipped: ${name}: ${reason}`)
  for (const name of failed) console.log(`failed: ${name}`)
  if (isCi && skipped.length > 0) console.log('CI=true: a skipped test is a failure')
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`)
  process.exitCode = failed.length > 0 || (isCi && skipped.length > 0) ? 1 : 0
}

/** What tests use of the system, when it is missing and may be installed: who is not root installs it himself, or sees skipped tests. */
function installSystemPackages() {
  const packages = [
    { name: 'python3-venv', isThere: () => succeeds('python3', ['-c', 'import ensurepip, venv']) },
    { name: 'chromium', isThere: () => process.platform !== 'linux' || succeeds('/usr/bin/chromium', ['--version']) },
    { name: 'strace', isThere: () => process.platform !== 'linux' || succeeds('strace', ['--version']) },
  ]
  const missing = packages.filter(({ isThere }) => !isThere()).map(({ name }) => name)
  if (missing.length === 0 || process.getuid?.() !== 0 || !succeeds('apt-get', ['--version'])) return
  console.error(`setting up: apt-get install ${missing.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
  ]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env })
  }
}

function succeeds(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
