import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Product } from '../support/product.ts'

/** What a newcomer sees in the first minute, without doing anything. */
let product: Product
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-tour-'))
  await cp(new URL('../../templates/tour', import.meta.url), folder, { recursive: true })
  product = new Product(folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true })
})

it('moves by itself: this machine, a simulated shop, a log and a file', async () => {
  for (const dataset of ['host', 'shop', 'logs', 'readings', 'sales']) {
    const rows = async () => (await product.rows(`select 1 from ${dataset} limit 1`).catch(() => [])).length
    await expect.poll(rows, { message: dataset }).toBe(1)
  }
  const [shop] = await product.rows('select distinct simulated from shop')
  expect(shop).toEqual({ simulated: true })
})

it('has an order that waits, with its reason', async () => {
  const waiting = async () =>
    product.json<{ records: { reason: string }[] }>('/api/rejected/shop').then(({ records }) => records)
  await expect.poll(async () => (await waiting()).length).toBe(1)
  expect(await waiting()).toMatchObject([{ reason: expect.stringContaining('expecting order.amount of type number') }])
})

it('has a monitor that fires soon', async () => {
  const states = async () =>
    (await product.json<{ monitors: { name: string; state: string }[] }>('/api/monitors')).monitors
  await expect.poll(states, { timeout: 130_000 }).toMatchObject([{ name: 'payments', state: 'firing' }])
})
