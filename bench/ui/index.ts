/** How the browser feels: the first chart of a start, typing, scrolling and brushing over many hits, a dashboard of 30 panels, an hour of live tail. */
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { launchOptions } from '../../test/support/chromium.ts'
import type { Product } from '../../test/support/product.ts'
import type { Line } from '../table.ts'
import { dashboardOfMany } from './dashboard.ts'
import { firstChart } from './first-chart.ts'
import { hits } from './hits.ts'
import { liveTail } from './live-tail.ts'

export interface UiSizes {
  /** Of the records that are searched. */
  readonly millions: number
  /** Of those that come while somebody looks: an hour of ten a second is 36,000. */
  readonly liveRecords: number
}

/** A new visitor's page, with nothing in its cache. */
export type Open = (product: Product, path: string) => Promise<Page>

/** Whatever is waited for comes within this time, or the benchmark ends with what did not. */
const patience_ms = 60_000

export async function ui({ millions, liveRecords }: UiSizes): Promise<Line[]> {
  const browser = await chromium.launch(launchOptions)
  const open: Open = async (product, path) => {
    const { url, token } = product.connection()
    // As with a session: its document tells what their page needs, not what the sign-in does.
    const extraHTTPHeaders = { authorization: `Bearer ${token}` }
    const viewport = { width: 1440, height: 900 }
    const context = await browser.newContext({ viewport, locale: 'en-GB', extraHTTPHeaders })
    await context.addInitScript((secret) => sessionStorage.setItem('caudal.token', secret), token)
    await context.addInitScript({ path: fileURLToPath(new URL('./page-latencies.js', import.meta.url)) })
    const page = await context.newPage()
    page.setDefaultTimeout(patience_ms)
    await page.goto(`${url}/ui${path}`)
    return page
  }
  try {
    return [
      ...(await firstChart(open)),
      ...(await hits(open, millions, (product) => dashboardOfMany(open, product, millions))),
      await liveTail(open, liveRecords),
    ]
  } finally {
    await browser.close()
  }
}
