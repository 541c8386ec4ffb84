/** Explore over many records: typing, the first hits of a query, scrolling through them, brushing the histogram. */
import type { Page } from 'playwright-core'
import type { Product } from '../../test/support/product.ts'
import { eventFiles, eventsPerFile } from '../events.ts'
import { startedProduct, targetOf, untilAtRest, untilRows } from '../product.ts'
import { load, median, pause } from '../run.ts'
import type { Line } from '../table.ts'
import type { Open } from './index.ts'
import { interaction, within } from './lines.ts'

const queries = ['level:error', 'service:"svc-7"', 'status:500', 'level:warn and status:404', 'host:"node-3"']
/** Of the wheel. */
const turns = 200
/** Of the pointer over the histogram. */
const steps = 100

/** `more` measures what else there is to measure over the same records. */
export async function hits(open: Open, millions: number, more: (product: Product) => Promise<Line>): Promise<Line[]> {
  const { product, stop } = await startedProduct()
  try {
    await fill(product, millions)
    const page = await open(product, '/explore?in=events&from=always')
    await page.getByRole('row').nth(5).waitFor()
    const answers = await typedQueries(page)
    const typing = await latenciesOf(page, 'keydown')
    await page.getByRole('table').hover()
    for (let turn = 0; turn < turns; turn++) {
      await page.mouse.wheel(0, 400)
      await pause(16)
    }
    const scrolling = await latenciesOf(page, 'wheel')
    const box = (await page.getByRole('img').first().boundingBox())!
    await page.mouse.move(box.x + box.width * 0.3, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + 30, { steps })
    await page.mouse.up()
    const brushing = await latenciesOf(page, 'pointermove')
    await page.context().close()
    return [
      within(`the first hits of ${millions} M records, from Enter until they are drawn`, median(answers), 300),
      interaction('typing a query', typing),
      interaction(`scrolling through the hits of ${millions} M records`, scrolling),
      interaction('brushing the histogram', brushing),
      await more(product),
    ]
  } finally {
    await stop()
  }
}

async function fill(product: Product, millions: number): Promise<void> {
  const records = Math.round(millions * eventsPerFile)
  const target = { ...targetOf(product), path: '/ingest/events', recordsPerRequest: 1000, connections: 4 }
  for (const [i, path] of eventFiles(Math.ceil(millions)).entries()) {
    await load({ ...target, files: [path], records: Math.min(eventsPerFile, records - i * eventsPerFile) })
  }
  await untilRows(product, 'events', records)
  await untilAtRest(product)
}

async function typedQueries(page: Page): Promise<number[]> {
  const answers: number[] = []
  for (const query of queries) {
    await page.locator('.cm-content').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(query, { delay: 60 })
    await page.keyboard.press('Enter')
    const answer = await page.waitForFunction((kql) => {
      const { answered } = globalThis as unknown as { answered: Record<string, number> }
      return answered[kql]
    }, query)
    answers.push(Number(await answer.jsonValue()))
  }
  return answers
}

/** Those since the last time. */
function latenciesOf(page: Page, type: 'keydown' | 'wheel' | 'pointermove'): Promise<number[]> {
  return page.evaluate<number[]>(`latencies.${type}.splice(0)`)
}
