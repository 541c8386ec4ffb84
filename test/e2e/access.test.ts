import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectReport } from '../../src/model/project-report.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: access
streams:
  events: {}
  secrets: {}
datasets:
  events: {}
  secrets: {}
views:
  monthly: { sql: "select count(*) as n from events" }
functions:
  tidy: { on: events, use: [{ rename: { fields: { a: b } } }], to: events_renamed }
  spy: { on: secrets, use: [{ rename: { fields: { a: b } } }], to: secrets_renamed }
monitors:
  quiet: { on: events, when: "false" }
  secretive: { on: secrets, when: "false" }
channels:
  hook: { type: webhook, url: "http://127.0.0.1:9/" }
`

/** What lists names must not list those that a token is not for. */
const listings = ['datasets', 'streams', 'status', 'monitors', 'rejected', 'quality'].map((name) => `/api/${name}`)

type Role = 'viewer' | 'reader' | 'writer' | 'editor' | 'admin'
const roles: Role[] = ['viewer', 'reader', 'writer', 'editor', 'admin']

interface Route {
  method: string
  path: string
  /** The path as the OpenAPI document has it, when it has parameters. */
  pattern?: string
  body?: unknown
  allowed: Role[]
  /** What the allowed are answered, when it is not success. */
  answer?: number
}

/** Every route with the roles that may use it; whoever is not named gets 403, and nobody gets 401. */
const routes: Route[] = [
  {
    method: 'POST',
    path: '/ingest/events',
    pattern: '/ingest/{stream}',
    body: { a: 1 },
    allowed: ['writer', 'editor', 'admin'],
  },
  { method: 'POST', path: '/api/sql', body: { sql: 'select 1' }, allowed: ['reader', 'editor', 'admin'] },
  { method: 'POST', path: '/api/search', body: { kql: '' }, allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'POST',
    path: '/api/search/values',
    body: { kql: '', field: 'a', in: ['events'] },
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/search/patterns',
    body: { kql: '', field: 'a', in: ['events'] },
    allowed: ['reader', 'editor', 'admin'],
  },
  { method: 'GET', path: '/api/datasets', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/datasets/nothing',
    pattern: '/api/datasets/{dataset}',
    allowed: ['reader', 'editor', 'admin'],
    answer: 404,
  },
  {
    method: 'GET',
    path: '/api/datasets/nothing/sizes',
    pattern: '/api/datasets/{dataset}/sizes',
    allowed: ['reader', 'editor', 'admin'],
    answer: 404,
  },
  {
    method: 'GET',
    path: '/api/datasets/nothing/changes',
    pattern: '/api/datasets/{dataset}/changes',
    allowed: ['reader', 'editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/preview?name=events.ndjson&whole=true',
    pattern: '/api/preview',
    body: { a: 1 },
    allowed: ['writer', 'editor', 'admin'],
  },
  { method: 'GET', path: '/api/streams', allowed: ['reader', 'editor', 'admin'] },
  { method: 'GET', path: '/api/status', allowed: ['reader', 'editor', 'admin'] },
  { method: 'GET', path: '/api/tail/events', pattern: '/api/tail/{stream}', allowed: ['reader', 'editor', 'admin'] },
  { method: 'GET', path: '/api/types', allowed: ['reader', 'editor', 'admin'] },
  { method: 'POST', path: '/api/record', body: { from: 'events' }, allowed: ['reader', 'editor', 'admin'] },
  { method: 'GET', path: '/api/functions', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'POST',
    path: '/api/functions/spy/run',
    pattern: '/api/functions/{function}/run',
    allowed: ['editor', 'admin'],
    answer: 400,
  },
  {
    method: 'GET',
    path: '/api/functions/tidy/past?since=1h',
    pattern: '/api/functions/{function}/past',
    allowed: ['reader', 'editor', 'admin'],
  },
  { method: 'GET', path: '/api/kinds/sources', allowed: ['editor', 'admin'] },
  {
    method: 'POST',
    path: '/api/sources/test',
    body: { name: 'host', declaration: { type: 'host', to: 'host' } },
    allowed: ['editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/functions/tidy',
    pattern: '/api/functions/{function}',
    allowed: ['editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/functions/tidy/versions',
    pattern: '/api/functions/{function}/versions',
    allowed: ['editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/functions/tidy/difference?before=none&after=none',
    pattern: '/api/functions/{function}/difference',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/functions/tidy/test',
    pattern: '/api/functions/{function}/test',
    allowed: ['editor', 'admin'],
  },
  { method: 'GET', path: '/api/endpoints', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/endpoints/latency?endpoint=/nothing',
    pattern: '/api/endpoints/latency',
    allowed: ['reader', 'editor', 'admin'],
    answer: 404,
  },
  { method: 'GET', path: '/api/views', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/views/monthly',
    pattern: '/api/views/{view}',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/views/monthly/history',
    pattern: '/api/views/{view}/history',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/views/monthly/refresh',
    pattern: '/api/views/{view}/refresh',
    allowed: ['editor', 'admin'],
  },
  {
    method: 'DELETE',
    path: '/api/views/monthly',
    pattern: '/api/views/{view}',
    allowed: ['editor', 'admin'],
    answer: 409,
  },
  { method: 'GET', path: '/metrics', allowed: ['reader', 'editor', 'admin'] },
  { method: 'GET', path: '/api/project', allowed: ['editor', 'admin'] },
  { method: 'GET', path: '/api/live', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/project/streams/events',
    pattern: '/api/project/{section}/{name}',
    allowed: ['editor', 'admin'],
  },
  {
    method: 'PUT',
    path: '/api/project/streams/events',
    pattern: '/api/project/{section}/{name}',
    body: { declaration: {} },
    allowed: ['editor', 'admin'],
    answer: 409,
  },
  {
    method: 'DELETE',
    path: '/api/project/streams/nothing',
    pattern: '/api/project/{section}/{name}',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  ...['pause', 'resume'].map(
    (what): Route => ({
      method: 'POST',
      path: `/api/sources/none/${what}`,
      pattern: `/api/sources/{source}/${what}`,
      allowed: ['editor', 'admin'],
      answer: 404,
    }),
  ),
  { method: 'POST', path: '/api/rebuild/events', pattern: '/api/rebuild/{dataset}', allowed: ['editor', 'admin'] },
  { method: 'GET', path: '/api/quality', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/quality/events',
    pattern: '/api/quality/{dataset}',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/quality/events/profile',
    pattern: '/api/quality/{dataset}/profile',
    allowed: ['reader', 'editor', 'admin'],
  },
  { method: 'GET', path: '/api/edit-functions', allowed: ['editor', 'admin'] },
  { method: 'POST', path: '/api/edit-functions', allowed: ['editor', 'admin'] },
  {
    method: 'POST',
    path: '/api/rejected/events/edit',
    pattern: '/api/rejected/{dataset}/edit',
    body: { function: 'caudal.yaml' },
    allowed: ['editor', 'admin'],
    answer: 400,
  },
  { method: 'GET', path: '/api/rejected', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/rejected/events',
    pattern: '/api/rejected/{dataset}',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/rejected/events/reasons',
    pattern: '/api/rejected/{dataset}/reasons',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/rejected/events/1',
    pattern: '/api/rejected/{dataset}/{offset}',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/rejected/events/replay',
    pattern: '/api/rejected/{dataset}/replay',
    body: {},
    allowed: ['editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/rejected/events/discard',
    pattern: '/api/rejected/{dataset}/discard',
    body: { why: 'x' },
    allowed: ['editor', 'admin'],
  },
  { method: 'GET', path: '/api/monitors', allowed: ['reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/monitors/quiet/history',
    pattern: '/api/monitors/{monitor}/history',
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/monitors/quiet/test',
    pattern: '/api/monitors/{monitor}/test',
    body: { last: '1h' },
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/import/grafana',
    body: { dashboard: { panels: [] } },
    allowed: ['editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/monitors/test',
    body: { definition: '{ on: events, when: "false" }', last: '1h' },
    allowed: ['reader', 'editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/monitors/quiet/ack',
    pattern: '/api/monitors/{monitor}/ack',
    body: {},
    allowed: ['editor', 'admin'],
  },
  { method: 'GET', path: '/api/dashboards', allowed: ['viewer', 'reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/dashboards/nothing',
    pattern: '/api/dashboards/{dashboard}',
    allowed: ['viewer', 'reader', 'editor', 'admin'],
    answer: 404,
  },
  {
    method: 'PUT',
    path: '/api/dashboards/nothing',
    pattern: '/api/dashboards/{dashboard}',
    body: {},
    allowed: ['editor', 'admin'],
    answer: 400,
  },
  {
    method: 'DELETE',
    path: '/api/dashboards/nothing',
    pattern: '/api/dashboards/{dashboard}',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/dashboards/nothing/check',
    pattern: '/api/dashboards/{dashboard}/check',
    body: { dashboard: { title: 'Nothing' } },
    allowed: ['editor', 'admin'],
  },
  { method: 'GET', path: '/api/removed-dashboards', allowed: ['editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/dashboards/nothing/history',
    pattern: '/api/dashboards/{dashboard}/history',
    allowed: ['editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/dashboards/nothing/restore',
    pattern: '/api/dashboards/{dashboard}/restore',
    body: { id: 1 },
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/dashboards/nothing/query',
    pattern: '/api/dashboards/{dashboard}/query',
    body: { ask: [] },
    allowed: ['viewer', 'reader', 'editor', 'admin'],
    answer: 404,
  },
  {
    method: 'GET',
    path: '/api/dashboards/nothing/changes',
    pattern: '/api/dashboards/{dashboard}/changes',
    allowed: ['viewer', 'reader', 'editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/dashboards/query',
    body: { queries: {} },
    allowed: ['reader', 'editor', 'admin'],
  },
  { method: 'GET', path: '/api/maps', allowed: ['viewer', 'reader', 'editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/maps/nothing/0/0/0',
    pattern: '/api/maps/{map}/{z}/{x}/{y}',
    allowed: ['viewer', 'reader', 'editor', 'admin'],
    answer: 404,
  },
  { method: 'GET', path: '/api/silences', allowed: ['reader', 'editor', 'admin'] },
  { method: 'POST', path: '/api/silences', body: { monitor: 'quiet', for: '1s' }, allowed: ['editor', 'admin'] },
  {
    method: 'DELETE',
    path: '/api/silences/999',
    pattern: '/api/silences/{id}',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  { method: 'GET', path: '/api/channels', allowed: ['editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/channels/hook/notices',
    pattern: '/api/channels/{channel}/notices',
    allowed: ['editor', 'admin'],
  },
  {
    method: 'GET',
    path: '/api/channels/hook/notices/0000',
    pattern: '/api/channels/{channel}/notices/{notice}',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/channels/nothing/test',
    pattern: '/api/channels/{channel}/test',
    body: {},
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/channels/hook/retry',
    pattern: '/api/channels/{channel}/retry',
    body: {},
    allowed: ['editor', 'admin'],
  },
  {
    method: 'POST',
    path: '/api/channels/hook/discard',
    pattern: '/api/channels/{channel}/discard',
    body: { reason: 'nothing is the matter' },
    allowed: ['editor', 'admin'],
  },
  { method: 'POST', path: '/api/verify', allowed: ['admin'] },
  { method: 'GET', path: '/api/backup', allowed: ['admin'] },
  { method: 'POST', path: '/api/backup', body: { folder: 'backups' }, allowed: ['admin'], answer: 400 },
  { method: 'GET', path: '/api/roles', allowed: ['admin'] },
  { method: 'GET', path: '/api/tenants', allowed: ['admin'] },
  { method: 'GET', path: '/api/users', allowed: ['admin'] },
  { method: 'POST', path: '/api/users', body: { name: 'a b', role: 'reader' }, allowed: ['admin'], answer: 400 },
  {
    method: 'POST',
    path: '/api/users/nobody',
    pattern: '/api/users/{name}',
    body: {},
    allowed: ['admin'],
    answer: 404,
  },
  { method: 'DELETE', path: '/api/users/nobody', pattern: '/api/users/{name}', allowed: ['admin'], answer: 404 },
  {
    method: 'POST',
    path: '/api/users/nobody/reset',
    pattern: '/api/users/{name}/reset',
    allowed: ['admin'],
    answer: 404,
  },
  { method: 'GET', path: '/api/invitations', allowed: ['admin'] },
  {
    method: 'DELETE',
    path: '/api/invitations/none',
    pattern: '/api/invitations/{id}',
    allowed: ['admin'],
    answer: 404,
  },
  // What people do with their own account, no token does.
  { method: 'DELETE', path: '/api/session', allowed: [] },
  { method: 'GET', path: '/api/session/all', allowed: [] },
  { method: 'DELETE', path: '/api/session/all/none', pattern: '/api/session/all/{id}', allowed: [] },
  { method: 'POST', path: '/api/session/password', body: { old: 'x', new: 'y' }, allowed: [] },
  { method: 'POST', path: '/api/session/totp', allowed: [] },
  { method: 'PUT', path: '/api/session/totp', body: {}, allowed: [] },
  { method: 'POST', path: '/api/session/totp/remove', body: { password: 'x' }, allowed: [] },
  { method: 'GET', path: '/api/session/passkeys', allowed: [] },
  { method: 'POST', path: '/api/session/passkeys', body: {}, allowed: [] },
  { method: 'POST', path: '/api/session/passkeys/options', body: {}, allowed: [] },
  {
    method: 'POST',
    path: '/api/session/passkeys/none/remove',
    pattern: '/api/session/passkeys/{id}/remove',
    body: {},
    allowed: [],
  },
  { method: 'GET', path: '/api/reports', allowed: ['editor', 'admin'] },
  {
    method: 'GET',
    path: '/api/reports/nothing/file',
    pattern: '/api/reports/{report}/file',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  {
    method: 'POST',
    path: '/api/reports/nothing/send',
    pattern: '/api/reports/{report}/send',
    allowed: ['editor', 'admin'],
    answer: 404,
  },
  { method: 'GET', path: '/api/links', allowed: ['admin'] },
  { method: 'POST', path: '/api/links', body: { dashboard: 'absent', title: 'x' }, allowed: ['admin'], answer: 404 },
  { method: 'DELETE', path: '/api/links/nothing', pattern: '/api/links/{id}', allowed: ['admin'], answer: 404 },
  { method: 'GET', path: '/api/tokens', allowed: ['admin'] },
  { method: 'POST', path: '/api/tokens', body: { name: 'made', role: 'reader' }, allowed: ['admin'] },
  { method: 'DELETE', path: '/api/tokens/nobody', pattern: '/api/tokens/{name}', allowed: ['admin'], answer: 404 },
]

describe('access', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>
  const tokens = new Map<string, string>()

  const create = async (name: string, role: Role, only?: string[]) => {
    const { token } = await product.json<{ token: string }>('/api/tokens', { name, role, ...(only ? { only } : {}) })
    tokens.set(name, token)
    return token
  }
  const ask = (token: string | undefined, method: string, path: string, body?: unknown) =>
    fetch(`${product.connection().url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    folder = project.folder
    remove = project.remove
    product = new Product(folder)
    await product.start()
    for (const role of roles) await create(role, role)
    await create('events-reader', 'reader', ['events'])
    await create('events-writer', 'writer', ['events'])
    await create('events-editor', 'editor', ['events'])
    await product.request('/ingest/events', {
      method: 'POST',
      body: '{"name":"seen"}\nno record\n',
      headers: { 'content-type': 'application/x-ndjson' },
    })
    await product.request('/ingest/secrets', {
      method: 'POST',
      body: '{"name":"canary-7731"}',
      headers: { 'content-type': 'application/json' },
    })
    await product.untilStored()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  for (const { method, path, body, allowed, answer } of routes) {
    it(`lets ${allowed.join(', ') || 'no token'} and nobody else use ${method} ${path}`, async () => {
      expect((await ask(undefined, method, path, body)).status).toBe(401)
      expect((await ask('caudal_wrong', method, path, body)).status).toBe(401)
      for (const role of roles) {
        const response = await ask(tokens.get(role), method, path, body)
        // A tail would not end.
        await response.body?.cancel()
        if (allowed.includes(role)) expect(answer ? [answer] : [200, 204], role).toContain(response.status)
        else expect(response.status, role).toBe(403)
      }
    })
  }

  it('lets nobody but an admin make a token, least of all one that may do more', async () => {
    for (const role of ['viewer', 'reader', 'writer', 'editor'] as const) {
      for (const made of roles) {
        const response = await ask(tokens.get(role), 'POST', '/api/tokens', { name: `${made}-by-${role}`, role: made })
        expect(response.status, `${made} by ${role}`).toBe(403)
      }
    }
    expect(await (await ask(tokens.get('admin'), 'GET', '/api/tokens')).text()).not.toContain('-by-')
  })

  it('names every route of the API in the table above or in the public ones', async () => {
    const { paths } = (await (await ask(undefined, 'GET', '/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const known = new Set([
      ...routes.map(({ method, path, pattern = path }) => `${method} ${pattern}`),
      'GET /health',
      'GET /ready',
      'GET /api/endpoints/openapi.json',
      'GET /api/session',
      'POST /api/session',
      'POST /api/session/passkey',
      'POST /api/session/passkey/options',
      'GET /api/login',
      'POST /api/login/{provider}',
      'GET /api/login/{provider}/callback',
      'POST /api/invitations/look',
      'POST /api/invitations/accept',
    ])
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(listed.filter((route) => !known.has(route))).toEqual([])
  })

  it('keeps a token to the names that it is for', async () => {
    const reader = tokens.get('events-reader')
    expect((await ask(reader, 'POST', '/api/sql', { sql: 'select * from events' })).status).toBe(200)
    for (const [path, body] of [
      ['/api/sql', { sql: 'select * from secrets' }],
      ['/api/sql', { sql: 'select * from secrets_rejected' }],
      ['/api/search', { kql: '', in: ['secrets'] }],
    ] as const) {
      const response = await ask(reader, 'POST', path, body)
      expect(response.status).not.toBe(200)
      expect(await response.text()).not.toContain('canary')
    }
    for (const path of [...listings, '/metrics']) {
      const text = await (await ask(reader, 'GET', path)).text()
      expect(text, path).not.toContain('secrets')
    }
    // Processes have the names of functions.
    expect(await (await ask(reader, 'GET', '/metrics')).text()).not.toContain('process="')
    const project = (await (await ask(tokens.get('events-editor'), 'GET', '/api/project')).json()) as ProjectReport
    expect(project).toMatchObject({ streams: [{ name: 'events' }], functions: [], datasets: [{ name: 'events' }] })
    expect(project.graph.edges).toEqual([
      { from: 'stream:events', to: 'dataset:events' },
      { from: 'dataset:events', to: 'monitor:quiet' },
    ])
    expect(JSON.stringify(project)).not.toContain('secrets')
    const all = await (await ask(reader, 'POST', '/api/search', { kql: '' })).text()
    expect(all).toContain('seen')
    expect(all).not.toContain('canary')
    expect((await ask(reader, 'GET', '/api/tail/secrets')).status).toBe(403)
    expect((await ask(reader, 'POST', '/api/record', { from: 'secrets' })).status).toBe(403)
    // Who may not read all that a function gives, is told nothing of its past.
    expect((await ask(reader, 'GET', '/api/functions/spy/past?since=1h')).status).toBe(403)
    expect((await ask(reader, 'GET', '/api/functions/tidy/past?since=1h')).status).toBe(403)
    expect((await ask(tokens.get('events-editor'), 'GET', '/api/functions/spy')).status).toBe(403)
    expect((await ask(tokens.get('events-editor'), 'GET', '/api/functions/spy/versions')).status).toBe(403)
    expect((await ask(tokens.get('events-editor'), 'POST', '/api/functions/spy/test')).status).toBe(403)
    const writer = tokens.get('events-writer')
    expect((await ask(writer, 'POST', '/ingest/events', { a: 1 })).status).toBe(200)
    expect((await ask(writer, 'POST', '/ingest/secrets', { a: 1 })).status).toBe(403)
  })

  it('shows who may edit all parts of the project, and the graph of them, without what may hold secrets', async () => {
    const text = await (await ask(tokens.get('editor'), 'GET', '/api/project')).text()
    expect(text).not.toContain('127.0.0.1:9')
    const project = JSON.parse(text) as ProjectReport
    expect(project).toMatchObject({
      views: [{ name: 'monthly', inputs: ['events'], refresh: 'on_change' }],
      functions: [
        { name: 'tidy', kind: 'chain' },
        { name: 'spy', kind: 'chain' },
      ],
      monitors: [{ name: 'quiet', kind: 'record' }, { name: 'secretive' }],
      channels: [{ name: 'hook', type: 'webhook' }],
    })
    expect(project.graph.edges).toContainEqual({ from: 'function:spy', to: 'stream:secrets_renamed' })
    expect(project.graph.edges).toContainEqual({ from: 'dataset:events', to: 'view:monthly' })
  })

  it('shows a token once, stores no secret, and revokes at once', async () => {
    const { stdout } = await caudal(['token', 'create', 'bot', '--role', 'writer', '--json', '--project', folder])
    const { token } = JSON.parse(stdout) as { token: string }
    expect((await ask(token, 'POST', '/ingest/events', { a: 1 })).status).toBe(200)
    const list = await caudal(['token', 'list', '--json', '--project', folder])
    expect(list.stdout).toContain('bot')
    expect(list.stdout).not.toContain(token)
    expect((await caudal(['token', 'revoke', 'bot', '--project', folder])).code).toBe(0)
    expect((await ask(token, 'POST', '/ingest/events', { a: 1 })).status).toBe(401)
  })

  it('ends what a token follows when it is revoked or expires', async () => {
    // The first record has come when this resolves.
    const follow = (token: string) => ask(token, 'GET', '/api/tail/events?last=1')
    const revoked = await follow(await create('follower', 'reader'))
    const { token } = await product.json<{ token: string }>('/api/tokens', {
      name: 'soon-gone',
      role: 'reader',
      expires: '2s',
    })
    const expired = await follow(token)
    expect([revoked.status, expired.status]).toEqual([200, 200])
    await product.request('/api/tokens/follower', { method: 'DELETE' })
    expect((await ask(tokens.get('writer'), 'POST', '/ingest/events', { name: 'later' })).status).toBe(200)
    // Both end; what came after the token was gone is not told.
    expect(await revoked.text()).not.toContain('later')
    await expired.text()
  })

  it('refuses an expired token', async () => {
    const { token } = await product.json<{ token: string }>('/api/tokens', {
      name: 'brief',
      role: 'reader',
      expires: '1ms',
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await ask(token, 'GET', '/api/streams')).status).toBe(401)
  })

  it('refuses to listen beyond this machine without TLS', async () => {
    const other = await temporaryProject('name: open\n')
    const { code, stderr } = await caudal(['up', other.folder, '--host', '0.0.0.0', '--port', '0'])
    await other.remove()
    expect(code).toBe(2)
    expect(stderr).toContain('without TLS')
    expect(stderr).toContain('hint:')
  })

  it('says who holds the data folder when a second one starts', async () => {
    const { code, stderr } = await caudal(['up', folder, '--port', '0'])
    expect(code).toBe(2)
    expect(stderr).toContain(product.connection().url)
  })
})
