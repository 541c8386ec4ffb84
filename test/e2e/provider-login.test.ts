import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IdentityProvider } from '../support/identity-provider.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import { Visitor } from '../support/visitor.ts'

const password = 'a long way to the river'

/** What the provider says of whom; groups decide. */
const people = {
  ada: { email: 'Ada@example.org', email_verified: true, name: 'Ada L.', groups: ['data', 'all'] },
  ben: { email: 'ben@acme.example', email_verified: true, groups: ['acme'] },
  carl: { email: 'carl@example.org', email_verified: false, groups: ['data'] },
  dora: { email: 'dora@example.org', email_verified: true, groups: ['nobody'] },
  root: { email: 'root@example.org', email_verified: true, groups: ['nobody'] },
  thief: { email: 'root@example.org', email_verified: false, groups: ['nobody'] },
  twin: { email: 'ada@example.org', email_verified: true, groups: ['data'] },
  fay: { email: 'fay@example.org', email_verified: true, groups: [] },
  eva: { email: 'eva@example.org', email_verified: true, groups: ['data'] },
} satisfies Record<string, Record<string, unknown>>

function projectText(issuer: string): string {
  const client = `issuer: "${issuer}", client_id: caudal, client_secret: "\${LOGIN_SECRET}"`
  return `name: providers
tenants: { acme: { title: Acme Ltd } }
roles: { client: { may: [view, read], only: [orders] } }
streams: { orders: {} }
datasets: { orders: { tenant: company } }
login:
  company:
    { title: Example Ltd, ${client}, logout: true, roles: [
      { when: { groups: data }, role: editor },
      { when: { groups: acme }, role: client, tenant: acme } ] }
  trusting: { ${client}, link_by_email: true }
  absent: { issuer: "http://127.0.0.1:1", client_id: caudal, roles: [{ role: viewer }] }
  other: { issuer: "${issuer.replace('127.0.0.1', 'localhost')}", client_id: caudal, roles: [{ role: viewer }] }
`
}

let provider: IdentityProvider
let product: Product
let folder: string
let remove: () => Promise<void>

const visit = () => new Visitor(product.connection().url)

/** Follows the way of a browser to the provider, as far as where it is sent back to. */
async function sentBack(browser: Visitor, subject: string, login = 'company', to?: string): Promise<string> {
  const { status, body } = await browser.post(`/api/login/${login}`, to === undefined ? {} : { to })
  expect(status, JSON.stringify(body)).toBe(200)
  const { location, text } = await provider.visit((body as { url: string }).url, subject)
  expect(location, text).toContain(`/api/login/${login}/callback?`)
  return location.slice(product.connection().url.length)
}

/** Where the browser is led in the end. */
async function led(browser: Visitor, back: string): Promise<string> {
  // A page of the provider sends it here.
  const { status, headers } = await browser.get(back, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })
  expect(status, product.output.slice(-2000)).toBe(303)
  return headers.get('location')!
}

async function logIn(browser: Visitor, subject: string, login = 'company'): Promise<string> {
  return led(browser, await sentBack(browser, subject, login))
}

async function meOf(browser: Visitor): Promise<unknown> {
  return ((await browser.get('/api/session')).body as { me?: unknown }).me
}

beforeAll(async () => {
  provider = await IdentityProvider.start(people)
  const project = await temporaryProject(projectText(provider.issuer))
  folder = project.folder
  await writeFile(join(folder, '.env'), 'LOGIN_SECRET=the secret of the client\n')
  remove = project.remove
  product = new Product(folder)
  await product.start()
  provider.register(product.connection().url)
  const added = await caudal(['user', 'add', 'root@example.org', '--role', 'admin', '--project', folder], {
    input: `${password}\n`,
  })
  expect(added.code, added.stderr).toBe(0)
})

afterAll(async () => {
  await product?.stop()
  await provider?.stop()
  await remove?.()
})

