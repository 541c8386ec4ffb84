/** The tour, as a newcomer's browser shows it: from the address to a chart that moves, and what Lighthouse says. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Product } from '../../test/support/product.ts'
import { median, pause } from '../run.ts'
import type { Line } from '../table.ts'
import type { Open } from './index.ts'
import { lighthouse } from './lighthouse.ts'
import { within } from './lines.ts'

const runs = 5
/** Until the tour has something to draw. */
const running_ms = 10_000

export async function firstChart(open: Open): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-bench-'))
  await cp(fileURLToPath(new URL('../../templates/tour', import.meta.url)), folder, { recursive: true })
  const product = new Product(folder)
  await product.start()
  try {
    await pause(running_ms)
    const times: number[] = []
    for (let run = 0; run < runs; run++) {
      const page = await open(product, '/dashboards/tour')
      await page.locator('[data-panel] canvas').first().waitFor()
      times.push(await page.evaluate<number>('performance.now()'))
      await page.context().close()
    }
    const chart = within('from the address to the first chart of the tour, nothing cached', median(times), 1000)
    return [chart, ...(await lighthouse(product))]
  } finally {
    await product.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
