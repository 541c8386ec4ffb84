import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: mended
streams: { raw: {} }
functions:
  tidy: { on: raw, run: functions/tidy.ts, to: tidied, errors: untidy }
datasets:
  tidied: { key: [id] }
  untidy: {}
`

const tidy = `import { defineFunction } from 'caudal'

export default defineFunction<{ id: number; mean: number }, {}>({
  *run(records, { reject }) {
    for (const record of records) {
      if (record.mean > 40) reject(record, 'it is too warm')
      else yield record
    }
  },
})
`

let product: Product
let remove: () => Promise<void>

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  await mkdir(join(project.folder, 'functions'))
  await writeFile(join(project.folder, 'functions/tidy.ts'), tidy)
  product = new Product(project.folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await remove()
})

const run = (...args: string[]) => caudal([...args, '--project', product.folder])
const rowsOf = (dataset: string, what: string) => product.rows(`select ${what} from ${dataset} order by _offset`)
const means = () => rowsOf('tidied', 'id, mean')

async function expectEquation(): Promise<void> {
  const { streams } = await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')
  for (const [name, counters] of Object.entries(streams)) {
    if (name.startsWith('_')) continue
    const { received, stored, duplicate, rejected, late_dropped, refused, dropped = 0 } = counters
    expect(stored! + duplicate! + rejected! + late_dropped! + refused! + dropped, name).toBe(received)
  }
}

it('a record that a function refused is corrected, or sent again once the function is mended', async () => {
  const lines = [1, 41, 3, 42].map((mean, id) => JSON.stringify({ id, mean })).join('\n')
  const headers = { 'content-type': 'application/x-ndjson' }
  await product.request('/ingest/raw', { method: 'POST', body: lines, headers })
  await expect.poll(() => rowsOf('untidy', 'reason, stream').catch(() => [])).toHaveLength(2)
  await product.untilStored()
  await expectEquation()

  const { stdout } = await run('rejected', 'untidy', '--json')
  const listed = JSON.parse(stdout) as { id: string; reason: string; function: string; stream: string; text: string }[]
  expect(listed.map(({ id: _, ...record }) => record)).toMatchObject([
    { reason: 'it is too warm', function: 'tidy', stream: 'raw', text: '{"id":3,"mean":42}' },
    { reason: 'it is too warm', function: 'tidy', stream: 'raw', text: '{"id":1,"mean":41}' },
  ])
  const wrong = await run('replay', '--rejected', listed[0]!.id, '--text', '{"id":3,"mean":43}')
  expect(wrong.stdout).toBe('replayed 1 record: 1 rejected again\n')
  expect(wrong.stderr).toMatch(/^rejected again, as untidy:\d+: it is too warm\n$/)
  const corrected = await run('replay', '--rejected', listed[1]!.id, '--text', '{"id":1,"mean":4.1}')
  expect(corrected.stdout).toBe('replayed 1 record: 1 accepted\n')
  await expect.poll(means).toContainEqual({ id: 1, mean: 4.1 })
  await expectEquation()

  const file = join(product.folder, 'functions/tidy.ts')
  await writeFile(file, (await readFile(file, 'utf8')).replace('> 40', '> 60'))
  await expect
    .poll(
      async () => {
        await run('replay', '--rejected', 'untidy')
        return means()
      },
      { interval: 500 },
    )
    .toHaveLength(4)
  await product.untilStored()
  await expectEquation()
  expect(await rowsOf('tidied', 'id')).toHaveLength(4)
})
