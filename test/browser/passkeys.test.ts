import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { absence, BrowserRun, keepPicture, violationsOf } from '../support/browser.ts'

const password = 'a long way to the river'

interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
}

type Send = (method: string, parameters?: object) => Promise<unknown>

/** The device of a person: an authenticator of the browser's own. */
class Device {
  readonly #page: Page
  readonly #send: Send
  readonly #id: string

  private constructor(page: Page, send: Send, id: string) {
    this.#page = page
    this.#send = send
    this.#id = id
  }

  /** A careless one cannot ask for a finger or a code. */
  static async plugIn(page: Page, isCareless = false): Promise<Device> {
    const session = await page.context().newCDPSession(page)
    const send = (method: string, parameters: object = {}) =>
      session.send(method as 'WebAuthn.enable', parameters as never)
    await send('WebAuthn.enable')
    const options = {
      protocol: 'ctap2',
      transport: isCareless ? 'usb' : 'internal',
      hasResidentKey: true,
      hasUserVerification: !isCareless,
      isUserVerified: !isCareless,
      automaticPresenceSimulation: true,
    }
    const { authenticatorId } = (await send('WebAuthn.addVirtualAuthenticator', { options })) as unknown as {
      authenticatorId: string
    }
    return new Device(page, send, authenticatorId)
  }

  /** The same keys in another browser, as if synchronised. */
  async keys(): Promise<object[]> {
    const { credentials } = (await this.#send('WebAuthn.getCredentials', { authenticatorId: this.#id })) as {
      credentials: object[]
    }
    return credentials
  }

  async take(credentials: readonly object[]): Promise<void> {
    for (const credential of credentials) {
      await this.#send('WebAuthn.addCredential', { authenticatorId: this.#id, credential })
    }
  }

  /** Makes a key pair for these options; gives what the browser sends. */
  create(options: object): Promise<unknown> {
    return this.#page.evaluate(
      `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(options)}) }).then((made) => made.toJSON())`,
    )
  }

  /** Signs. */
  get(options: object): Promise<unknown> {
    return this.#page.evaluate(
      `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(options)}) }).then((signed) => signed.toJSON())`,
    )
  }
}