describe('logging in at a provider', () => {
  it('makes an account with the rights of the first rule that fits, and leads to the page that was wanted', async () => {
    expect((await visit().get('/api/login')).body).toMatchObject({
      providers: [{ name: 'company', title: 'Example Ltd' }, { name: 'trusting', title: 'trusting' }, {}, {}],
    })
    const browser = visit()
    expect(await led(browser, await sentBack(browser, 'ada', 'company', '/ui/explore?in=orders'))).toBe(
      '/ui/explore?in=orders',
    )
    expect(await meOf(browser)).toMatchObject({
      name: 'ada@example.org',
      title: 'Ada L.',
      role: 'editor',
      has_password: false,
    })
    const { headers } = await fetch(`${product.connection().url}/api/session`)
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('gives people of a client company the rows of their company', async () => {
    await product.json('/ingest/orders', [
      { company: 'acme', n: 1 },
      { company: 'globex', n: 2 },
    ])
    await product.untilStored()
    const browser = visit()
    expect(await logIn(browser, 'ben')).toBe('/ui/')
    expect(await meOf(browser)).toMatchObject({ role: 'client', tenant: { name: 'acme', title: 'Acme Ltd' } })
    const { body } = await browser.post('/api/sql', { sql: 'select n from orders' })
    expect(body).toMatchObject({ rows: [{ n: 1 }] })
    expect((await browser.get('/api/status')).status).toBe(403)
  })

  it('follows what the provider says, at each login: rights change, and whoever has none any more is out', async () => {
    const before = visit()
    await logIn(before, 'eva')
    expect(await meOf(before)).toMatchObject({ role: 'editor' })
    people.eva.groups = ['acme']
    const browser = visit()
    await logIn(browser, 'eva')
    expect(await meOf(browser)).toMatchObject({ role: 'client', tenant: { name: 'acme' } })
    people.eva.groups = []
    expect(await logIn(visit(), 'eva')).toBe('/ui/?login=forbidden')
    expect(await meOf(browser)).toBeUndefined()
    expect(await meOf(before)).toBeUndefined()
  })

  it('lets in nobody whom no rule names, and nobody by an address that is not verified', async () => {
    for (const subject of ['dora', 'carl']) {
      const browser = visit()
      expect(await logIn(browser, subject)).toBe('/ui/?login=forbidden')
      expect(await meOf(browser)).toBeUndefined()
    }
  })

  it('takes no account over: not of a person here, and not of another one at the provider', async () => {
    const browser = visit()
    expect(await logIn(browser, 'twin')).toBe('/ui/?login=taken')
    expect(await meOf(browser)).toBeUndefined()
  })

  it('leads to an account of the same address only where that is declared, and only with a verified one', async () => {
    expect(await logIn(visit(), 'root')).toBe('/ui/?login=forbidden')
    expect(await logIn(visit(), 'thief', 'trusting')).toBe('/ui/?login=forbidden')
    const browser = visit()
    expect(await logIn(browser, 'root', 'trusting')).toBe('/ui/')
    expect(await meOf(browser)).toMatchObject({ name: 'root@example.org', role: 'admin' })
    // From then on the provider's identity is known, by whatever login of the same issuer.
    const again = visit()
    expect(await logIn(again, 'root')).toBe('/ui/')
    expect(await meOf(again)).toMatchObject({ role: 'admin' })
    // The password stays.
    expect((await visit().post('/api/session', { name: 'root@example.org', password })).status).toBe(200)
  })

  it('lets only linked accounts add a passkey: who is shut out at the provider has no other way in', async () => {
    const behindTls = { origin: 'https://caudal.example.org', 'x-forwarded-host': 'caudal.example.org' }
    const options = (browser: Visitor) => browser.post('/api/session/passkeys/options', {}, behindTls)
    const managed = visit()
    await logIn(managed, 'ada')
    expect(await meOf(managed)).toMatchObject({ provider: 'company' })
    expect((await options(managed)).status).toBe(403)

    await product.json('/api/users', { name: 'fay@example.org', role: 'viewer' })
    const linked = visit()
    await logIn(linked, 'fay', 'trusting')
    expect(await meOf(linked)).not.toHaveProperty('provider')
    // Without a password, the login just now counts.
    expect((await options(linked)).body).toMatchObject({ rp: { id: 'caudal.example.org' } })
    // The link by which they were invited is void.
    expect(JSON.stringify(await product.json('/api/invitations'))).not.toContain('fay@example.org')
  })

  it('ends at the provider, too, where that is declared', async () => {
    const browser = visit()
    await logIn(browser, 'ada')
    const { status, body } = await browser.delete('/api/session')
    expect(status).toBe(200)
    const url = new URL((body as { url: string }).url)
    expect(url.origin).toBe(provider.issuer)
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${product.connection().url}/ui/`)
    expect((await fetch(url)).status).toBe(200)
    expect((await browser.get('/api/session/all')).status).toBe(401)
  })
})

describe('what comes back from a provider', () => {
  it('is refused with another state', async () => {
    const browser = visit()
    const back = await sentBack(browser, 'ada')
    const forged = back.replace(/state=[\w-]+/, `state=${'x'.repeat(43)}`)
    expect(await led(browser, forged)).toBe('/ui/?login=failed')
    expect(await meOf(browser)).toBeUndefined()
  })

  it('is refused in a browser that has not begun, and in one that has begun another', async () => {
    const back = await sentBack(visit(), 'ada')
    const stranger = visit()
    expect(await led(stranger, back)).toBe('/ui/?login=expired')
    await sentBack(stranger, 'ben')
    expect(await led(stranger, back)).toBe('/ui/?login=failed')
    expect(await meOf(stranger)).toBeUndefined()
  })

  it('counts once: a code that is sent again is refused', async () => {
    const browser = visit()
    const back = await sentBack(browser, 'ada')
    const errand = browser.cookie
    expect(await led(browser, back)).toBe('/ui/')
    browser.cookie = errand
    expect(await led(browser, back)).toBe('/ui/?login=failed')
    expect(await meOf(browser)).toBeUndefined()
  })

  it('is refused from another issuer', async () => {
    const browser = visit()
    const back = await sentBack(browser, 'ada')
    const mixed = back.replace(/iss=[^&]+/, `iss=${encodeURIComponent('https://evil.example.org')}`)
    expect(mixed).not.toBe(back)
    expect(await led(browser, mixed)).toBe('/ui/?login=failed')
    // One whose configuration tells another name is not asked at all.
    const other = await visit().post('/api/login/other', {})
    expect(other.status).toBe(503)
    expect(other.body).toMatchObject({ message: expect.stringContaining('issuer') })
  })

  it('is refused at the callback of another login', async () => {
    const browser = visit()
    const back = await sentBack(browser, 'ada')
    expect(await led(browser, back.replace('/company/', '/trusting/'))).toBe('/ui/?login=expired')
  })

  it('leads nowhere but to our own pages', async () => {
    for (const to of ['https://evil.example.org/', '//evil.example.org', '/ui/\\evil', '/api/sql', 'javascript:1']) {
      expect((await visit().post('/api/login/company', { to })).status, to).toBe(400)
    }
    const browser = visit()
    const back = await sentBack(browser, 'ada')
    const [name, value] = browser.cookie.split('=') as [string, string]
    const kept = JSON.parse(Buffer.from(value, 'base64url').toString()) as object
    browser.cookie = `${name}=${Buffer.from(JSON.stringify({ ...kept, to: 'https://evil.example.org/' })).toString('base64url')}`
    expect(await led(browser, back)).toBe('/ui/?login=expired')
  })

  it('does not come to an address that the provider does not know, and begins on no page of another site', async () => {
    const { url } = product.connection()
    const named = url.replace('127.0.0.1', 'localhost')
    const { body } = await visit().post(
      '/api/login/company',
      {},
      { origin: named, host: new URL(named).host, 'x-forwarded-host': new URL(named).host },
    )
    const { location, text, status } = await provider.visit((body as { url: string }).url, 'ada')
    expect(location).toBe('')
    expect(status, text).toBe(400)
    expect((await visit().post('/api/login/company', {}, { origin: 'https://evil.example.org' })).status).toBe(403)
    expect((await visit().post('/api/login/company', {}, { 'x-caudal': undefined })).status).toBe(403)
  })

  it('is told as cancelled when the person has changed their mind', async () => {
    const browser = visit()
    const { body } = await browser.post('/api/login/company', {})
    const state = new URL((body as { url: string }).url).searchParams.get('state')!
    const iss = encodeURIComponent(provider.issuer)
    expect(await led(browser, `/api/login/company/callback?error=access_denied&state=${state}&iss=${iss}`)).toBe(
      '/ui/?login=cancelled',
    )
  })
})

describe('a provider', () => {
  it('that does not answer is told with a sentence, as is one that the project does not have', async () => {
    const answers = await Promise.all([visit().post('/api/login/absent', {}), visit().post('/api/login/absent', {})])
    expect(answers.map(({ status }) => status)).toEqual([503, 503])
    const { body } = answers[0]
    expect(body).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('cannot ask provider "absent"'),
    })
    expect((await visit().post('/api/login/nobody', {})).status).toBe(404)
  })

  it('leaves its traces in the audit log, and its secret and codes nowhere', async () => {
    const rows = async () =>
      product.rows<{ who: string; action: string; query: string }>(
        `select * from _audit where route = 'GET /api/login/:provider/callback'`,
      )
    await expect
      .poll(async () => new Set((await rows()).map(({ action }) => action)))
      .toEqual(new Set(['logged_in', 'login_failed']))
    const text = JSON.stringify(await rows())
    expect(text).toContain('ada@example.org')
    expect(text).not.toContain('code=')
    expect(product.output).not.toContain('the secret of the client')
  })
})
