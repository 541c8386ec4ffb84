import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type Permission } from '../../src/model/permission.ts'
import { Product, temporaryProject } from '../support/product.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = `name: policy
roles: { auditor: { may: [view, read], only: [_audit] }, steward: { may: [view, edit] } }
tenants: { acme: {} }
streams: { orders: {} }
datasets: { orders: { tenant: company } }
`
const password = 'a long way to the river'

interface Operation {
  readonly 'x-policy': Permission | 'public' | 'person'
  readonly 'x-scoped': boolean
}

interface Asker {
  readonly may: readonly Permission[]
  readonly isPerson: boolean
  readonly isTenant: boolean
  /** Its role is for some names: it may be refused others, wherever it is let in. */
  readonly isLimited: boolean
  readonly headers: Record<string, string>
}

/** What the declared policy says that an asker is answered: 403, or anything but a refusal. */
function isLetIn({ may, isPerson, isTenant }: Asker, { 'x-policy': policy, 'x-scoped': isScoped }: Operation): boolean {
  if (policy === 'public') return true
  if (isTenant && !isScoped) return false
  return policy === 'person' ? isPerson : may.includes(policy)
}

const roles: Record<string, readonly Permission[]> = {
  ...builtInRoles,
  auditor: ['view', 'read'],
  steward: ['view', 'edit'],
}
const askers = new Map<string, Asker>()
let product: Product
let remove: () => Promise<void>
let paths: Record<string, Record<string, Operation>>

const page = { 'x-caudal': '1', 'sec-fetch-site': 'same-origin' }

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  product = new Product(project.folder)
  await product.start()
  for (const [role, may] of Object.entries(roles)) {
    for (const tenant of [undefined, ...(may.every((each) => each === 'view' || each === 'read') ? ['acme'] : [])]) {
      const name = tenant ? `${role}_of_${tenant}` : role
      const rights = { name, role, ...(tenant ? { tenant } : {}) }
      const { token } = await product.json<{ token: string }>('/api/tokens', rights)
      const kind = { may, isTenant: tenant !== undefined, isLimited: role === 'auditor' }
      askers.set(`the token ${name}`, { ...kind, isPerson: false, headers: { authorization: `Bearer ${token}` } })
      await product.json('/api/users', { ...rights, password })
      const visitor = new Visitor(product.connection().url)
      expect((await visitor.post('/api/session', { name, password })).status).toBe(200)
      askers.set(`the person ${name}`, { ...kind, isPerson: true, headers: { ...page, cookie: visitor.cookie } })
    }
  }
  paths = (await product.json<{ paths: typeof paths }>('/api/openapi.json')).paths
})

afterAll(async () => {
  await product?.stop()
  await remove?.()
})

/** The status, of a request whose body and names mean nothing: whoever is let in learns that. */
async function statusOf(method: string, path: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${product.connection().url}${path.replaceAll(/\{\w+\}/g, '0')}`, {
    method,
    headers: { ...headers, ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }) },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '[' }),
    signal: AbortSignal.timeout(20_000),
  })
  await response.body?.cancel()
  return response.status
}

describe('the policy that each route declares', () => {
  it('is what people and tokens of every role meet, with a company and without', async () => {
    const wrong: string[] = []
    let asked = 0
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const verb = method.toUpperCase()
        // Whoever logs out is nobody for the rest.
        if (verb === 'DELETE' && path === '/api/session') continue
        expect(operation['x-policy'], `${verb} ${path}`).toBeDefined()
        for (const [name, asker] of askers) {
          asked++
          const status = await statusOf(verb, path, asker.headers)
          const isRefused = status === 403 || status === 401
          const isAsDeclared = isLetIn(asker, operation) ? !isRefused || asker.isLimited : isRefused
          if (!isAsDeclared) {
            wrong.push(`${verb} ${path} (${operation['x-policy']}): ${name} got ${status}`)
          }
        }
        if (operation['x-policy'] !== 'public') {
          for (const headers of [{}, { authorization: 'Bearer caudal_wrong' }, { ...page, cookie: 'caudal_x=y' }]) {
            const status = await statusOf(verb, path, headers as Record<string, string>)
            if (status !== 401) wrong.push(`${verb} ${path}: nobody got ${status}`)
          }
        }
      }
    }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(500)
  }, 300_000)
})
