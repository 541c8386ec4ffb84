import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { Visitor } from '../support/visitor.ts'

const yaml = `name: people
tenants: { acme: { title: Acme Ltd } }
roles: { client: { may: [view, read], only: [orders] } }
streams: { orders: {} }
datasets: { orders: { tenant: company } }
`
const password = 'a long way to the river'

let product: Product
let folder: string
let remove: () => Promise<void>

const visit = () => new Visitor(product.connection().url)
const linkIn = (text: string) => /\/join#([\w-]+)/.exec(text)![1]!

async function loggedIn(name: string, secret = password): Promise<Visitor> {
  const browser = visit()
  expect((await browser.post('/api/session', { name, password: secret })).status).toBe(200)
  return browser
}

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  folder = project.folder
  remove = project.remove
  product = new Product(folder)
  await product.start()
})

afterAll(async () => {
  await product?.stop()
  await remove?.()
})

describe('the first start', () => {
  it('prints a link that makes the first administrator once, in a file for its owner alone', async () => {
    const file = join(folder, '.caudal', 'first-administrator.txt')
    await expect.poll(() => existsSync(file)).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const secret = linkIn(readFileSync(file, 'utf8'))
    for (let i = 0; i < 50 && !product.output.includes(secret); i++)
      await new Promise((resolve) => setTimeout(resolve, 100))
    expect(product.output).toContain(secret)
    const browser = visit()
    expect((await browser.get('/api/session')).body).toEqual({ first: true })
    expect((await browser.post('/api/invitations/look', { secret })).body).toMatchObject({ kind: 'first' })
    expect((await browser.post('/api/invitations/accept', { secret, name: 'root', password: 'short' })).status).toBe(
      400,
    )
    expect(
      (await browser.post('/api/invitations/accept', { secret: `${secret}x`, name: 'root', password })).status,
    ).toBe(401)
    const accepted = await browser.post('/api/invitations/accept', { secret, name: 'root', password })
    expect(accepted.body).toMatchObject({ state: 'in', me: { name: 'root', role: 'admin', has_password: true } })
    expect((await browser.get('/api/session')).body).toMatchObject({ first: false, me: { name: 'root' } })
    expect((await visit().post('/api/invitations/accept', { secret, name: 'other', password })).status).toBe(401)
  })

  it('prints none once there is somebody, and people outlive a kill', async () => {
    const browser = await loggedIn('root')
    await product.kill()
    product = new Product(folder)
    await product.start()
    browser.url = product.connection().url
    expect((await browser.get('/api/session')).body).toMatchObject({ me: { name: 'root' } })
    expect(product.output).not.toContain('/join#')
  })
})

describe('a session', () => {
  it('is a cookie that no script reads and no other site sends', async () => {
    const browser = visit()
    const { headers } = await browser.post('/api/session', { name: 'ROOT', password })
    const cookie = headers.get('set-cookie')!
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(flag)
    expect(cookie).not.toContain('Domain')
    const behindTls = await visit().post(
      '/api/session',
      { name: 'root', password },
      { origin: 'https://caudal.example.org', 'x-forwarded-host': 'caudal.example.org' },
    )
    expect(behindTls.headers.get('set-cookie')).toMatch(/^__Host-caudal_\w+=[^;]+; Secure;/)
  })

  it('is another one after each login, and its secret is in no file', async () => {
    const browser = visit()
    await browser.post('/api/session', { name: 'root', password })
    const first = browser.cookie
    await browser.post('/api/session', { name: 'root', password })
    expect(browser.cookie).not.toBe(first)
    const secret = browser.cookie.split('=')[1]!
    for (const file of ['state.sqlite', 'state.sqlite-wal']) {
      const bytes = readFileSync(join(folder, '.caudal', file))
      expect(bytes.includes(secret)).toBe(false)
      expect(bytes.includes(password)).toBe(false)
    }
  })

  it('is listed and ended, one’s own and no others', async () => {
    const [one, other] = [await loggedIn('root'), await loggedIn('root')]
    const { sessions } = (await one.get('/api/session/all')).body as { sessions: { id: string; current: boolean }[] }
    expect(sessions.filter(({ current }) => current)).toHaveLength(1)
    const mine = sessions.find(({ current }) => current)!
    expect((await other.delete(`/api/session/all/${mine.id}`)).status).toBe(204)
    expect((await one.get('/api/datasets')).status).toBe(401)
    expect((await other.get('/api/datasets')).status).toBe(200)
    expect((await other.delete('/api/session')).status).toBe(204)
    expect((await other.get('/api/datasets')).status).toBe(401)
  })

  it('takes no request that another site made the browser send', async () => {
    const browser = await loggedIn('root')
    const body = { kql: '' }
    expect((await browser.post('/api/search', body)).status).toBe(200)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example.org' },
      { origin: 'null' },
      { 'x-caudal': undefined },
    ]) {
      expect((await browser.post('/api/search', body, headers)).status, JSON.stringify(headers)).toBe(403)
      expect((await visit().post('/api/session', { name: 'root', password }, headers)).status).toBe(403)
    }
  })

  it('is nothing beside a token that is sent', async () => {
    const browser = await loggedIn('root')
    expect((await browser.get('/api/datasets', { authorization: 'Bearer caudal_wrong' })).status).toBe(401)
    expect((await product.request('/api/session/all')).status).toBe(403)
  })
})

