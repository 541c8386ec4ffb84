import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { start } from '../../src/main.ts'
import type { Limits } from '../../src/runtime/limits.ts'
import { temporaryProject } from '../support/product.ts'

async function running(limits: Partial<Limits>) {
  const { folder, remove } = await temporaryProject('name: busy\nstreams: { events: {} }\ndatasets: { events: {} }\n')
  const { url, platform, stop } = await start({ folder, port: 0, limits, json: true })
  let isStopped = false
  const stopOnce = async () => {
    if (!isStopped) await stop()
    isStopped = true
  }
  onTestFinished(async () => {
    await stopOnce()
    await remove()
  })
  const authorization = `Bearer ${platform.tokens.local}`
  const send = (body: string) => fetch(`${url}/ingest/events`, { method: 'POST', body, headers: { authorization } })
  /** A request that promises a body and sends only this of it. */
  const begin = async (body: string, length: number): Promise<Socket> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    onTestFinished(() => void socket.destroy())
    socket.write(
      `POST /ingest/events HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-length: ${length}\r\n\r\n${body}`,
    )
    return socket
  }
  return { send, begin, stop: stopOnce }
}

const answerOf = (socket: Socket) =>
  new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString('latin1'))))

it('takes so many requests at a time, and asks the others to come again', async () => {
  const { send, begin } = await running({ ingest_requests: 2 })
  const slow = [await begin('{"a":', 9), await begin('{"a":', 9)]
  // The two are under way once a third one is refused.
  let refused = await send('{}')
  while (refused.status === 200) refused = await send('{}')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'overloaded', message: expect.stringContaining('2 others') })
  expect((await send('{"large":true}\n'.repeat(300_000))).status).toBe(429)

  const answers = slow.map(answerOf)
  for (const socket of slow) socket.write('10}\n')
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1.1 200/)
  expect((await send('{}')).status).toBe(200)
})

it('cuts off a body that comes too slowly', async () => {
  const { send, begin } = await running({ ingest_requests: 1, slow_body_ms: 300 })
  const slow = await begin('{"a":', 1000)
  const closed = new Promise((resolve) => slow.once('close', resolve))
  const answer = await answerOf(slow)
  expect(answer).toMatch(/^HTTP\/1.1 408/)
  expect(answer).toContain('it comes too slowly')
  await closed
  expect((await send('{}')).status).toBe(200)
})

it('does not wait for a body that never ends when it stops', async () => {
  const { begin, stop } = await running({})
  const slow = await begin('{"a":', 1000)
  const closed = new Promise((resolve) => slow.once('close', resolve))
  await stop()
  await closed
})
