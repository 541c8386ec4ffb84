import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: kept
streams: { events: {}, counted: {} }
functions: { count: { on: events, run: count.ts, to: counted } }
datasets: { events: {}, counted: {} }
`
/** Each record gets its number from the function's state, so that one that is lost or told twice is seen. */
const count = `import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records, { state }) {
    let n = state.get('n') ?? 0
    for (const { id } of records) yield { id, n: ++n }
    state.set('n', n)
  },
})
`

interface Report {
  readonly folder: string
  readonly bytes: number
  readonly copied_bytes: number
}

let product: Product
let remove: () => Promise<void>
let place: string
let sent = 0

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  await writeFile(join(project.folder, 'count.ts'), count)
  await writeFile(join(project.folder, '.env'), 'PASSWORD=secret\n')
  place = await mkdtemp(join(tmpdir(), 'caudal-backups-'))
  product = new Product(project.folder)
  await product.start()
}, 60_000)

afterAll(async () => {
  await product.stop()
  await remove()
  await rm(place, { recursive: true, force: true })
})

/** Resolves once they are acknowledged. */
async function send(records: number, text = ''): Promise<void> {
  const body = Array.from({ length: records }, (_, i) => JSON.stringify({ id: sent + i, text })).join('\n')
  const headers = { 'content-type': 'application/x-ndjson' }
  const response = await product.request('/ingest/events', { method: 'POST', body, headers })
  expect(response.status).toBe(200)
  sent += records
}

async function backUp(...flags: string[]): Promise<Report> {
  const { code, stdout, stderr } = await caudal(['backup', join(place, 'all'), '--json', ...flags], {
    cwd: product.folder,
  })
  expect([code, stderr]).toEqual([0, expect.any(String)])
  return JSON.parse(stdout) as Report
}

/** Of the data: what no start takes up. */
const passingFolders = ['arriving', 'functions/edits', 'functions/workers', 'lake/tmp', 'lake/readers']

const backups = async () => (await readdir(join(place, 'all'))).sort()

it('is a whole one of its moment under load, and shares what has not changed with the one before', {
  timeout: 240_000,
}, async () => {
  await send(2000, randomBytes(100).toString('hex'))
  await product.untilStored()
  let going = true
  const load = (async () => {
    while (going) await send(200)
  })()
  for (const passing of passingFolders) {
    await mkdir(join(product.folder, '.caudal', passing), { recursive: true })
    await writeFile(join(product.folder, '.caudal', passing, 'planted'), '')
  }
  const first = await backUp()
  const acknowledged = sent
  const second = await backUp()
  going = false
  await load
  expect(second.copied_bytes).toBeLessThan(second.bytes)
  expect(await backups()).toHaveLength(2)
  const { backup } = await product.json<{ backup: Report }>('/api/status')
  expect(backup).toMatchObject({ folder: second.folder, bytes: second.bytes })
  expect((await caudal(['status'], { cwd: product.folder })).stdout).toMatch(/^backup .* in .*all/m)

  const { streams, files } = JSON.parse(await readFile(join(second.folder, 'manifest.json'), 'utf8')) as {
    readonly streams: Readonly<Record<string, number>>
    readonly files: readonly { readonly path: string }[]
  }
  const paths = files.map(({ path }) => path)
  expect(paths).toContainEqual(expect.stringMatching(/^data\/functions\/.*\.sqlite$/))
  expect(paths.filter((path) => /planted|connection/.test(path))).toEqual([])
  expect(streams.events).toBeGreaterThanOrEqual(acknowledged)
  const folder = join(place, 'restored')
  const restored = await caudal(['restore', join(place, 'all'), '--project', folder])
  expect(restored.stdout).toContain('restored kept to ')
  expect(await readdir(folder)).toEqual(['.caudal', 'caudal.yaml', 'count.ts'])
  const other = new Product(folder)
  try {
    await other.start()
    await other.untilStored()
    const n = streams.events as number
    expect(await other.rows('select count(*) as n, count(distinct id) as ids, max(id) as last from events')).toEqual([
      { n, ids: n, last: n - 1 },
    ])
    expect(await other.rows('select count(*) as n, count(*) filter (where id + 1 <> n) as wrong from counted')).toEqual(
      [{ n, wrong: 0 }],
    )
    expect(await other.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  } finally {
    await other.stop()
  }
  expect(first.folder).not.toBe(second.folder)
})

it('leaves no half one and nothing else behind when it is killed', { timeout: 120_000 }, async () => {
  const before = await backups()
  const backing = product.json('/api/backup', { folder: join(place, 'all') }).catch(() => {})
  await expect.poll(() => backups(), { timeout: 30_000, interval: 1 }).not.toEqual(before)
  await product.kill()
  await backing
  const names = (await backups()).filter((name) => !name.startsWith('.unfinished'))
  for (const name of names) JSON.parse(await readFile(join(place, 'all', name, 'manifest.json'), 'utf8'))
  await product.start()
  expect(await readdir(join(product.folder, '.caudal'))).not.toContain('backup')
  await backUp()
  expect(await backups()).toHaveLength(names.length + 1)
})

it('is written of a project that does not run, and refuses what it would damage', { timeout: 120_000 }, async () => {
  await product.stop()
  await backUp()
  const all = join(place, 'all')
  expect(await caudal(['restore', all, '--project', product.folder])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is data in it'),
  })
  const full = join(place, 'full')
  await mkdir(full)
  await writeFile(join(full, 'letter.txt'), 'Dear')
  const refused = await caudal(['backup', full], { cwd: product.folder })
  expect(refused.stderr).toContain('there is something else in it')
  expect(await readdir(full)).toEqual(['letter.txt'])
  const unmounted = await caudal(['backup', join(place, 'unmounted', 'shop')], { cwd: product.folder })
  expect(unmounted).toMatchObject({ code: 1, stderr: expect.stringContaining('no such file or directory') })

  await symlink(join(product.folder, '.caudal'), join(place, 'link'))
  const within = await caudal(['backup', join(place, 'link', 'all')], { cwd: product.folder })
  expect(within.stderr).toContain('it lies in the folder of the data itself')

  const last = join(all, (await backups()).at(-1)!)
  const catalogue = join(last, 'data/lake/catalogue.sqlite')
  await truncate(catalogue, (await stat(catalogue)).size - 1)
  const folder = join(place, 'damaged')
  const damaged = await caudal(['restore', last, '--project', folder])
  expect(damaged.stderr).toMatch(/cannot restore "data\/lake\/catalogue.sqlite" .* not those that were written/)
  await expect(readdir(folder)).resolves.toEqual([])
})

it('restores nothing where a file of the project is damaged or there already', { timeout: 120_000 }, async () => {
  await backUp('--project', product.folder)
  const all = join(place, 'all')
  const last = join(all, (await backups()).at(-1)!)
  const folder = join(place, 'half')
  await mkdir(folder)
  await writeFile(join(folder, 'count.ts'), '// mine')
  const taken = await caudal(['restore', last, '--project', folder])
  expect(taken.stderr).toContain('"count.ts" is there already')
  expect(await readdir(folder)).toEqual(['count.ts'])
  await rm(join(folder, 'count.ts'))

  const kept = join(last, 'project/count.ts')
  const bytes = await readFile(kept)
  await writeFile(kept, Buffer.concat([bytes.subarray(0, -1), Buffer.from('!')]))
  const damaged = await caudal(['restore', last, '--project', folder])
  expect(damaged.stderr).toContain('its bytes are not those that were written')
  expect(await readdir(folder)).toEqual([])

  // The next backup does not share what was changed in this one.
  await backUp('--project', product.folder)
  const restored = await caudal(['restore', all, '--project', folder])
  expect([restored.code, restored.stdout]).toEqual([0, expect.stringContaining('restored kept to ')])
  expect(await readFile(join(folder, 'count.ts'))).toEqual(bytes)
  expect((await readdir(folder)).sort()).toEqual(['.caudal', 'caudal.yaml', 'count.ts'])
})