describe('logging in', () => {
  it('tells neither names nor which part was wrong', async () => {
    const [wrong, unknown] = [
      await visit().post('/api/session', { name: 'root', password: 'something else' }),
      await visit().post('/api/session', { name: 'nobody', password: 'something else' }),
    ]
    expect(wrong.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
  })

  it('is refused for a while after some failures, and says for how long', async () => {
    await caudal(['user', 'add', 'guessed', '--role', 'viewer', '--project', folder], { input: `${password}\n` })
    const statuses: number[] = []
    let last: Awaited<ReturnType<Visitor['post']>> | undefined
    for (let i = 0; i < 7; i++) {
      last = await visit().post('/api/session', { name: 'guessed', password: `guess number ${i}` })
      statuses.push(last.status)
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
    expect(statuses).toContain(429)
    const refused = await visit().post('/api/session', { name: 'guessed', password })
    if (refused.status === 429) expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    // Others are not kept out by it.
    await loggedIn('root')
  })

  it('takes a code of the authenticator app, once, or a recovery code, once', async () => {
    await caudal(['user', 'add', 'careful', '--role', 'reader', '--project', folder], { input: `${password}\n` })
    const browser = await loggedIn('careful')
    const { secret, uri } = (await browser.post('/api/session/totp', {})).body as { secret: string; uri: string }
    expect(uri).toContain('otpauth://totp/')
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const confirm = (code: string) => browser.put('/api/session/totp', { secret, code, password })
    expect((await confirm('000000')).status).toBe(400)
    const { recovery_codes } = (await confirm(totp.generate())).body as { recovery_codes: string[] }
    expect(recovery_codes).toHaveLength(10)
    const login = (code?: string) =>
      visit().post('/api/session', { name: 'careful', password, ...(code ? { code } : {}) })
    expect((await login()).body).toEqual({ state: 'code_needed' })
    const next = totp.generate({ timestamp: Date.now() + 30_000 })
    expect((await login(next)).body).toMatchObject({ state: 'in', me: { has_second_factor: true } })
    expect((await login(next)).status).toBe(401)
    expect((await login(recovery_codes[0])).status).toBe(200)
    expect((await login(recovery_codes[0])).status).toBe(401)
    expect((await browser.post('/api/session/totp/remove', { password })).status).toBe(204)
    expect((await login()).body).toMatchObject({ state: 'in' })
  })
})

describe('people', () => {
  it('are invited by a link and come in with their rights', async () => {
    const { stdout } = await caudal([
      'user',
      'invite',
      'ana@acme.example',
      '--role',
      'client',
      '--tenant',
      'acme',
      '--project',
      folder,
    ])
    const secret = linkIn(stdout)
    const browser = visit()
    expect((await browser.post('/api/invitations/look', { secret })).body).toMatchObject({
      kind: 'join',
      user: 'ana@acme.example',
    })
    const { body } = await browser.post('/api/invitations/accept', { secret, password })
    expect(body).toMatchObject({
      me: { role: 'client', only: ['orders'], tenant: { name: 'acme', title: 'Acme Ltd' } },
    })
    expect((await browser.post('/api/sql', { sql: 'select 1 as one' })).status).toBe(200)
    expect((await browser.get('/api/status')).status).toBe(403)
    expect((await browser.get('/api/users')).status).toBe(403)
    expect((await browser.get('/api/session/all')).status).toBe(200)
  })

  it('change their password, which ends their other sessions', async () => {
    await caudal(['user', 'add', 'changer', '--role', 'reader', '--project', folder], { input: `${password}\n` })
    const [one, other] = [await loggedIn('changer'), await loggedIn('changer')]
    const next = 'another way to the sea'
    expect((await one.post('/api/session/password', { old: 'not the one', new: next })).status).toBe(403)
    expect((await one.post('/api/session/password', { old: password, new: 'changer1234' })).status).toBe(400)
    expect((await one.post('/api/session/password', { old: password, new: next })).status).toBe(204)
    expect((await one.get('/api/session/all')).status).toBe(200)
    expect((await other.get('/api/session/all')).status).toBe(401)
    await loggedIn('changer', next)
  })

  it('get a link to choose a new password, and lose their sessions when they are removed', async () => {
    const { stdout } = await caudal(['user', 'reset', 'changer', '--json', '--project', folder])
    const { link } = JSON.parse(stdout) as { link: string }
    const browser = visit()
    expect((await browser.post('/api/invitations/accept', { secret: linkIn(link), password })).status).toBe(200)
    expect((await caudal(['user', 'remove', 'changer', '--project', folder])).code).toBe(0)
    expect((await browser.get('/api/datasets')).status).toBe(401)
    expect((await caudal(['user', 'list', '--project', folder])).stdout).not.toContain('changer')
  })

  it('have at least one administrator', async () => {
    const removed = await caudal(['user', 'remove', 'root', '--project', folder])
    expect(removed.code).not.toBe(0)
    expect(removed.stderr).toContain('nobody else has it')
    const browser = await loggedIn('root')
    expect((await browser.post('/api/users/root', { role: 'viewer' })).status).toBe(409)
  })

  it('get other rights at once, also where they are logged in', async () => {
    const root = await loggedIn('root')
    await root.post('/api/users', { name: 'mover', role: 'reader', password })
    const browser = await loggedIn('mover')
    expect((await browser.get('/api/streams')).status).toBe(200)
    expect((await root.post('/api/users/mover', { role: 'viewer' })).status).toBe(200)
    expect((await browser.get('/api/streams')).status).toBe(403)
    expect((await root.post('/api/users/mover', { role: 'admin', tenant: 'acme' })).status).toBe(400)
  })
})

describe('a page', () => {
  it('is told by its headers to run no script but ours, and to be in no frame', async () => {
    const { headers } = await fetch(`${product.connection().url}/api/docs`)
    expect(headers.get('content-security-policy')).not.toContain('script-src')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})
