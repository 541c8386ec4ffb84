import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DashboardAnswers, DashboardSummary } from '../../src/model/dashboard.ts'
import { exampleProject } from '../support/example.ts'
import { caudal, Product } from '../support/product.ts'

interface Session {
  readonly brand?: { readonly title?: string; readonly logo?: string; readonly colors?: { light: { accent: string } } }
}

describe('the example of companies', () => {
  let product: Product
  let remove: () => Promise<void>

  const ask = async <Answer>(secret: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${product.connection().url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${secret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    expect(response.status, path).toBe(200)
    return (await response.json()) as Answer
  }
  /** What a panel shows, by the companies among its rows. */
  const countOf = async (secret: string) => {
    const body = { ask: ['panels.sent', 'variables.company'], variables: { company: null, depot: null } }
    const { answers } = await ask<DashboardAnswers>(secret, '/api/dashboards/parcels/query', body)
    const companies = answers['variables.company']!.rows!.map(({ company }) => company)
    return { parcels: answers['panels.sent']!.rows![0]!.count, companies }
  }
  const tokenOf = async (name: string, rights: object) =>
    (await product.json<{ token: string }>('/api/tokens', { name, ...rights })).token

  beforeAll(async () => {
    const project = await exampleProject('companies')
    remove = project.remove
    product = new Product(project.folder)
    product.spawn()
    await product.untilReady(60_000)
    const stored = async () => {
      const { rows } = await product.json<{ rows: object[] }>('/api/sql', { sql: 'select count(*) as n from parcels' })
      expect(rows).toEqual([{ n: 280 }])
    }
    await vi.waitFor(stored, { timeout: 60_000, interval: 200 })
  }, 130_000)

  afterAll(async () => {
    await product?.stop()
    await remove?.()
  })

  it('shows staff all companies, and begins at their dashboard', async () => {
    const staff = await tokenOf('staff', { role: 'viewer' })
    const { dashboards } = await ask<{ dashboards: DashboardSummary[] }>(staff, '/api/dashboards')
    expect(dashboards.map(({ name, home }) => [name, home])).toEqual([
      ['parcels', false],
      ['staff', true],
    ])
    expect(await countOf(staff)).toEqual({ parcels: 280, companies: ['acme', 'globex', 'initech'] })
    expect(await ask<Session>(staff, '/api/session')).toMatchObject({ brand: { title: 'Rivers Carriers' } })
  })

  it('shows a company its dashboard, its rows and its brand', async () => {
    const acme = await tokenOf('ana', { role: 'client', tenant: 'acme' })
    const { dashboards } = await ask<{ dashboards: DashboardSummary[] }>(acme, '/api/dashboards')
    expect(dashboards.map(({ name }) => name)).toEqual(['parcels'])
    expect(await countOf(acme)).toEqual({ parcels: 140, companies: ['acme'] })
    const { brand } = await ask<Session>(acme, '/api/session')
    expect(brand).toMatchObject({ title: 'Acme Tools', colors: { light: { accent: '#b3261e' } } })
    expect(Buffer.from(brand!.logo!.split(',')[1]!, 'base64').toString()).toContain('#b3261e')
  })

  it('gives nobody the role of its clients without a company', async () => {
    const invited = await caudal(['user', 'invite', 'bob', '--role', 'client', '--project', product.folder])
    expect(invited).toMatchObject({ code: 2, stdout: '' })
    expect(invited.stderr).toBe(
      'error: cannot give "bob" the role "client" without a company: expecting tenant acme or globex\n  hint: Name the company with --tenant acme.\n',
    )
  })

  it('shows by a link what the link says, under the brand of its company', async () => {
    const { path } = await product.json<{ path: string }>('/api/links', {
      dashboard: 'parcels',
      title: 'Globex, harbour',
      tenant: 'globex',
      filters: [{ field: 'depot', value: 'harbour' }],
    })
    const secret = path.split('#')[1]!
    expect(await countOf(secret)).toEqual({ parcels: 20, companies: ['globex'] })
    expect(await ask<Session>(secret, '/api/session')).toMatchObject({ brand: { title: 'Globex' } })
  })
})
