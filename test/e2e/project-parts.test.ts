import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../src/lib/errors.ts'
import type { DeclaredPart, SavedPart } from '../../src/model/declared-part.ts'
import type { ProjectReport } from '../../src/model/project-report.ts'
import type { KindReport, SourceTrial } from '../../src/model/source-trial.ts'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `# Ours.
name: parts

streams:
  # What comes in.
  events: {}  # all of it
datasets:
  events:
    # Not for ever.
    retention: 30d
monitors:
  quiet: { on: events, when: "false" }
`

type Answer = Partial<SavedPart> & Partial<DeclaredPart> & Partial<ErrorBody>

describe('parts of the project file', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>
  const tokens = new Map<string, string>()

  const ask = async (path: string, { method = 'GET', body, version, as }: Asked = {}) => {
    const response = await fetch(`${product.connection().url}/api/project/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${(as && tokens.get(as)) ?? product.connection().token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(version === undefined ? {} : { 'if-match': version }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    return { status: response.status, text, etag: response.headers.get('etag'), body: JSON.parse(text) as Answer }
  }
  const put = (path: string, body: object, more: Asked = {}) => ask(path, { ...more, method: 'PUT', body })
  const file = () => readFile(join(folder, 'caudal.yaml'), 'utf8')
  const variable = (name: string) => `\${${name}}`

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    folder = project.folder
    remove = project.remove
    product = new Product(folder)
    await product.start()
    for (const [name, role, only] of [
      ['editor', 'editor'],
      ['reader', 'reader'],
      ['some', 'editor', ['events']],
    ] as const) {
      const { token } = await product.json<{ token: string }>('/api/tokens', { name, role, ...(only ? { only } : {}) })
      tokens.set(name, token)
    }
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('are made, run when that is answered, and all else in the file stays', async () => {
    const made = await put('datasets/orders', { declaration: { from: 'orders' } })
    // Nothing writes to such a stream: all mistakes are told, and nothing is written.
    expect(made).toMatchObject({ status: 400, body: { code: 'invalid', at: { file: 'caudal.yaml', option: 'from' } } })
    expect(await file()).toBe(yaml)
    expect((await put('streams/orders', { declaration: {} }, { as: 'editor' })).body).toMatchObject({
      applied: true,
      problems: [],
    })
    const dataset = await put('datasets/orders', { declaration: { fields: { amount: 'number' } } }, { as: 'editor' })
    expect(dataset).toMatchObject({ status: 200, body: { applied: true } })
    expect(await file()).toBe(
      yaml
        .replace('  # all of it\n', '  # all of it\n  orders: {}\n')
        .replace('30d\n', '30d\n  orders: { fields: { amount: number } }\n'),
    )
    await product.json('/ingest/orders', { amount: 1 })
    await product.untilStored()
    expect(await product.rows('select amount from orders')).toEqual([{ amount: 1 }])
  })

  it('are changed by those who saw them as they are, with their comments', async () => {
    const { body, etag } = await ask('datasets/events')
    expect(body).toMatchObject({ declaration: { retention: '30d' } })
    expect(etag).toBe(`"${body.version}"`)
    const change = { declaration: { retention: '60d' } }
    expect((await put('datasets/events', change)).body).toMatchObject({ code: 'conflict' })
    expect((await put('datasets/events', change, { version: '"other"' })).status).toBe(409)
    const changed = await put('datasets/events', change, { version: etag! })
    expect(changed.status).toBe(200)
    expect(await file()).toContain('  events:\n    # Not for ever.\n    retention: 60d\n')
    expect((await put('datasets/events', change, { version: etag! })).status).toBe(409)
    const text = 'events:\n  # Short.\n  retention: 7d\n'
    const written = await put('datasets/events', { yaml: text }, { version: changed.etag! })
    expect(written.status).toBe(200)
    expect((await ask('datasets/events')).body).toMatchObject({ text: text.trimEnd(), version: written.body.version })
  })

  it('are only checked by a dry run, and all mistakes come with their options', async () => {
    const before = await file()
    const dry = await put('datasets/events', { declaration: { retention: '1d' }, dry_run: true }, { version: '*' })
    expect(dry).toMatchObject({ status: 200, body: { applied: false } })
    const wrong = { on: 'event', when: 'nothing =', severity: 'dire' }
    const { status, body } = await put('monitors/loud', { declaration: wrong, dry_run: true })
    expect(status).toBe(400)
    expect(body.problems!.map(({ at }) => at?.option)).toEqual(expect.arrayContaining(['on', 'severity']))
    expect(body.problems!.every(({ hint }) => hint)).toBe(true)
    expect(await file()).toBe(before)
  })

  it('are removed, unless others need them', async () => {
    const { body } = await ask('datasets/events')
    const refused = await ask('datasets/events', { method: 'DELETE', version: body.version! })
    expect(refused).toMatchObject({ status: 400 })
    expect(refused.body.message).toContain('events')
    expect((await ask('monitors/quiet', { method: 'DELETE' })).status).toBe(409)
    const removed = await ask('monitors/quiet', { method: 'DELETE', version: '*', as: 'editor' })
    expect(removed).toMatchObject({ status: 200, body: { applied: true } })
    expect((await ask('monitors/quiet')).status).toBe(404)
    expect((await ask('monitors/quiet', { method: 'DELETE', version: '*' })).status).toBe(404)
  })

  it('keep their secrets in .env, which nobody is answered', async () => {
    const declaration = {
      type: 'webhook',
      url: 'http://ana:hunter2@127.0.0.1:9/',
      secret: 'a secret of ours, a long one',
    }
    const made = await put('channels/hook', { declaration }, { as: 'editor' })
    expect(made).toMatchObject({ status: 200, body: { variables: ['HOOK_URL', 'HOOK_SECRET'] } })
    expect(await file()).toContain(`http://ana:${variable('HOOK_URL')}@127.0.0.1:9/`)
    const envFile = join(folder, '.env')
    expect(await readFile(envFile, 'utf8')).toBe("HOOK_URL='hunter2'\nHOOK_SECRET='a secret of ours, a long one'\n")
    expect((await stat(envFile)).mode & 0o777).toBe(0o600)

    const got = await ask('channels/hook', { as: 'editor' })
    expect(got.body.declaration).toMatchObject({ secret: variable('HOOK_SECRET') })
    const changed = { ...(got.body.declaration as object), secret: 'another one, as long as it' }
    const again = await put('channels/hook', { declaration: changed }, { version: got.etag!, as: 'editor' })
    expect(again.body.variables).toEqual(['HOOK_SECRET'])
    expect(await readFile(envFile, 'utf8')).toBe("HOOK_URL='hunter2'\nHOOK_SECRET='another one, as long as it'\n")
    const all = [made, got, again, await ask('channels/hook')].map(({ text }) => text).join() + (await file())
    for (const secret of ['hunter2', 'a secret of ours', 'another one']) expect(all).not.toContain(secret)

    // What stands in the file in the open stays where it is, and is hidden.
    await writeFile(join(folder, 'caudal.yaml'), (await file()).replace(variable('HOOK_URL'), 'plain-one'))
    const shown = await eventually(
      () => ask('channels/hook'),
      ({ text }) => text.includes('[hidden]'),
    )
    expect(shown.text).not.toContain('plain-one')
    const kept = { ...(shown.body.declaration as object), headers: { 'x-from': 'caudal' } }
    expect((await put('channels/hook', { declaration: kept }, { version: '*' })).status).toBe(200)
    expect(await file()).toContain('http://ana:plain-one@127.0.0.1:9/')
  })

  it('are not written by those who may not, nor further than they may reach', async () => {
    const before = await file()
    const forbidden = async (path: string, declaration: object, as: string) => {
      expect((await put(path, { declaration }, { as, version: '*' })).status, path).toBe(403)
      expect((await put(path, { declaration }, { as })).status, path).toBe(403)
    }
    await forbidden('streams/more', {}, 'reader')
    await forbidden('streams/more', {}, 'some')
    expect((await ask('streams/events', { method: 'DELETE', version: '*', as: 'some' })).status).toBe(403)
    for (const path of [
      '/etc/passwd',
      '../x',
      'logs/../../x',
      '.env',
      '.caudal/connection.json',
      '*/connection.json',
      './.env',
    ])
      expect(
        (await put('sources/far', { declaration: { type: 'tail', path, to: 'far' } }, { as: 'editor' })).body,
        path,
      ).toMatchObject({
        code: 'forbidden',
        hint: expect.stringContaining('files'),
      })
    for (const [path, declaration] of [
      ['functions/program', { on: 'events', command: ['id'] }],
      ['functions/file', { on: { file: '/etc/*' }, use: 'flatten' }],
      ['views/out', { sql: 'select 1 as n', export: { to: '.caudal/connection.json' } }],
      ['channels/leak', { type: 'webhook', url: `http://127.0.0.1:9/${variable('PATH')}` }],
    ] as const)
      expect((await put(path, { declaration }, { as: 'editor' })).status, path).toBe(403)
    expect(await file()).toBe(before)
    for (const declaration of [
      { type: 'files', path: 'landing/*.csv', to: 'far', done: 'move', move_to: '/tmp/elsewhere' },
      { type: 'files', path: 'landing/*.csv', to: 'far', done: 'move', move_to: '../elsewhere' },
      { type: 'files', path: 'caudal.yaml', format: 'lines', to: 'far', done: 'delete' },
      { type: 'files', path: './*.yaml', format: 'lines', to: 'far', done: 'move' },
      { type: 'files', path: 'dashboards/*.yaml', format: 'lines', to: 'far', done: 'delete' },
    ]) {
      const { body } = await put('sources/far', { declaration }, { as: 'editor' })
      expect(body, JSON.stringify(declaration)).toMatchObject({ code: 'forbidden' })
    }
    expect(await file()).toBe(before)
    const far = { type: 'tail', path: join(folder, 'elsewhere', '*.log'), to: 'far' }
    expect((await put('sources/far', { declaration: far })).status).toBe(200)
  })

  it('do not send the secrets that they have to another place', async () => {
    const own = { type: 'webhook', url: 'http://127.0.0.1:9/own', secret: 'a secret that nobody is to see' }
    expect((await put('channels/own', { declaration: own }, { as: 'editor' })).status).toBe(200)
    const { declaration } = (await ask('channels/own', { as: 'editor' })).body as { declaration: object }
    const change = (more: object, as = 'editor') =>
      put('channels/own', { declaration: { ...declaration, ...more } }, { as, version: '*' })
    const away = await change({ url: 'http://127.0.0.1:9/away' })
    expect(away.body).toMatchObject({ code: 'forbidden', hint: 'Give them anew, too.' })
    const told = await change({ headers: { 'x-told': variable('OWN_SECRET') } })
    expect(told.body).toMatchObject({ code: 'forbidden', message: expect.stringContaining('headers.x-told') })
    expect((await change({ headers: { 'x-from': 'caudal' } })).status).toBe(200)
    const anew = await change({ url: 'http://127.0.0.1:9/away', secret: 'another one, which they know' })
    expect(anew.status).toBe(200)
    expect((await change({ url: 'http://127.0.0.1:9/own' }, 'admin')).status).toBe(200)
  })

  it('have names that are names, and texts that are one part', async () => {
    const before = await file()
    for (const name of ['..%2F..%2Fetc%2Fpasswd', '__proto__', 'A', 'a%20b', '%3Cscript%3E', 'a%0Ab:%20{}', '_own'])
      expect((await put(`streams/${name}`, { declaration: {} })).status, name).toBe(400)
    for (const part of ['nothing/x', 'name/x', 'roles/x', 'dashboards/x'])
      expect((await put(part, { declaration: {} })).status, part).toBe(400)
    for (const text of ['b: {}', 'a: {}\nb: {}', 'a: {', '- a', '', 'a: &x {}\nb: *x'])
      expect((await put('streams/a', { yaml: text })).status, text).toBe(400)
    expect((await put('streams/a', {})).status).toBe(400)
    expect((await put('streams/a', { declaration: {}, yaml: 'a: {}' })).status).toBe(400)
    expect((await put('streams/a', { declaration: { key: '[hidden]' } })).status).toBe(400)
    expect(await file()).toBe(before)
  })

  it('are sources that can be looked into first, by those who may write them, and nothing is left of that', async () => {
    const look = async (declaration: object, as?: string) => {
      const response = await fetch(`${product.connection().url}/api/sources/test`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${(as && tokens.get(as)) ?? product.connection().token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ name: 'looked_at', declaration }),
      })
      return { status: response.status, body: (await response.json()) as SourceTrial & ErrorBody }
    }
    const before = await file()
    await mkdir(join(folder, 'landing'))
    await writeFile(join(folder, 'landing', 'a.csv'), `n\n${Array.from({ length: 30 }, (_, n) => n).join('\n')}\n1,2\n`)
    const landed = { type: 'files', to: 'landed', path: 'landing/*.csv', done: 'delete' }
    const { body } = await look(landed, 'editor')
    expect(body.state).toBe('records')
    expect(body.records).toEqual(Array.from({ length: 10 }, (_, n) => ({ n })))
    expect(body.rejected).toHaveLength(1)
    expect((await stat(join(folder, 'landing', 'a.csv'))).isFile()).toBe(true)
    const wrong = await look({ ...landed, settle: 'soon', format: 'nothing' }, 'editor')
    expect(wrong.status).toBe(400)
    expect(wrong.body.problems!.map(({ at }) => at?.option).sort()).toEqual(['format', 'settle'])
    expect((await look({ ...landed, path: '/etc/passwd' }, 'editor')).status).toBe(403)
    expect((await look({ ...landed, path: '.caudal/*' }, 'editor')).status).toBe(403)
    expect((await look(landed, 'some')).status).toBe(403)
    expect((await look(landed, 'reader')).status).toBe(403)
    expect(await file()).toBe(before)
    const kinds = await product.json<{ kinds: KindReport[] }>('/api/kinds/sources')
    expect(kinds.kinds.map(({ name }) => name)).toContain('files')
    expect((await product.json<{ sources: object }>('/api/status')).sources).not.toHaveProperty('looked_at')
  })

  it('are told in the audit log, and say whether they can be written', async () => {
    const { editable } = await product.json<ProjectReport>('/api/project')
    expect(editable).toBe(true)
    const told = await eventually(
      () =>
        product.rows<{ what: string }>(
          `select what from _audit where action = 'changed' and route like 'PUT /api/project/%'`,
        ),
      (rows) => rows.length > 0,
    )
    expect(told.map(({ what }) => what)).toContain('datasets orders')
  })

  it('wait for mistakes of others to be mended', async () => {
    const sound = await file()
    await writeFile(join(folder, 'caudal.yaml'), `${sound}nonsense: 1\n`)
    const { status, body } = await put('streams/later', { declaration: {} })
    expect(status).toBe(400)
    expect(body.message).toContain('nonsense')
    await writeFile(join(folder, 'caudal.yaml'), sound)
    expect((await put('streams/later', { declaration: {} })).status).toBe(200)
  })
})

interface Asked {
  readonly method?: string
  readonly body?: object
  readonly version?: string
  readonly as?: string
}