describe.skipIf(absence)(`passkeys${absence ? `: ${absence}` : ''}`, () => {
  let run: BrowserRun
  let page: Page
  let device: Device

  const ask = async (method: string, path: string, body?: unknown): Promise<Reply> =>
    (await page.evaluate(
      `fetch(${JSON.stringify(path)}, { method: ${JSON.stringify(method)}, headers: { 'x-caudal': '1'${body === undefined ? '' : ", 'content-type': 'application/json'"} }${body === undefined ? '' : `, body: ${JSON.stringify(JSON.stringify(body))}`} }).then(async (answer) => ({ status: answer.status, body: answer.status === 204 ? {} : await answer.json() }))`,
    )) as Reply
  const post = (path: string, body: unknown = {}) => ask('POST', path, body)
  const add = async (title: string) => {
    const { body, status } = await post('/api/session/passkeys/options', { password })
    expect(status, JSON.stringify(body)).toBe(200)
    const response = await device.create(body)
    return post('/api/session/passkeys', { title, response })
  }
  const signed = async () => device.get((await post('/api/session/passkey/options')).body)
  const me = async () => (await ask('GET', '/api/session')).body.me

  beforeAll(async () => {
    run = await BrowserRun.start(
      'name: passkeys\nstreams: { orders: {} }\ndatasets: { orders: {} }\n',
      async (product) => {
        for (const name of ['ana', 'ben']) await product.json('/api/users', { name, role: 'reader', password })
      },
    )
  })

  afterAll(() => run?.stop())

  // A blank page of ours, at a name: browsers take no passkeys at a number.
  const visit = async (isCareless = false) => {
    page = await run.open('/blank', { isStranger: true, isBlank: true, isNamed: true })
    device = await Device.plugIn(page, isCareless)
  }
  beforeEach(() => visit())

  it('are added with the password, listed, log in without one, and are removed', async () => {
    expect((await post('/api/session', { name: 'ana', password })).status).toBe(200)
    expect((await post('/api/session/passkeys/options', { password: 'not the one' })).status).toBe(403)
    expect((await post('/api/session/passkeys/options')).status).toBe(403)
    const added = await add('This laptop')
    expect(added).toMatchObject({ status: 200, body: { title: 'This laptop', host: 'localhost' } })
    expect(await me()).toMatchObject({ name: 'ana', has_passkey: true })
    await ask('DELETE', '/api/session')
    expect(await me()).toBeUndefined()

    expect(await post('/api/session/passkey', await signed())).toMatchObject({
      status: 200,
      body: { state: 'in', me: { name: 'ana' } },
    })
    const { passkeys } = (await ask('GET', '/api/session/passkeys')).body as {
      passkeys: { id: string; used?: string }[]
    }
    expect(passkeys).toMatchObject([{ title: 'This laptop', used: expect.any(String) }])

    const id = passkeys[0]!.id
    expect((await post(`/api/session/passkeys/${id}/remove`, { password: 'not the one' })).status).toBe(403)
    expect((await post(`/api/session/passkeys/${id}/remove`, { password })).status).toBe(204)
    await ask('DELETE', '/api/session')
    expect((await post('/api/session/passkey', await signed())).status).toBe(401)
  })

  it('are added on the page of one’s account, sign in from the first page, and are removed there', async () => {
    const shown = await run.open('/settings', { isStranger: true, isNamed: true })
    await Device.plugIn(shown)
    await shown.locator('input[autocomplete="username"]').fill('ana')
    await shown.locator('input[autocomplete="current-password"]').fill(password)
    await shown.keyboard.press('Enter')
    const card = shown.getByRole('region', { name: 'Passkeys' })
    await card.getByRole('button', { name: 'Add a passkey' }).click()
    const dialog = shown.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'What you call the device' }).fill('My laptop')
    await dialog.locator('input[autocomplete="current-password"]').fill(password)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await card.getByText('My laptop').waitFor()
    await keepPicture(shown, 'passkeys')
    expect(await violationsOf(shown)).toEqual([])

    await shown.context().clearCookies()
    await shown.reload()
    await keepPicture(shown, 'sign-in-passkey')
    await shown.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await card.getByRole('button', { name: 'Remove My laptop' }).click()
    await dialog.locator('input[autocomplete="current-password"]').fill(password)
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await card.getByText('My laptop').waitFor({ state: 'detached' })
  })

  it('are one for each device, and are not shown to others', async () => {
    await post('/api/session', { name: 'ana', password })
    await add('Phone')
    // The device itself refuses: it is told which ones there are.
    await expect(add('Phone again')).rejects.toThrow(/excluded|InvalidStateError|previously registered/)
    const { passkeys } = (await ask('GET', '/api/session/passkeys')).body as { passkeys: { id: string }[] }
    await post('/api/session', { name: 'ben', password })
    expect((await ask('GET', '/api/session/passkeys')).body).toEqual({ passkeys: [] })
    expect((await post(`/api/session/passkeys/${passkeys.at(-1)!.id}/remove`, { password })).status).toBe(404)
  })

  it('are not accepted from a device that did not ask who uses it', async () => {
    await post('/api/session', { name: 'ana', password })
    const { id } = (await add('Careful')).body
    const keys = await device.keys()
    await visit(true)
    await device.take(keys)
    const { body } = await post('/api/session/passkey/options')
    const allowCredentials = [{ id, type: 'public-key' }]
    const response = await device.get({ ...body, allowCredentials, userVerification: 'discouraged' })
    expect((await post('/api/session/passkey', response)).status).toBe(401)

    await post('/api/session', { name: 'ben', password })
    const { body: options } = await post('/api/session/passkeys/options', { password })
    const made = await device.create({ ...options, authenticatorSelection: { userVerification: 'discouraged' } })
    expect((await post('/api/session/passkeys', { title: 'Careless', response: made })).status).toBe(400)
  })

  it('answer each challenge once, and only those that were given here, for this', async () => {
    await post('/api/session', { name: 'ana', password })
    const { body: creation } = await post('/api/session/passkeys/options', { password })
    const made = await device.create(creation)
    // Another session is not the one that was asked.
    await post('/api/session', { name: 'ana', password })
    expect((await post('/api/session/passkeys', { title: 'Of another session', response: made })).status).toBe(400)
    await add('Tablet')
    const response = await signed()
    expect((await post('/api/session/passkey', response)).status).toBe(200)
    expect((await post('/api/session/passkey', response)).status).toBe(401)
    const { body } = await post('/api/session/passkey/options')
    const other = Buffer.from('x'.repeat(56)).toString('base64url')
    for (const challenge of [other, (await post('/api/session/passkeys/options', { password })).body.challenge]) {
      expect((await post('/api/session/passkey', await device.get({ ...body, challenge }))).status).toBe(401)
    }
  })

  it('are not accepted when what was signed is changed, or is said of another page', async () => {
    await post('/api/session', { name: 'ana', password })
    await add('Desk')
    const response = (await signed()) as { response: Record<string, string> }
    const changed = (field: string, change: (text: string) => string) => ({
      ...response,
      response: { ...response.response, [field]: change(response.response[field]!) },
    })
    const flipped = (text: string) => {
      const bytes = Buffer.from(text, 'base64url')
      bytes[bytes.length - 1]! ^= 1
      return bytes.toString('base64url')
    }
    const elsewhere = (text: string) =>
      Buffer.from(Buffer.from(text, 'base64url').toString().replace('localhost', 'evil.test')).toString('base64url')
    for (const wrong of [
      changed('signature', flipped),
      changed('authenticatorData', flipped),
      changed('clientDataJSON', elsewhere),
      { ...response, id: 'unknown', rawId: 'unknown' },
    ]) {
      expect((await post('/api/session/passkey', wrong)).status).toBe(401)
    }
    const foreign = await fetch(`${run.product.connection().url}/api/session/passkey`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-caudal': '1', origin: 'https://evil.example.org' },
      body: JSON.stringify(await signed()),
    })
    expect(foreign.status).toBe(403)
    const numbered = await fetch(`${run.product.connection().url}/api/session/passkey/options`, {
      method: 'POST',
      headers: { 'x-caudal': '1' },
    })
    expect(numbered.status).toBe(400)
    expect(await numbered.json()).toMatchObject({
      message: expect.stringContaining('127.0.0.1'),
      hint: expect.stringContaining('localhost'),
    })
  })

  it('are taken from whoever is reset or removed, and outlive a kill of the product', async () => {
    await post('/api/session', { name: 'ben', password })
    await add('Watch')
    const keys = await device.keys()
    await run.product.kill()
    await run.product.start()
    await visit()
    await device.take(keys)
    expect((await post('/api/session/passkey', await signed())).status).toBe(200)
    await run.product.json('/api/users/ben/reset', {})
    expect((await post('/api/session/passkey', await signed())).status).toBe(401)
  })

  it('leave who logged in with one in the audit log', async () => {
    const rows = async () =>
      run.product.rows(
        `select who, action from _audit where route = 'POST /api/session/passkey' and action = 'logged_in' limit 1`,
      )
    await expect.poll(rows).toEqual([{ who: expect.stringMatching(/ana|ben/), action: 'logged_in' }])
  })
})
