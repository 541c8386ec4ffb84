import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = (client: string) => `name: company-roles
tenants: { acme: {}, globex: {} }
roles: { client: { ${client}may: [view, read] } }
streams: { orders: {} }
datasets: { orders: { tenant: company } }
endpoints: { /orders: { sql: "select count(*)::int as n from orders" } }
`
const password = 'a long way to the river'

interface Listed {
  readonly name: string
  readonly rows?: string
}

describe('a role for the people of companies', () => {
  let product: Product
  let folder: string
  let remove: () => Promise<void>
  let early: string

  const command = (...args: string[]) => caudal([...args, '--project', folder], { input: `${password}\n` })
  const refused = async (path: string, body: object) => {
    const answer = await product.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status, path).toBe(400)
    return ((await answer.json()) as { message: string }).message
  }
  const why = 'without a company: expecting tenant acme or globex'

  beforeAll(async () => {
    const project = await temporaryProject(yaml(''))
    folder = project.folder
    remove = project.remove
    product = new Product(folder)
    await product.start()
    await product.json('/ingest/orders', [{ company: 'acme' }, { company: 'globex' }])
    await product.untilStored()
    const added = await command('user', 'add', 'early', '--role', 'client')
    expect(added.stderr).toContain('early sees the rows of all companies; --tenant keeps them to those of one')
    early = (await product.json<{ token: string }>('/api/tokens', { name: 'old-key', role: 'client' })).token
    await writeFile(join(folder, 'caudal.yaml'), yaml('tenant: required, '))
    await eventually(
      async () => (await product.json<{ users: Listed[] }>('/api/users')).users,
      (users) => users.find(({ name }) => name === 'early')?.rows === 'none',
    )
  }, 60_000)

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  it('is given to nobody without a company: invited, added, changed, or with a token', async () => {
    expect(await refused('/api/users', { name: 'bob', role: 'client' })).toBe(
      `cannot give "bob" the role "client" ${why}`,
    )
    expect(await refused('/api/users', { name: 'carl', role: 'client', password })).toContain(why)
    expect(await refused('/api/tokens', { name: 'portal', role: 'client' })).toContain(why)
    await product.json('/api/users', { name: 'dora', role: 'client', tenant: 'acme', password })
    expect(await refused('/api/users/dora', { tenant: null })).toContain(why)
    await product.json('/api/users', { name: 'eva', role: 'viewer' })
    expect(await refused('/api/users/eva', { role: 'client' })).toContain(why)
    const token = await command('token', 'create', 'portal', '--role', 'client')
    expect(token).toMatchObject({ code: 2, stdout: '' })
    expect(token.stderr).toContain('hint: Name the company with --tenant acme.')
  })

  it('shows no row to those who had it before it asked for a company, wherever they look', async () => {
    const visitor = new Visitor(product.connection().url)
    await visitor.post('/api/session', { name: 'early', password })
    const count = { sql: 'select count(*)::int as n from orders' }
    expect((await visitor.post('/api/sql', count)).body).toMatchObject({ rows: [{ n: 0 }] })
    expect((await visitor.post('/api/search', { kql: '', in: ['orders'] })).body).toMatchObject({ hits: [] })
    const answer = await fetch(`${product.connection().url}/orders`, { headers: { authorization: `Bearer ${early}` } })
    expect(await answer.json()).toEqual([{ n: 0 }])
  })

  it('is told of in the lists and among the problems, where a company is missing', async () => {
    expect((await command('user', 'list')).stdout).toMatch(/early +client +missing: sees no rows/)
    expect((await command('token', 'list')).stdout).toMatch(/old-key +client .*missing: sees no rows/)
    const { problems } = await product.json<{ problems: string[] }>('/api/status')
    const ends = 'sees no rows: the role "client" asks for a company, and none is named.'
    expect(problems).toEqual([`User "early" ${ends}`, `Token "old-key" ${ends}`])
  })

  it('lets in who has a company, and says of nobody else that they see all but of whom it is true', async () => {
    const { stdout, stderr } = await command('user', 'list')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/dora +client +acme /)
    expect(stdout).toMatch(/eva +viewer +all /)
    const added = await command('user', 'add', 'root', '--role', 'admin')
    expect(added).toMatchObject({ code: 0, stderr: '' })
  })
})
