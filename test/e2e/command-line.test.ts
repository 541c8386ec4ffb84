import { execFile } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { binary, caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: logs
sources:
  lines: { type: tail, path: "logs/*.log", format: lines, to: lines }
  river: { type: files, path: "landing/*.csv", to: river }
streams:
  events: { partitions: 1, retention: 7d }
datasets:
  lines: {}
  river: {}
  events: {}
`

let product: Product
let folder: string
let remove: () => Promise<void>

beforeAll(async () => {
  ;({ folder, remove } = await temporaryProject(yaml))
  await mkdir(join(folder, 'logs'))
  await mkdir(join(folder, 'landing'))
  await writeFile(join(folder, 'logs/app.log'), 'started\nERROR no connection to db2\nstopped\n')
  await writeFile(join(folder, 'landing/a.csv'), 'date,level\n2026-01-01,1.5\n2026-01-02,2.5\n')
  product = new Product(folder)
  await product.start()
  await product.untilStored()
  await vi.waitFor(async () => expect(await sql('select count(*)::int as n from lines')).toEqual([{ n: 3 }]), 10_000)
  await vi.waitFor(async () => expect(await sql('select count(*)::int as n from river')).toEqual([{ n: 2 }]), 10_000)
})
afterAll(async () => {
  await product?.kill()
  await remove?.()
})

async function run(...args: string[]) {
  return caudal(args, { cwd: folder })
}

async function sql(query: string): Promise<unknown[]> {
  const { code, stdout } = await run('sql', query, '--json')
  return code === 0 ? JSON.parse(stdout) : []
}

describe('the command line on a running project', () => {
  it('answers SQL as one JSON array, as a table and as CSV', async () => {
    expect(await sql('select level from river order by date')).toEqual([{ level: 1.5 }, { level: 2.5 }])
    expect((await run('sql', 'select level from river order by date')).stdout).toBe('level\n  1.5\n  2.5\n')
    expect((await run('sql', 'select level from river order by date', '--format', 'csv')).stdout).toBe(
      'level\r\n1.5\r\n2.5\r\n',
    )
  })

  it('says of each record from which source it is, and from which file', async () => {
    expect(await sql('select distinct _source from lines')).toEqual([
      { _source: `lines:${join(folder, 'logs/app.log')}` },
    ])
    expect(await sql('select distinct _source from river')).toEqual([
      { _source: `river:${join(folder, 'landing/a.csv')}` },
    ])
    expect(JSON.parse((await run('search', '_source:lines', '--in', 'lines', '--json')).stdout)).toHaveLength(3)
    expect(JSON.parse((await run('search', '_source:"app.log"', '--in', 'lines', '--json')).stdout)).toHaveLength(3)
  })

  it('binds parameters', async () => {
    const { stdout } = await run(
      'sql',
      'select count(*)::int as n from river where level > $least',
      '-p',
      'least=2',
      '--json',
    )
    expect(JSON.parse(stdout)).toEqual([{ n: 1 }])
  })

  it('finds records with KQL, newest first', async () => {
    const { stdout } = await run(
      'search',
      'message:"no connection"',
      '--in',
      'lines',
      '--since',
      '1h',
      '--limit',
      '50',
      '--json',
    )
    expect(JSON.parse(stdout)).toMatchObject([{ message: 'ERROR no connection to db2' }])
    expect(JSON.parse((await run('search', '--in', 'lines', '--json')).stdout)).toHaveLength(3)
  })

  it('sends records, and counts each one', async () => {
    const input = '{"user":"anna"}\nnot json\n{"user":"ben"}\n'
    const { stdout } = await caudal(['send', 'events', '--json'], { cwd: folder, input })
    expect(JSON.parse(stdout)).toMatchObject({ received: 3, offset: 0 })
    await expect.poll(() => sql('select "user" from events order by 1')).toEqual([{ user: 'anna' }, { user: 'ben' }])
    const { streams } = JSON.parse((await run('status', '--json')).stdout)
    expect(streams.events).toMatchObject({
      received: 3,
      stored: 2,
      duplicate: 0,
      rejected: 1,
      late_dropped: 0,
      refused: 0,
    })
    expect((await run('status')).stdout).toMatch(
      /^stream +received +stored +duplicate +rejected +late_dropped +refused/m,
    )
  })

  it('follows a stream as records arrive', async () => {
    const following = run('tail', 'lines', 'message:heartbeat', '--last', '0', '--limit', '1', '--json')
    const beating = setInterval(() => appendFile(join(folder, 'logs/app.log'), 'heartbeat\n'), 100)
    const { stdout } = await following
    clearInterval(beating)
    expect(JSON.parse(stdout)).toMatchObject({ message: 'heartbeat' })
  })

  it('makes, lists and revokes tokens, whose holder may do no more than their role', async () => {
    const { token } = JSON.parse((await run('token', 'create', 'bot', '--role', 'writer', '--json')).stdout)
    const { url } = product.connection()
    expect((await caudal(['send', 'events', '--url', url, '--token', token], { input: '{}\n' })).code).toBe(0)
    expect(await caudal(['sql', 'select 1', '--url', url, '--token', token])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error: '),
    })
    expect((await run('token', 'list')).stdout).toMatch(/^bot +writer +everything/m)
    expect((await run('token', 'revoke', 'bot')).stdout).toBe('revoked bot\n')
    expect((await caudal(['send', 'events', '--url', url, '--token', token], { input: '{}\n' })).code).toBe(2)
  })

  it('makes no token for names that the project does not have, unless told to', async () => {
    expect(await run('token', 'create', 'slip', '--only', 'events,evnts')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: cannot restrict a token to "evnts": the project has nothing of this name\n' +
        '  hint: Did you mean "events"? With --force the token is made all the same.\n',
    })
    expect((await run('token', 'create', 'slip', '--only', 'later', '--force')).code).toBe(0)
    expect((await run('token', 'revoke', 'slip')).code).toBe(0)
  })

  it('finds the running project from a folder that has none', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'caudal-elsewhere-'))
    const state = await mkdtemp(join(tmpdir(), 'caudal-state-'))
    const { folder: own, remove: removeOwn } = await temporaryProject('name: own\n')
    const env = { XDG_STATE_HOME: state }
    const before = process.env.XDG_STATE_HOME
    process.env.XDG_STATE_HOME = state
    const other = new Product(own)
    try {
      await other.start()
      await expect.poll(async () => (await caudal(['status', '--json'], { cwd: elsewhere, env })).code).toBe(0)
      const { stdout } = await caudal(['status', '--json'], { cwd: elsewhere, env })
      expect(JSON.parse(stdout).name).toBe('own')
    } finally {
      if (before === undefined) delete process.env.XDG_STATE_HOME
      else process.env.XDG_STATE_HOME = before
      await other.kill()
      await removeOwn()
      for (const path of [elsewhere, state]) await rm(path, { recursive: true })
    }
  })

  it('tells a mistake with its place and a hint, and exits with 2', async () => {
    const { code, stderr, stdout } = await run('sql', 'select nme from river')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: .*nme.*\n {2}line 1, column 8\n/)
    expect(JSON.parse((await run('sql', 'select nme from river', '--json')).stderr)).toMatchObject({
      at: { line: 1, column: 8 },
    })
  })

  it('is quiet when its reader has seen enough', async () => {
    const shell = `'${binary}' sql 'select range as n from range(100000)' --format csv | head -n 2; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', shell], { cwd: folder })
    expect({ stdout, stderr }).toEqual({ stdout: 'n\r\n0\r\n0\n', stderr: '' })
  })

  it('vouches for what is on disk', async () => {
    const { code, stdout } = await run('verify')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^clean: checked /) })
  })

  it('fills a dataset again from its stream', async () => {
    expect((await run('rebuild', 'rivr')).stderr).toContain('hint: Did you mean "river"?')
    expect((await run('rebuild', 'river')).stdout).toBe('rebuilt river from 2 records\n')
    await expect.poll(() => sql('select count(*)::int as n from river')).toEqual([{ n: 2 }])
  })

  it('tells of values that are not where one would look for them', async () => {
    const input = '{"time":"yesterday"}\n'
    expect((await caudal(['send', 'events'], { cwd: folder, input })).code).toBe(0)
    const problems = async () => (await product.json<{ problems: string[] }>('/api/status')).problems
    await expect.poll(problems).toEqual([expect.stringContaining('such as "yesterday"')])
    expect(await product.json('/api/datasets/events')).toMatchObject({
      name: 'events',
      remarks: [{ kind: 'no_time', field: 'time', records: 1, value: '"yesterday"' }],
    })
    const told = `select message, dataset, "offset" from _caudal where message like '%as a time%'`
    await expect
      .poll(() => sql(told))
      .toEqual([
        { message: 'cannot read "time" as a time: the time received stands for it', dataset: 'events', offset: 4 },
      ])
    expect((await run('status')).stdout).toContain('problem: Caudal cannot read "time" as a time in 1 record of source')
  })

  it('says who holds the data when it is started twice', async () => {
    const { code, stderr } = await run('up', '--port', '0')
    expect(code).not.toBe(0)
    expect(stderr).toContain(`process ${product.connection().pid}`)
  })

  it('drains and exits within 5 seconds of SIGTERM, and is not found any more', async () => {
    const { code, ms } = await product.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(5000)
    expect(await run('status')).toMatchObject({ code: 1, stderr: expect.stringContaining('does not run') })
    expect(product.output).toContain('\nstopping …\n')
    expect(product.output).toContain('\nstopped\n')
  })
})

