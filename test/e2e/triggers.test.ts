import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: triggers
functions:
  beat: { on: { schedule: "every 1s", missed: skip }, run: functions/beat.ts, to: beats }
  nightly: { on: { schedule: "0 6 * * *", timezone: Europe/Madrid }, run: functions/nightly.ts, to: nights, retries: 0 }
  pages:
    on: { file: "landing/*.txt", settle: 200ms }
    run: functions/pages.ts
    to: lines
    errors: bad_pages
    timeout: 1s
    memory: 64MB
    retries: 1
  sizes: { on: { file: ["landing", "other/*.bin"] }, command: [python3, functions/sizes.py], to: sizes }
  slow: { on: { file: "slow/*.txt", settle: 200ms }, run: functions/slow.ts, to: slow_lines, timeout: 100s }
datasets:
  slow_lines: {}
  beats: {}
  nights: {}
  lines: {}
  bad_pages: {}
  sizes: {}
`

const beat = `import { defineFunction } from 'caudal'

export default defineFunction({
  *schedule(at, { state }) {
    const n = (state.get<number>('n') ?? 0) + 1
    state.set('n', n)
    yield { at, n }
  },
})
`

const nightly = `import { defineFunction } from 'caudal'

export default defineFunction({
  *schedule(at, { occasion, state }) {
    if (state.get('fails')) throw new Error('it fails at night')
    state.set('fails', true)
    yield { at, occasion }
  },
})
`

const pages = `import { defineFunction } from 'caudal'

export default defineFunction({
  async *file(file, { reject, state }) {
    const seen = (state.get<number>('seen') ?? 0) + 1
    state.set('seen', seen)
    let line = 0
    for await (const text of file.lines()) {
      line++
      if (text === 'loop') for (;;);
      if (text === 'memory') { const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1)) }
      if (text === 'exit') process.exit(3)
      if (text === 'throw') throw new Error('the page is torn')
      if (text === 'secret') await import('node:fs').then(({ readFileSync }) => readFileSync('/etc/hostname'))
      if (text === 'bad') reject({ line, text }, 'it is bad')
      else yield { file: file.path, line, text, seen, size: file.size }
    }
  },
})
`

const slow = `import { access } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

export default {
  async *file(file, { signal }) {
    if (file.name === 'hold.txt') {
      while (!(await access(file.path.replace('hold.txt', '.go')).then(() => true, () => false))) await setTimeout(20, undefined, { signal })
    }
    for await (const text of file.lines()) yield { file: file.name, text }
  },
}
`

const sizes = `import json, sys
for line in sys.stdin:
    record = json.loads(line)
    print(json.dumps({'path': record['path'], 'size': record['size']}))
