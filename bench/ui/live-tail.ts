/** As many records as an hour brings, while somebody looks: what the page holds after a tenth of them, and at the end. */
import type { Product } from '../../test/support/product.ts'
import { startedProduct } from '../product.ts'
import { pause } from '../run.ts'
import { type Line, megabytes } from '../table.ts'
import type { Open } from './index.ts'

const perRequest = 100
/** As often as they come; the page is asked for them once a second. */
const between_ms = 50
const most = 1.2

export async function liveTail(open: Open, records: number): Promise<Line> {
  const { product, stop } = await startedProduct()
  try {
    await send(product, 0)
    await product.untilStored()
    const page = await open(product, '/explore?in=events&refresh=live')
    await page.getByRole('row').nth(5).waitFor()
    const devtools = await page.context().newCDPSession(page)
    const held = async () => {
      await page.getByRole('row').nth(5).waitFor()
      await pause(2000)
      await devtools.send('HeapProfiler.collectGarbage')
      return (await devtools.send('Runtime.getHeapUsage')).usedSize
    }
    const requests = Math.max(10, Math.ceil(records / perRequest))
    let early = 0
    for (let request = 1; request <= requests; request++) {
      await send(product, request)
      await pause(between_ms)
      if (request === Math.ceil(requests / 10)) early = await held()
    }
    await page
      .getByText(messageOf(requests, perRequest - 1))
      .first()
      .waitFor()
    const late = await held()
    return {
      what: `memory of the page after ${(requests * perRequest).toLocaleString('en')} records of live tail`,
      measured: megabytes(late),
      against: `after a tenth of them ${megabytes(early)}`,
      ratio: late / early,
      aim: `<= ${most}`,
      reached: late / early <= most,
    }
  } finally {
    await stop()
  }
}

function send(product: Product, request: number): Promise<unknown> {
  const records = Array.from({ length: perRequest }, (_, n) => ({
    level: 'info',
    service: `svc-${n % 30}`,
    message: messageOf(request, n),
    status: 200,
  }))
  return product.json('/ingest/events', records)
}

function messageOf(request: number, n: number): string {
  return `came as number ${n} of request ${request}`
}