describe('caudal up', () => {
  it('ends at the first signal, also while it waits for a disk that fails', async () => {
    const { folder, remove } = await temporaryProject('name: waiting\n')
    // A folder in the place of the file: SQLite cannot open it, as on a disk that fails.
    await mkdir(join(folder, '.caudal', 'state.sqlite'), { recursive: true })
    const waiting = new Product(folder)
    try {
      waiting.spawn()
      await expect.poll(() => waiting.output).toContain('it is tried again')
      expect(await waiting.stop()).toMatchObject({ code: 0 })
    } finally {
      await waiting.kill()
      await remove()
    }
  })

  it('refuses to listen beyond this machine without TLS, and makes a certificate on request', async () => {
    const { folder, remove } = await temporaryProject('name: open\n')
    try {
      const refused = await caudal(['up', '--host', '0.0.0.0', '--port', '0'], { cwd: folder })
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('without TLS') })
      const secure = new Product(folder, ['--host', '0.0.0.0', '--port', '0', '--self-signed'])
      try {
        secure.spawn()
        await expect.poll(async () => (await caudal(['status', '--json'], { cwd: folder })).code).toBe(0)
        expect(secure.connection().url).toMatch(/^https:/)
      } finally {
        await secure.kill()
      }
    } finally {
      await remove()
    }
  })

  it('prints JSON lines for programs', async () => {
    const { folder, remove } = await temporaryProject('name: quiet\n')
    const quiet = new Product(folder, ['--port', '0', '--json'])
    try {
      await quiet.start()
      await quiet.stop()
      const lines = quiet.output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
      expect(lines.map(({ event }) => event).filter(Boolean)).toEqual(['ready', 'stopping', 'stopped'])
    } finally {
      await quiet.kill()
      await remove()
    }
  })

  it('says that the project file was applied when it changed, not at each start', async () => {
    const { folder, remove } = await temporaryProject('name: calm\n')
    const calm = new Product(folder)
    try {
      await calm.start()
      await writeFile(join(folder, 'caudal.yaml'), 'name: calm\nstreams: { later: {} }\n')
      const names = async () => (await calm.json<{ streams: { name: string }[] }>('/api/streams')).streams
      await expect.poll(names).toContainEqual(expect.objectContaining({ name: 'later' }))
      await calm.stop()
      expect(calm.output.match(/project file applied/g)).toHaveLength(1)
    } finally {
      await calm.kill()
      await remove()
    }
  })

  it('tells every mistake of the project before anything starts', async () => {
    const { folder, remove } = await temporaryProject(
      'name: wrong\ndatasets:\n  a: { from: nothing }\n  b: { form: a }\n',
    )
    try {
      const { code, stderr } = await caudal(['up', folder, '--port', '0'])
      expect(code).toBe(2)
      expect(stderr).toContain('caudal.yaml:3:')
      expect(stderr).toContain('caudal.yaml:4:')
    } finally {
      await remove()
    }
  })
})

describe('the program', () => {
  it('keeps what Node compiled for the next run, in the cache folder of the user', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'caudal-cache-'))
    const env = { XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: undefined }
    try {
      expect((await caudal(['version'], { env })).code).toBe(0)
      const [folder] = await readdir(join(cache, 'caudal'))
      expect((await readdir(join(cache, 'caudal', folder!))).length).toBeGreaterThan(0)
    } finally {
      await rm(cache, { recursive: true })
    }
  })
})
