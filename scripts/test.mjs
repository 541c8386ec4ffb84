// `npm test`: set-up when needed, then format, lint, types and every test. `--quick` (npm run check) leaves out what takes long. With
// names of files only their tests run, as they are; flags go to vitest, such as `--update` for the files of test/expected.
// The last line is `N passed, N failed, N skipped`. With CI=true a skipped test is a failure.
import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { maybeMemoryFolder } from './memory-folder.mjs'
import { buildBrowser, buildProgram, node, root, setUp } from './set-up.mjs'

const isQuick = process.argv.includes('--quick')
const isCi = process.env.CI === 'true'
const colors = process.stdout.isTTY ? 'force' : 'off'
const given = process.argv.slice(2).filter((word) => word !== '--quick')
const isPart = given.some((word) => !word.startsWith('-'))
const isWhole = !isPart && !isQuick
/** What needs no started product: all of `src/`, and what is read rather than run. */
const quick = [
  'src/',
  'test/layout.test.ts',
  'test/browser/layout.test.ts',
  'test/browser/texts.test.ts',
  'test/docs.test.ts',
  'test/projects.test.ts',
]

await setUp()
if (isWhole) {
  await buildBrowser()
  await buildProgram()
  installSystemPackages()
}

const failed = []
const skipped = []
let passed = 0
if (!isPart) await checkText()
const folder = maybeMemoryFolder() ?? mkdtempSync(join(tmpdir(), 'caudal-test-'))
const temporary = join(folder, 'tmp')
mkdirSync(temporary)
const program = isWhole ? programAsPacked() : undefined
if (isWhole) {
  // What runs in processes of their own is not seen: watching the tests that start products tells little, and costs an eighth of their time.
  const coverageFolder = join(folder, 'coverage')
  const coverage = ['enabled', 'include=src/**/*.ts', 'reporter=json-summary', `reportsDirectory=${coverageFolder}`]
  runTests([...given, '--project=src', ...coverage.map((option) => `--coverage.${option}`)])
  tellCoverage(join(coverageFolder, 'coverage-summary.json'))
  runTests([...given, '--project=test'])
} else {
  runTests(isPart ? given : [...quick, ...given])
}
rmSync(folder, { recursive: true, force: true })
tell()

/** Each uses one core. */
function checkText() {
  const biome = 'node_modules/@biomejs/biome/bin/biome'
  return Promise.all([
    check('format and lint', [biome, 'ci', `--colors=${colors}`, '--error-on-warnings', '.']),
    check('types', ['node_modules/typescript/bin/tsc', '-p', '.']),
    check('types of the browser', ['node_modules/typescript/bin/tsc', '-p', 'ui']),
  ])
}

/** A tool that is silent when all is well counts as one test. */
async function check(name, args) {
  const problems = await new Promise((resolve) => {
    execFile(node, args, { cwd: root, maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` || String(error) : undefined),
    )
  })
  if (problems === undefined) {
    passed++
    console.log(`ok    ${name}`)
  } else {
    failed.push(name)
    console.log(`FAIL  ${name}\n${problems}`)
  }
}

function runTests(args) {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=scripts/test-reporter.ts']
  const { status } = spawnSync(node, [...vitest, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...program, CAUDAL_TEST_REPORT: report, XDG_STATE_HOME: folder, TMPDIR: temporary },
  })
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    passed += result.passed
    failed.push(...result.failed)
    skipped.push(...result.skipped)
    // Such as a name that no file has, or a flag that there is not.
    if (status !== 0 && result.failed.length === 0) failed.push(`the test runner ended with status ${status}`)
  } catch {
    failed.push('the test runner ended without a report')
  }
}

/** All tests start what people install, which starts in half of the time; a part of them starts what is being edited. */
function programAsPacked() {
  const place = join(folder, 'program')
  for (const name of ['bin', 'dist', 'templates', 'package.json'])
    cpSync(join(root, name), join(place, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'))
  return { CAUDAL_TEST_PROGRAM: join(place, 'bin/caudal') }
}

/** Of src by the tests that lie beside it. */
function tellCoverage(file) {
  try {
    const { lines, branches, functions } = JSON.parse(readFileSync(file, 'utf8')).total
    console.log(
      `coverage of src by its unit tests: ${lines.pct} % of lines, ${branches.pct} % of branches, ${functions.pct} % of functions`,
    )
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
    {
      name: 'chromium-headless-shell',
      isThere: () => process.platform !== 'linux' || succeeds('/usr/bin/chromium-headless-shell', ['--version']),
    },
    { name: 'zsh', isThere: () => succeeds('zsh', ['--version']) },
    { name: 'fish', isThere: () => succeeds('fish', ['--version']) },
    { name: 'strace', isThere: () => process.platform !== 'linux' || succeeds('strace', ['--version']) },
  ]
  const missing = packages.filter(({ isThere }) => !isThere()).map(({ name }) => name)
  if (missing.length === 0 || process.getuid?.() !== 0 || !succeeds('apt-get', ['--version'])) return
  console.error(`setting up: apt-get install ${missing.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0
  const install = (...names) => apt('install', '-y', '-qq', '--no-install-recommends', ...names)
  apt('update', '-qq')
  // One that this system does not have keeps none of the others away.
  if (!install(...missing)) for (const name of missing) install(name)
}

function succeeds(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
