import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: recorded
streams:
  orders: { partitions: 2, key: id, private: [name, address.street] }
  hooks: {}
sources:
  calls: { type: files, path: "\${CALLS_FOLDER}/*.csv", to: calls }
functions:
  price: { on: orders, run: functions/price.ts, to: priced }
datasets:
  bought: { from: orders }
`

const price = `export default {
  *run(records, { reject }) {
    for (const record of records) {
      if (record.cents === undefined) reject(record, 'it has no price')
      else yield { id: record.id, euros: record.cents / 100 }
    }
  },
}
`

const order = (id: number) => ({
  id,
  cents: id * 100,
  name: 'Ana',
  address: { street: 'Gran Vía 1', city: 'Madrid' },
  note: 'write to ana@acme.com, card 4111 1111 1111 1111, key s3cret-folder',
  account: 12345678901234567890n,
})

let product: Product
let folder: string
let remove: () => Promise<void>
const run = (...args: string[]) => caudal([...args, '--project', folder], { env: { CALLS_FOLDER: 's3cret-folder' } })

beforeAll(async () => {
  process.env.CALLS_FOLDER = 's3cret-folder'
  const project = await temporaryProject(yaml)
  ;({ folder, remove } = project)
  await mkdir(join(folder, 'functions'))
  await writeFile(join(folder, 'functions', 'price.ts'), price)
  product = new Product(folder)
  await product.start()
  for (let id = 1; id <= 40; id++) {
    const text = JSON.stringify({ ...order(id), account: 0 }).replace('"account":0', '"account":12345678901234567890')
    await product.request('/ingest/orders', {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json' },
    })
  }
  await product.untilStored()
})

afterAll(async () => {
  delete process.env.CALLS_FOLDER
  await product.stop()
  await remove()
})

describe('caudal record', () => {
  it('prints the latest records of a stream that match, without what nobody else is to see', async () => {
    const { code, stdout, stderr } = await run('record', 'orders', '--last', '2', '--where', 'id <= 30')
    expect(code).toBe(0)
    const lines = stdout.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([29, 30])
    expect(lines[0]).toContain('"account":12345678901234567890')
    const [first, second] = lines.map((line) => JSON.parse(line))
    expect(first.name).toMatch(/^[A-Z][a-z]{2}$/)
    expect(first.name).not.toBe('Ana')
    expect(second.name).toBe(first.name)
    expect(first.address).toMatchObject({
      city: 'Madrid',
      street: expect.stringMatching(/^[A-Z][a-z]{3} [A-Z][a-z]{2} \d$/),
    })
    expect(first.address.street).not.toBe('Gran Vía 1')
    for (const hidden of ['ana@acme.com', '4111 1111', 's3cret-folder']) expect(stdout).not.toContain(hidden)
    expect(first.note).toMatch(
      /^write to [a-z]{3}@[a-z]{4}\.example, card \d{4} \d{4} \d{4} \d{4}, key [a-z]\d[a-z]{4}-[a-z]{6}$/,
    )
    expect(stderr).toContain('replaced 2 values of name: private\n')
    expect(stderr).toContain('replaced 2 values of note: e-mail address\n')
    expect(stderr).toContain('replaced 2 values of note: secret\n')
  })

  it('takes records of a dataset as they came, with the stand-ins of their stream', async () => {
    const [fromStream, fromDataset] = await Promise.all(
      ['orders', 'bought'].map(async (from) => JSON.parse((await run('record', from, '--where', 'id:7')).stdout)),
    )
    // A number that no column holds is stored as a text.
    expect(fromDataset).toEqual({ ...fromStream, account: expect.anything() })
  })

  it('replaces fields that are named, wherever they are', async () => {
    const { stdout } = await run('record', 'orders', '--last', '1', '--redact', 'cents', '--redact', 'city', '--json')
    const { records, replaced } = JSON.parse(stdout)
    expect(records[0].address.city).toMatch(/^[A-Z][a-z]{5}$/)
    expect(records[0].address.city).not.toBe('Madrid')
    expect(replaced).toContainEqual({ field: 'address.city', what: 'private', values: 1 })
    expect(replaced).toContainEqual({ field: 'cents', what: 'private', values: 1 })
  })

  it('writes a case with what the function gives today, which holds', async () => {
    const { stdout } = await run('record', 'orders', '--last', '3', '--where', 'id < 10', '--to', 'tests/price.yaml')
    expect(stdout).toBe('recorded 3 records to tests/price.yaml\n')
    const written = await readFile(join(folder, 'tests', 'price.yaml'), 'utf8')
    expect(written).toContain('function: price\ncases:\n  - name: "recorded from orders"\n    given:\n      - {"id":7,')
    expect(written).toContain('    gives:\n      - {"id":7,"euros":7}\n      - {"id":8,"euros":8}\n')
    expect(await run('test')).toMatchObject({ code: 0, stdout: '✓ price: recorded from orders\n' })
    const again = await run('record', 'orders', '--to', 'tests/price.yaml')
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('it is there already') })
  })

  it('tells what it cannot record', async () => {
    expect((await run('record', 'ordres')).stderr).toContain('Did you mean "orders"?')
    expect((await run('record', 'orders', '--where', 'id:none')).stderr).toContain('no record matches')
    expect((await run('record', 'orders', '--where', 'id:(')).code).toBe(2)
    expect((await run('record', 'orders', '--to', 'orders.csv')).stderr).toContain('expecting a file that ends in')
    expect((await run('record', 'priced', '--to', 'tests/none.yaml')).stderr).toContain('no function reads it')
  })

  it('works while the project is at rest', async () => {
    await product.stop()
    const { stdout } = await run('record', 'orders', '--last', '1', '--to', 'fixtures/one.ndjson')
    expect(stdout).toContain('recorded 1 record to fixtures/one.ndjson\n')
    expect(JSON.parse(await readFile(join(folder, 'fixtures', 'one.ndjson'), 'utf8'))).toMatchObject({
      cents: expect.any(Number),
    })
  })
})
