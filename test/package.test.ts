import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const minutes = 60_000
let folder: string

/** A program in the folder where the package is installed, as a user's shell would run it: without npm's own settings for this run. */
async function run(program: string, ...args: string[]): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS|VITEST)/i.test(name)),
  )
  const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env, maxBuffer: 1 << 26 })
  return stdout
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-package-'))
  await promisify(execFile)('npm', ['pack', '--pack-destination', folder], { cwd: root, maxBuffer: 1 << 26 })
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  await run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./caudal-${version}.tgz`)
}, 5 * minutes)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the packed package in an empty folder', () => {
  it('tells its version', async () => {
    expect(await run('npx', 'caudal', 'version')).toMatch(/^caudal \d+\.\d+\.\d+ \(Node 24\./)
  })

  it('makes a project that is fine', async () => {
    await run('npx', 'caudal', 'new', 'shop')
    expect(await run('npx', 'caudal', 'check', 'shop')).toContain('fine: shop')
  })

  it('tests functions, by cases and by programs that import caudal/testing', { timeout: 2 * minutes }, async () => {
    const write = async (file: string, text: string) => {
      await mkdir(dirname(join(folder, 'tried', file)), { recursive: true })
      await writeFile(join(folder, 'tried', file), text)
    }
    await write(
      'caudal.yaml',
      `name: tried
streams: { raw: {} }
functions:
  double: { on: raw, run: functions/double.ts, to: doubled }
  named: { on: raw, use: { lookup: { file: places.csv, on: { place: id } } }, to: named }
`,
    )
    await write('places.csv', 'id,name\n4,Ebro\n')
    await write(
      'functions/double.ts',
      `import { defineFunction } from 'caudal'

export default defineFunction<{ mean: number }>({
  *run(records) {
    for (const { mean } of records) yield { mean: 2 * mean }
  },
})
`,
    )
    await write('tests/double.yaml', 'function: double\ncases: [{ given: [{ mean: 2 }], gives: [{ mean: 4 }] }]\n')
    await write(
      'tests/named.test.ts',
      `import { equal, runFunction, test } from 'caudal/testing'

test('names the place', async () => {
  equal((await runFunction('named', [{ place: 4 }])).gives, [{ place: 4, name: 'Ebro' }])
})
`,
    )
    expect(await run('npx', 'caudal', 'test', 'tried')).toBe(
      '✓ double: case 1\n✓ tests/named.test.ts: names the place\n',
    )
  })

  it('runs it: ready, answering SQL over data that arrive, and stopping cleanly', {
    timeout: 3 * minutes,
  }, async () => {
    const child = spawn('npx', ['caudal', 'up', 'shop', '--port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const connection = join(folder, 'shop/.caudal/connection.json')
      await expect
        .poll(async () => (await fetch(`${JSON.parse(await readFile(connection, 'utf8')).url}/ready`)).status, {
          timeout: minutes,
        })
        .toBe(200)
      const count = async () =>
        JSON.parse(
          await run('npx', 'caudal', 'sql', 'select count(*)::int as n from host', '--project', 'shop', '--json'),
        )
      await expect.poll(async () => (await count())[0].n, { timeout: minutes }).toBeGreaterThan(0)
      process.kill(JSON.parse(await readFile(connection, 'utf8')).pid, 'SIGTERM')
      expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0)
    } finally {
      child.kill('SIGKILL')
    }
  })
})
