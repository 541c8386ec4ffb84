import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: http_functions
functions:
  order:
    on: { http: "/orders/{id}", method: [POST, GET], access: public, body: 10KB }
    run: functions/order.ts
    to: orders
    timeout: 1s
    memory: 64MB
    scale: { max: 2 }
  latest: { on: { http: /orders/latest, method: GET, access: reader }, run: functions/latest.ts }
  hold: { on: { http: "/hold/{n}", method: GET, access: public }, run: functions/hold.ts, to: held, timeout: 2m, scale: { max: 1 } }
  hook: { on: { http: /hooks }, run: functions/hook.ts, to: hooks }
datasets:
  orders: {}
  hooks: {}
  held: {}
`

const order = `import { defineFunction } from 'caudal'

export default defineFunction({
  *http(request, context) {
    const { reject } = context
    const { why } = request.query
    if (why === 'loop') for (;;);
    if (why === 'memory') { const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1)) }
    if (why === 'exit') process.exit(3)
    if (why === 'throw') { yield { lost: true }; throw new Error('the secret reason') }
    if (why === 'later') setTimeout(() => { throw new Error('behind the answer') }, 20)
    if (why === 'headers') return { headers: { 'x-a': 'b\\r\\nset-cookie: c=d' } }
    if (why === 'length') return { headers: { 'Content-Length': '3' }, body: 'long' }
    if (why === 'huge') return { body: new Uint8Array(17 << 20) }
    if (why === 'status') return { status: 99 }
    if (why === 'form') return { rows: [] } as never
    if (why === 'state') void (context as never as { state: object }).state
    if (why === 'bytes') return { body: request.bytes, headers: { 'content-type': 'image/png', 'Set-Cookie': ['a=1', 'b=2'] } }
    if (why === 'nothing') return
    if (why === 'reject') reject({ id: request.params.id }, 'it is not wanted')
    const { id, headers, ...rest } = request
    yield { id: request.params.id, got: request.body }
    return { status: 201, headers: { 'x-mine': 'yes' }, body: { ...rest, names: Object.keys(headers).sort() } }
  },
})
`

const latest = `export default { http: ({ caller }) => ({ body: { caller } }) }\n`
const hold = (folder: string) => `import { access } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

const isFree = () => access('${folder}/functions/go').then(() => true, () => false)

