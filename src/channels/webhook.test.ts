import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { context, exampleNotice, testChannel } from './channel.contract.ts'
import { LaterError } from './channel.ts'
import { HttpSide } from './http-side.fixture.ts'
import webhook from './webhook.ts'

const open = () => HttpSide.open((url) => ({ url: `${url}/hook`, secret: 'a secret of both sides' }))

describe('the webhook channel', () => {
  testChannel(webhook, open)

  it.each(['a secret of both sides', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])(
    'signs with "%s" so that the library of the specification verifies it',
    async (secret) => {
      await using other = await open()
      const now = new Date()
      const options = { ...(other.options as { url: string }), secret, headers: { 'x-key': '1' } }
      await webhook.send(options, exampleNotice(), { ...context, now: () => now })
      const [{ headers, body } = { headers: {}, body: '' }] = other.posted
      const library = secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(secret, { format: 'raw' })
      expect(library.verify(body, headers as Record<string, string>)).toEqual(exampleNotice())
      expect(() => library.verify(`${body} `, headers as Record<string, string>)).toThrow()
      expect(headers).toMatchObject({ 'webhook-id': 'a3f1', 'x-key': '1' })
    },
  )

  it('posts the body of its template, signed', async () => {
    await using other = await open()
    const options = { ...(other.options as { url: string }), secret: 'a secret of both sides', headers: {} }
    const body = '{ "summary": {{ title | json }}, "worst": {{ records | map: "sd" | sort | last }}, "n": {{ total }} }'
    const now = new Date()
    await webhook.send({ ...options, body }, exampleNotice({ title: 'a "quoted" one' }), { ...context, now: () => now })
    const [posted] = other.posted
    const library = new Webhook('a secret of both sides', { format: 'raw' })
    expect(library.verify(posted!.body, posted!.headers as Record<string, string>)).toEqual({
      summary: 'a "quoted" one',
      worst: 0.71,
      n: 3,
    })
  })

  it('signs with the secret before as well, while the other side still has that one', async () => {
    await using other = await open()
    const [secret, previous_secret] = ['a new secret of both sides', 'the old secret of both sides']
    const now = new Date()
    const options = { ...(other.options as { url: string }), secret, previous_secret, headers: {} }
    await webhook.send(options, exampleNotice(), { ...context, now: () => now })
    const [{ headers, body } = { headers: {}, body: '' }] = other.posted
    for (const known of [secret, previous_secret])
      expect(new Webhook(known, { format: 'raw' }).verify(body, headers as Record<string, string>)).toBeTruthy()
    const wrong = new Webhook('an unknown secret', { format: 'raw' })
    expect(() => wrong.verify(body, headers as Record<string, string>)).toThrow()
  })

  it.each([
    ['120', 120_000],
    [new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
  ])('tells when the other side wants to be asked again: Retry-After: %s', async (header, pause_ms) => {
    await using other = await open()
    other.refuse('passing', { 'retry-after': header })
    const error = await webhook.send(other.options as never, exampleNotice(), context).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(LaterError)
    expect(Math.abs(error.pause_ms - pause_ms)).toBeLessThan(60_000)
  })

  it('follows no redirection, for what is signed is for one place', async () => {
    const { createServer } = await import('node:http')
    const server = createServer((_request, response) => response.writeHead(307, { location: '/other' }).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const sending = webhook.send({ url: `http://127.0.0.1:${port}/`, headers: {} }, exampleNotice(), context)
    await expect(sending).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('307') })
    server.close()
  })

  it('reads no more of an answer without an end than its beginning', async () => {
    const { createServer } = await import('node:http')
    const ended = Promise.withResolvers<void>()
    const server = createServer((_request, response) => {
      const piece = Buffer.alloc(16 << 10, 'x')
      const write = () => {
        while (response.write(piece));
      }
      response.on('drain', write).on('close', () => ended.resolve())
      write()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    await webhook.send({ url: `http://127.0.0.1:${port}/`, headers: {} }, exampleNotice(), context)
    await ended.promise
    server.close()
  })

  it('tells the reason of a refusal without a secret, even where it is cut', async () => {
    const { createServer } = await import('node:http')
    const reason = `${'x'.repeat(190)} for hunter2-and-more`
    const server = createServer((_request, response) => response.writeHead(400).end(reason))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const redact = (text: string) => text.replaceAll('hunter2-and-more', '[hidden]')
    const options = { url: `http://127.0.0.1:${port}/`, headers: {} }
    const error = await webhook.send(options, exampleNotice(), { ...context, redact }).then(String, String)
    expect(error).toContain('xxx for [')
    expect(error).not.toContain('hunt')
    server.close()
  })
})
