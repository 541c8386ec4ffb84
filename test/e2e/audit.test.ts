import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = `name: audited
tenants: { acme: {} }
streams: { orders: {} }
datasets: { orders: { tenant: company } }
`
const password = 'a long way to the river'

let product: Product
let folder: string
let remove: () => Promise<void>

/** Entries are in the dataset within a moment, and a column with the first entry that has it. */
async function entries(where: string): Promise<Record<string, unknown>[]> {
  const sql = `select who, role, company, action, route, what, query, status from _audit where ${where}`
  return vi.waitFor(
    async () => {
      const rows = await product.rows(sql)
      expect(rows, where).not.toEqual([])
      return rows
    },
    { timeout: 60_000, interval: 100 },
  )
}

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  folder = project.folder
  remove = project.remove
  product = new Product(folder)
  await product.start()
  await product.json('/api/users', { name: 'root', role: 'admin', password })
  await product.json('/api/users', { name: 'ana', role: 'reader', tenant: 'acme', password })
})

afterAll(async () => {
  await product?.stop()
  await remove?.()
})

describe('the audit log', () => {
  it('tells who saw, exported and changed what, and who was refused', async () => {
    const ana = new Visitor(product.connection().url)
    await ana.post('/api/session', { name: 'ana', password })
    await ana.post('/api/sql', { sql: 'select 41 + 1' })
    await ana.post('/api/sql', { sql: 'select 43', format: 'csv' })
    await ana.post('/api/search', { kql: 'note:hidden', in: ['orders'] })
    await ana.get('/api/status')
    expect(await entries("query = 'select 41 + 1'")).toEqual([
      {
        who: 'ana',
        role: 'reader',
        company: 'acme',
        action: 'saw',
        route: 'POST /api/sql',
        what: null,
        query: 'select 41 + 1',
        status: 200,
      },
    ])
    expect(await entries("query = 'select 43'")).toMatchObject([{ action: 'exported', what: 'csv' }])
    expect(await entries("query = 'note:hidden'")).toMatchObject([{ action: 'saw', what: 'orders' }])
    expect(await entries("action = 'refused'")).toMatchObject([{ who: 'ana', route: 'GET /api/status', status: 403 }])
    expect(await entries("action = 'changed' and what like 'ana%'")).toMatchObject([
      { who: 'local', route: 'POST /api/users' },
    ])
  })

  it('tells once what somebody goes on looking at, and each export', async () => {
    const ana = new Visitor(product.connection().url)
    await ana.post('/api/session', { name: 'ana', password })
    for (let i = 0; i < 3; i++) {
      await ana.post('/api/sql', { sql: 'select 44' })
      await ana.post('/api/sql', { sql: 'select 45', format: 'csv' })
    }
    await ana.post('/api/sql', { sql: 'select 46' })
    await entries("query = 'select 46'")
    expect(await entries("query = 'select 44'")).toHaveLength(1)
    expect(await entries("query = 'select 45'")).toHaveLength(3)
  })

  it('tells logins and those that failed, without what was typed for a name that nobody has', async () => {
    const visitor = new Visitor(product.connection().url)
    await visitor.post('/api/session', { name: 'root', password: 'wrong-secret-1' })
    await visitor.post('/api/session', { name: 'hunter2-typed-as-name', password: 'wrong-secret-2' })
    await visitor.post('/api/session', { name: 'root', password })
    expect(await entries("action = 'logged_in' and who = 'root'")).toHaveLength(1)
    expect(await entries("action = 'login_failed' and who = 'root'")).toHaveLength(1)
    expect(await entries("action = 'login_failed' and who is null")).toHaveLength(1)
    const all = JSON.stringify(await product.rows('select * from _audit'))
    for (const secret of [password, 'wrong-secret', 'hunter2', visitor.cookie]) expect(all).not.toContain(secret)
  })

  it('is for administrators, and for those whom a role or a token names it', async () => {
    const reader = await product.json<{ token: string }>('/api/tokens', { name: 'reader', role: 'reader' })
    const auditor = await product.json<{ token: string }>('/api/tokens', {
      name: 'auditor',
      role: 'reader',
      only: ['_audit'],
    })
    const ask = ({ token }: { token: string }) =>
      product.request('/api/sql', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"sql":"select count(*) as n from _audit"}',
      })
    expect((await ask(reader)).status).toBe(403)
    expect((await ask(auditor)).status).toBe(200)
  })

  it('cannot be written by anybody, and outlives a kill', async () => {
    const sent = await product.request('/ingest/_audit', {
      method: 'POST',
      body: '{"who":"nobody"}',
      headers: { 'content-type': 'application/json' },
    })
    expect(sent.status).toBe(403)
    const [before] = await product.rows<{ n: number }>('select count(*)::int as n from _audit')
    expect(before!.n).toBeGreaterThan(5)
    await product.kill()
    product = new Product(folder)
    await product.start()
    const [after] = await product.rows<{ n: number }>('select count(*)::int as n from _audit')
    expect(after!.n).toBeGreaterThanOrEqual(before!.n)
    const found = await product.json<{ hits: { _dataset?: string }[] }>('/api/search', { kql: 'action:changed' })
    expect(JSON.stringify(found.hits)).not.toContain('_audit')
    expect((await caudal(['search', 'action:changed', '--in', '_audit', '--project', folder])).stdout).toContain(
      '/api/users',
    )
  })
})