export default {
  async *http({ params }, { signal, log }) {
    log.warn('it has ' + params.n)
    while (!(await isFree())) await setTimeout(20, undefined, { signal })
    yield { n: params.n }
  },
}
`
const hook = `export default { async *http({ body }) { yield body as object } }\n`

describe('functions that answer requests', () => {
  let product: Product
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    await mkdir(join(project.folder, 'functions'))
    for (const [name, text] of Object.entries({ order, latest, hook, hold: hold(project.folder) })) {
      await writeFile(join(project.folder, 'functions', `${name}.ts`), text)
    }
    product = new Product(project.folder)
    await product.start()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  const post = (path: string, body: RequestInit['body'] = '{"a":1}', type = 'application/json') =>
    fetch(`${product.connection().url}${path}`, {
      method: 'POST',
      body: body ?? null,
      headers: { 'content-type': type, authorization: 'Bearer none', cookie: 'session=1' },
    })

  it('are given the request without what lets somebody in, and answer once their records are stored', async () => {
    const response = await post('/orders/a%20b?tag=x&tag=y&z=')
    expect(response.status).toBe(201)
    expect(response.headers.get('x-mine')).toBe('yes')
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const { bytes: _, names, ...rest } = (await response.json()) as Record<string, unknown>
    expect(rest).toEqual({
      method: 'POST',
      path: '/orders/a%20b',
      params: { id: 'a b' },
      query: { tag: ['x', 'y'], z: '' },
      body: { a: 1 },
    })
    expect(names).toContain('content-type')
    expect(names).not.toContain('authorization')
    expect(names).not.toContain('cookie')
    const { streams } = await product.json<{ streams: Record<string, { received: number }> }>('/api/status')
    expect(streams.orders!.received).toBe(1)
  })

  it('read the body by its type', async () => {
    await post('/orders/form', 'a=1&b=two', 'application/x-www-form-urlencoded')
    await post('/orders/text', 'héllo', 'text/plain')
    const rows = async () =>
      product.rows("select id, got, \"got.b\" as b from orders where id in ('form', 'text') order by id")
    await product.untilStored()
    expect(await rows()).toEqual([
      { id: 'form', got: null, b: 'two' },
      { id: 'text', got: 'héllo', b: null },
    ])
    const refused = await post('/orders/8', '{"a":')
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid', message: 'cannot read the body as JSON' }),
    ])
    expect((await post('/orders/8', 'x'.repeat(11_000), 'text/plain')).status).toBe(413)
  })

  it('answer with bytes, with several headers of a name, and with nothing', async () => {
    const bytes = await post('/orders/1?why=bytes', new Uint8Array([0, 255, 1]), 'application/octet-stream')
    expect([bytes.headers.get('content-type'), bytes.headers.getSetCookie()]).toEqual(['image/png', ['a=1', 'b=2']])
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]))
    const nothing = await post('/orders/1?why=nothing')
    expect([nothing.status, await nothing.text()]).toEqual([204, ''])
  })

  it.each(['throw', 'exit', 'memory', 'headers', 'length', 'huge', 'status', 'form', 'state'])(
    'are answered 500 with an id and without the reason: %s',
    async (why) => {
      const response = await post(`/orders/1?why=${why}`)
      const text = await response.text()
      expect([response.status, response.headers.has('set-cookie')]).toEqual([500, false])
      const id = response.headers.get('x-request-id')!
      expect(JSON.parse(text)).toMatchObject({ code: 'internal', request: id })
      expect(text).not.toMatch(/secret|order\.ts/)
      // The log has it.
      await expect.poll(() => product.output).toContain(`request=${id}`)
    },
  )

  it('are answered 504 when they take too long, and told where they were', async () => {
    const response = await post('/orders/1?why=loop')
    expect([response.status, await response.json()]).toEqual([504, expect.objectContaining({ code: 'timeout' })])
    await expect.poll(() => product.output).toMatch(/it took longer than 1 s.*order\.ts.*"line":7/)
  })

  it('go on after what is thrown behind the answer', async () => {
    expect((await post('/orders/1?why=later')).status).toBe(201)
    await expect.poll(() => product.output).toContain('behind the answer')
    expect((await post('/orders/2')).status).toBe(201)
  })

  it('store nothing of a request that failed, and what they reject with the id of its request', async () => {
    const response = await post('/orders/77?why=reject')
    await product.untilStored()
    const columns = await product.rows<{ name: string }>('select column_name as name from (describe orders)')
    expect(columns.map(({ name }) => name)).not.toContain('lost')
    const rows = await product.rows('select reason, request, original from order_errors')
    expect(rows).toEqual([
      { reason: 'it is not wanted', request: response.headers.get('x-request-id'), original: '{"id":"77"}' },
    ])
  })

  it('let nobody in who is not allowed', async () => {
    const { url } = product.connection()
    const token = async (name: string, role: string, ...more: string[]) => {
      const { stdout } = await caudal([
        'token',
        'create',
        name,
        '--role',
        role,
        '--json',
        ...more,
        '--project',
        product.folder,
      ])
      return (JSON.parse(stdout) as { token: string }).token
    }
    const ask = (path: string, method: string, secret?: string) =>
      fetch(`${url}${path}`, { method, headers: secret === undefined ? {} : { authorization: `Bearer ${secret}` } })
    const [reader, writer] = [await token('r', 'reader'), await token('w', 'writer')]
    const limited = await token('l', 'reader', '--only', 'orders')
    expect((await ask('/orders/latest', 'GET')).status).toBe(401)
    expect((await ask('/orders/latest', 'GET', writer)).status).toBe(403)
    expect((await ask('/orders/latest', 'GET', limited)).status).toBe(403)
    expect((await ask('/hooks', 'POST')).status).toBe(401)
    expect((await ask('/hooks', 'POST', reader)).status).toBe(403)
    const latest = await ask('/orders/latest', 'GET', reader)
    // A path without braces goes before one with them.
    expect([latest.status, await latest.json()]).toEqual([200, { caller: { name: 'r', role: 'reader' } }])
  })

  it('tell which methods a path takes, and leave other paths alone', async () => {
    const { url } = product.connection()
    const put = await fetch(`${url}/orders/1`, { method: 'PUT', body: 'x' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST, GET'])
    for (const path of ['/nothing', '/orders', '/orders/1/2', '/api/nothing']) {
      expect((await fetch(`${url}${path}`, { method: 'POST', body: 'x' })).status, path).toBe(404)
    }
  })

  it('refuse a request line and headers that are none', async () => {
    const { port } = new URL(product.connection().url)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          'POST /orders/1 HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n',
        ),
      )
      let text = ''
      socket.on('data', (part) => {
        text += String(part)
      })
      socket.on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('work side by side as far as they are scaled, and the others wait', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => post(`/orders/many${i}`)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    const { functions } = await product.json<{ functions: Record<string, unknown>[] }>('/api/functions')
    expect(functions.find(({ name }) => name === 'order')).toMatchObject({
      on: '/orders/{id}',
      trigger: 'POST, GET /orders/{id}',
      state: 'running',
      workers: 2,
    })
  })

  it('are not run for clients that have gone while they waited', async () => {
    const { url } = product.connection()
    const state = async () => {
      const { functions } = await product.json<{ functions: Record<string, unknown>[] }>('/api/functions')
      const { workers, lag_records } = functions.find(({ name }) => name === 'hold')!
      return { workers, waiting: lag_records }
    }
    const until = (expected: object) => expect.poll(state).toEqual(expected)
    const first = fetch(`${url}/hold/first`)
    const leaving = new AbortController()
    await expect.poll(() => product.output).toContain('it has first')
    const gone = Array.from({ length: 20 }, (_, i) => fetch(`${url}/hold/gone${i}`, { signal: leaving.signal }))
    await until({ workers: 1, waiting: 20 })
    leaving.abort()
    await Promise.allSettled(gone)
    await until({ workers: 1, waiting: 0 })
    const last = fetch(`${url}/hold/last`)
    await writeFile(join(product.folder, 'functions', 'go'), '')
    expect([(await first).status, (await last).status]).toEqual([204, 204])
    await product.untilStored()
    expect(await product.rows('select n from held order by n')).toEqual([{ n: 'first' }, { n: 'last' }])
  })

  it('are called once for HEAD where GET is declared, and answer without the body', async () => {
    const head = (path: string) => fetch(`${product.connection().url}${path}`, { method: 'HEAD' })
    const response = await head('/orders/head')
    expect([response.status, response.headers.get('x-mine'), await response.text()]).toEqual([201, 'yes', ''])
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0)
    await product.untilStored()
    expect(await product.rows("select id from orders where id = 'head'")).toHaveLength(1)
    const refused = await head('/hooks')
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('stand in the OpenAPI of the project, those that the caller may use', async () => {
    type Paths = Record<string, Record<string, { security: unknown[] }>>
    const { paths: open } = (await (await fetch(`${product.connection().url}/api/endpoints/openapi.json`)).json()) as {
      paths: Paths
    }
    expect(Object.keys(open).sort()).toEqual(['/hold/{n}', '/orders/{id}'])
    expect(Object.keys(open['/orders/{id}']!)).toEqual(['post', 'get'])
    const { paths } = await product.json<{ paths: Paths }>('/api/endpoints/openapi.json')
    expect(Object.keys(paths).sort()).toEqual(['/hold/{n}', '/hooks', '/orders/latest', '/orders/{id}'])
  })

  it('are taken up anew when their file is saved; one that cannot be loaded says so without its reason', async () => {
    const file = join(product.folder, 'functions', 'latest.ts')
    const ask = () => product.request('/orders/latest')
    await writeFile(file, `export default { http: () => ({ body: 'new' }) }\n`)
    await expect.poll(async () => (await ask()).text()).toBe('new')
    await writeFile(file, 'export default { run() {} }\n')
    await expect.poll(async () => (await ask()).status).toBe(503)
    const problems = async () => (await product.json<{ problems: string[] }>('/api/status')).problems.join()
    await expect
      .poll(problems)
      .toContain('cannot use "functions/latest.ts" as a function: it has no default export with an http')
  })
})
