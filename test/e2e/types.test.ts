import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: typed
streams: { raw: {}, empty: {} }
datasets:
  raw: { fields: { rare: integer } }
functions:
  tidy: { on: raw, run: functions/tidy.ts, to: tidied }
`

const functionText = (field: string, stream = 'raw') => `import { defineFunction } from 'caudal'

export default defineFunction<'${stream}'>({
  *run(records) {
    for (const record of records) yield { place: record.place?.trim(), level: record.${field}, inner: record.at?.lat }
  },
})
`

let product: Product
let folder: string
let remove: () => Promise<void>

async function send(record: object): Promise<void> {
  await product.request('/ingest/raw', {
    method: 'POST',
    body: JSON.stringify(record),
    headers: { 'content-type': 'application/json' },
  })
  await product.untilStored()
}

/** What the compiler says, as an editor would show it. */
function compile(): Promise<string> {
  const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', folder], { cwd: folder }, (_, stdout) => resolve(stdout))
  })
}

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  ;({ folder, remove } = project)
  await mkdir(join(folder, 'functions'))
  await writeFile(join(folder, 'functions', 'tidy.ts'), functionText('level'))
  product = new Product(folder)
  await product.start()
  await send({ place: ' P-04 ', level: 3.5, at: { lat: 40.4 }, tags: ['a'], 'odd name': null })
})

afterAll(async () => {
  await product.stop()
  await remove()
})

describe('caudal types', () => {
  it('writes what the records of each stream look like, and the settings for editors', async () => {
    const { code, stdout } = await caudal(['types', '--project', folder], { cwd: folder })
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^wrote caudal\.d\.ts: \d streams? with records\n$/),
    })
    const types = await readFile(join(folder, 'caudal.d.ts'), 'utf8')
    for (const line of ['place?: string', 'level?: number', 'lat?: number', 'tags?: (string)[]', '"odd name"?: null'])
      expect(types).toContain(`${line}\n`)
    expect(types).toContain('rare?: number\n')
    expect(types).toContain('empty: Record<string, unknown>\n')
    expect(JSON.parse(await readFile(join(folder, 'tsconfig.json'), 'utf8')).include).toContain('caudal.d.ts')
  })

  it('lets the compiler refuse a misspelt field, and a stream that is not there', async () => {
    expect(await compile()).toBe('')
    await writeFile(join(folder, 'functions', 'tidy.ts'), functionText('levle'))
    expect(await compile()).toMatch(
      /tidy\.ts\(5,\d+\): error TS2551: Property 'levle' does not exist.* Did you mean 'level'\?/,
    )
    await writeFile(join(folder, 'functions', 'tidy.ts'), functionText('level', 'rwa'))
    expect(await compile()).toContain(`Type '"rwa"' does not satisfy the constraint`)
  })

  it('are kept as the records are while the project runs', async () => {
    await send({ place: 'P-05', depth: 20 })
    await expect
      .poll(() => readFile(join(folder, 'caudal.d.ts'), 'utf8'), { interval: 200 })
      .toContain('depth?: number\n')
  })

  it('are of those streams only that a token is for', async () => {
    const { token } = await product.json<{ token: string }>('/api/tokens', {
      name: 'one',
      role: 'reader',
      only: ['raw'],
    })
    const answer = await fetch(`${product.connection().url}/api/types`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(Object.keys(((await answer.json()) as { streams: object }).streams)).toEqual(['raw'])
  })

  it("are nobody's where there is no project", async () => {
    expect(await caudal(['types'], { cwd: '/' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot find a project in "/"'),
    })
  })
})
