import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binary, caudal, temporaryProject } from '../support/product.ts'

const functionText = `import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records, { reject, config }) {
    for (const record of records) {
      if (record.mean === undefined) reject(record, 'the mean is missing')
      else yield { place: record.place, mean: Number(record.mean) * Number(config.factor) }
    }
  },
})
`

const testText = (expected: number) => `import { equal, runFunction, test } from 'caudal/testing'

test('doubles the mean', async () => {
  const { gives, rejects } = await runFunction('double', [{ place: 'P-04', mean: 2 }, { place: 'P-05' }])
  equal(gives, [{ place: 'P-04', mean: ${expected} }])
  equal(rejects, ['the mean is missing'])
})

test('takes the records of a file', async () => {
  equal((await runFunction('double', 'fixtures/readings.csv')).gives.length, 2)
})
`

let folder: string
let remove: () => Promise<void>
const write = (file: string, text: string) => writeFile(join(folder, file), text)

beforeAll(async () => {
  const yaml = `name: tried
streams: { raw: {} }
functions: { double: { on: raw, run: functions/double.ts, to: doubled, with: { factor: 2 } } }
`
  ;({ folder, remove } = await temporaryProject(yaml))
  for (const name of ['functions', 'tests', 'fixtures']) await mkdir(join(folder, name))
  await write('functions/double.ts', functionText)
  await write('fixtures/readings.csv', 'place;mean\nP-04;1,5\nP-05;2,5\n')
  await write('tests/double.test.ts', testText(4))
  await write(
    'tests/double.yaml',
    'function: double\ncases:\n  - given: fixtures/readings.csv\n    gives: [{ place: P-04, mean: 3 }, { place: P-05, mean: 5 }]\n',
  )
})
afterAll(() => remove())

describe('caudal test', () => {
  it('runs cases with fixtures in CSV, and tests that are programs', async () => {
    expect(await caudal(['test'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout:
        '✓ double: case 1\n✓ tests/double.test.ts: doubles the mean\n✓ tests/double.test.ts: takes the records of a file\n',
    })
  })

  it('gives functions the tables that they look into: files of the project, and rows of datasets that the test has', async () => {
    const stations = 'id,name\n7,Ebro\n8,Tajo\n'
    const { folder, remove } = await temporaryProject(`name: enriched
streams: { raw: {}, places: {} }
datasets: { places: {} }
functions:
  named: { on: raw, use: { lookup: { file: stations.csv, on: { station: id } } }, to: named }
  placed: { on: raw, use: { lookup: { dataset: places, on: { station: id }, missing: reject } }, to: placed }
`)
    try {
      const write = (file: string, text: string) => writeFile(join(folder, file), text)
      await mkdir(join(folder, 'tests'))
      await write('stations.csv', stations)
      await write(
        'tests/named.yaml',
        `function: named
cases:
  - { name: own file, given: [{ station: 7 }, { station: 9 }], gives: [{ station: 7, name: Ebro }, { station: 9 }] }
  - { name: other rows, tables: { stations.csv: [{ id: 9, name: Duero }] }, given: [{ station: 7 }, { station: 9 }], gives: [{ station: 7 }, { station: 9, name: Duero }] }
  - { name: own file again, given: [{ station: 8 }], gives: [{ station: 8, name: Tajo }] }
`,
      )
      await write(
        'tests/placed.yaml',
        `function: placed
cases:
  - { name: rows, tables: { places: [{ id: 7, lat: 41.6 }] }, given: [{ station: 7 }], gives: [{ station: 7, lat: 41.6 }] }
  - { name: a file, tables: { places: stations.csv }, given: [{ station: 8 }], gives: [{ station: 8, name: Tajo }] }
`,
      )
      await write(
        'tests/placed.test.ts',
        `import { equal, runFunction, test } from 'caudal/testing'

test('finds rows', async () => {
  const { gives } = await runFunction('placed', [{ station: 1 }], { tables: { places: [{ id: 1, lat: 2.5 }] } })
  equal(gives, [{ station: 1, lat: 2.5 }])
})

test('has none', () => runFunction('placed', [{ station: 1 }]))
`,
      )
      const { code, stdout } = await caudal(['test'], { cwd: folder })
      expect(stdout.replace(/✗[\s\S]*/, '')).toBe(
        `✓ named: own file
✓ named: other rows
✓ named: own file again
✓ placed: rows
✓ placed: a file
✓ tests/placed.test.ts: finds rows
`,
      )
      expect(code).toBe(1)
      expect(stdout).toContain('it looks into dataset "places", whose rows are not given')
    } finally {
      await remove()
    }
  })

  it('shows what differs, line by line, and where the test says so', async () => {
    await write('tests/double.test.ts', testText(5))
    const { code, stdout } = await caudal(['test', 'double.test'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toContain('✗ tests/double.test.ts: doubles the mean  tests/double.test.ts:5:3\n')
    expect(stdout).toContain('      - {"place":"P-04","mean":5}\n      + {"place":"P-04","mean":4}\n')
    expect(stdout).toMatch(/\n1 of 2 cases differ\n$/)
    const { stdout: json } = await caudal(['test', 'double.test', '--json'], { cwd: folder })
    expect(JSON.parse(json)[0]).toMatchObject({
      file: 'tests/double.test.ts',
      name: 'doubles the mean',
      differences: [{ expected: [{ place: 'P-04', mean: 5 }], got: [{ place: 'P-04', mean: 4 }] }],
    })
  })

  it('tells a test that cannot be loaded, and records that cannot be read', async () => {
    await write('tests/double.test.ts', `import { nothing } from './missing.ts'\n`)
    const broken = await caudal(['test', 'double.test'], { cwd: folder })
    expect(broken.code).toBe(1)
    expect(broken.stdout).toContain('missing.ts')
    await write('tests/double.test.ts', testText(4).replace('readings.csv', 'none.csv'))
    const absent = await caudal(['test', 'double.test'], { cwd: folder })
    expect(absent.stdout).toContain('cannot read "fixtures/none.csv" of a test: there is no such file')
  })

  it('tests again when a file is saved, also after a mistake', async () => {
    await write('tests/double.test.ts', testText(4))
    const child = spawn(binary, ['test', '--watch'], { cwd: folder })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        output += text
      })
    const untilSaid = (text: string) => expect.poll(() => output).toContain(text)
    try {
      await untilSaid('waiting for a change')
      output = ''
      await write('functions/double.ts', functionText.replace('* Number(config.factor)', '* 3'))
      await untilSaid('+ {"place":"P-04","mean":6}')
      await untilSaid('waiting for a change')
      output = ''
      await write('functions/double.ts', 'no function')
      await untilSaid('cannot load "functions/double.ts"')
      await write('functions/double.ts', functionText)
      await untilSaid('✓ tests/double.test.ts: doubles the mean')
    } finally {
      child.kill()
    }
  })
})