`

describe('functions that run on what happens', () => {
  let product: Product
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    await mkdir(join(project.folder, 'functions'))
    for (const [name, text] of Object.entries({
      beat,
      nightly,
      pages,
      slow: slow.replace('file.path', `'${join(project.folder, 'slow/hold.txt')}'`),
    })) {
      await writeFile(join(project.folder, 'functions', `${name}.ts`), text)
    }
    await writeFile(join(project.folder, 'functions', 'sizes.py'), sizes)
    product = new Product(project.folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  const land = (name: string, text: string) => writeFile(join(product.folder, name), text)
  /** The rows of a dataset that may have none yet. */
  const rows = (sql: string) => product.rows(sql).catch(() => [])
  const until = (sql: string, count: number) => expect.poll(async () => (await rows(sql)).length).toBe(count)

  it('are given each file that lands, whole, though its folder is made later', async () => {
    await mkdir(join(product.folder, 'landing'))
    await land('landing/a.txt', 'one\r\ntwo\n')
    await until('select * from lines', 2)
    expect(await rows('select file, line, text, seen, size from lines order by _offset')).toEqual([
      { file: 'landing/a.txt', line: 1, text: 'one', seen: 1, size: 9 },
      { file: 'landing/a.txt', line: 2, text: 'two', seen: 1, size: 9 },
    ])
    await until("select * from sizes where path = 'landing/a.txt'", 1)
  })

  it('are given a file again when its content changes, and not when it is touched', async () => {
    await land('landing/a.txt', 'three\n')
    await until('select * from lines', 3)
    await land('landing/a.txt', 'three\n')
    await sleep(1500)
    expect(await rows('select text from lines')).toHaveLength(3)
  })

  it('are given a file that was emptied and written again as it was before its turn', async () => {
    await mkdir(join(product.folder, 'slow'))
    const told = (count: number) =>
      expect
        .poll(
          async () => {
            const { streams } = await product.json<{ streams: Record<string, { received: number }> }>('/api/status')
            return streams._on_slow?.received
          },
          { timeout: 60_000 },
        )
        .toBeGreaterThanOrEqual(count)
    await land('slow/hold.txt', 'held\n')
    await told(1)
    await land('slow/b.txt', 'again\n')
    await told(2)
    await land('slow/b.txt', '')
    await land('slow/b.txt', 'again\n')
    await land('slow/c.txt', 'last\n')
    await told(3)
    await land('slow/.go', '')
    await until('select * from slow_lines', 3)
    expect(await rows('select file, text from slow_lines order by file')).toEqual([
      { file: 'b.txt', text: 'again' },
      { file: 'c.txt', text: 'last' },
      { file: 'hold.txt', text: 'held' },
    ])
  })

  it('are not given what a link in their folder leads to', async () => {
    for (const [i, target] of ['.caudal/connection.json', 'caudal.yaml', '/etc/passwd'].entries()) {
      await symlink(resolve(product.folder, target), join(product.folder, 'landing', `link-${i}.txt`))
    }
    await expect.poll(() => product.output).toMatch(/link-2\.txt\\*": the link leads out/)
    await land('landing/behind.txt', 'behind the links\n')
    await until("select * from lines where text = 'behind the links'", 1)
    expect(await rows("select * from lines where file like '%link-%'")).toEqual([])
  })

  it('may reject a part of a file, which is told with its name', async () => {
    await land('landing/b.txt', 'fine\nbad\n')
    await until("select * from lines where text = 'fine'", 1)
    await until('select * from bad_pages', 1)
    expect(await rows('select reason, request, original from bad_pages')).toEqual([
      { reason: 'it is bad', request: 'landing/b.txt', original: '{"line":2,"text":"bad"}' },
    ])
  })

  it.each([
    ['throw', 'the page is torn'],
    ['exit', 'process.exit was called'],
    ['loop', 'it took longer than 1 s'],
    ['memory', 'it needs more memory than 64.0 MB'],
    ['secret', 'a function may read the files of the project only'],
  ])('that fail on a file give nothing of it, tell it, and go on with the next: %s', async (text, reason) => {
    await land(`landing/${text}.txt`, `before\n${text}\n`)
    await land(`landing/${text}-after.txt`, `after ${text}\n`)
    await until(`select * from lines where text = 'after ${text}'`, 1)
    await until(`select * from bad_pages where request = 'landing/${text}.txt'`, 1)
    expect(await rows(`select reason from bad_pages where request = 'landing/${text}.txt'`)).toEqual([
      { reason: expect.stringContaining(reason) },
    ])
    expect(await rows(`select * from lines where file = 'landing/${text}.txt'`)).toEqual([])
  })

  it('tell a file that is gone before its turn, and run on one by hand', async () => {
    const { stdout } = await caudal([
      'functions',
      'run',
      'pages',
      '--file',
      'landing/b.txt',
      '--project',
      product.folder,
    ])
    expect(stdout).toBe('pages has run\n')
    await until("select * from lines where text = 'fine'", 2)
    const gone = await caudal(['functions', 'run', 'pages', '--file', 'landing/none.txt', '--project', product.folder])
    expect(gone.stdout).toContain('pages failed')
    await until(`select * from bad_pages where reason = 'cannot read file "landing/none.txt": it is gone'`, 1)
  })

  it('can be replayed with a file that failed, once it is mended', async () => {
    await land('landing/throw.txt', 'mended\n')
    await until("select * from lines where text = 'mended'", 1)
    const before = (await rows("select * from lines where text = 'mended'")).length
    await rm(join(product.folder, 'landing/throw.txt'))
    expect(before).toBe(1)
  })

  it('run at their times, one after the other', async () => {
    await expect.poll(async () => (await rows('select * from beats')).length).toBeGreaterThan(2)
    const beats = (await rows('select at, n from beats order by _offset')) as { at: string; n: number }[]
    expect(beats.map(({ n }) => Number(n))).toEqual(beats.map((_, i) => i + 1))
    const seconds = beats.map(({ at }) => Date.parse(at) / 1000)
    expect(seconds.every(Number.isInteger)).toBe(true)
    expect(new Set(seconds).size).toBe(seconds.length)
  })

  it('run by hand, and are told when they fail', async () => {
    const run = () => caudal(['functions', 'run', 'nightly', '--project', product.folder])
    expect((await run()).stdout).toBe('nightly has run\n')
    expect((await run()).stdout).toBe('nightly failed; see why with: caudal rejected\n')
    await until('select * from nights', 1)
    expect(await rows('select occasion from nights')).toEqual([{ occasion: 'manual' }])
    await until('select * from nightly_errors', 1)
    const { stderr } = await caudal(['functions', 'run', 'beat', '--file', 'a', '--project', product.folder])
    expect(stderr).toContain('cannot give function "beat" a file: it runs on no files')
  })

  it('are told of with their times', async () => {
    const { functions } = await product.json<{ functions: Record<string, unknown>[] }>('/api/functions')
    const of = (name: string) => functions.find((each) => each.name === name)
    expect(of('nightly')).toMatchObject({
      trigger: '0 6 * * * Europe/Madrid',
      schedule: { next: expect.stringMatching(/T0[45]:00:00\.000Z$/), missed: 0 },
    })
    expect(of('pages')).toMatchObject({ trigger: 'landing/*.txt', lag_records: 0 })
    const { stdout } = await caudal(['functions', '--project', product.folder])
    expect(stdout).toMatch(/^nightly +0 6 \* \* \* Europe\/Madrid +/m)
    expect((await (await product.request('/metrics')).text()).split('\n')).toContain(
      'caudal_function_missed_times_total{function="nightly"} 0',
    )
  })

  it('tell the times that passed while the project did not run, and run no file twice', async () => {
    await product.stop()
    const lines = product.output.length
    await sleep(3000)
    await product.start()
    await expect.poll(() => product.output.slice(lines)).toMatch(/function "beat" missed \d+ of its times, not made up/)
    await land('landing/last.txt', 'last\n')
    await until("select * from lines where text = 'last'", 1)
    expect(await rows("select * from lines where text in ('two', 'three')")).toHaveLength(2)
    const beats = (await rows('select n from beats order by _offset')).map(({ n }) => Number(n))
    expect(beats).toEqual(beats.map((_, i) => i + 1))
  })
})
