/** A dashboard of many panels, opened anew each time. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Product } from '../../test/support/product.ts'
import { median, pause } from '../run.ts'
import { type Line, ms } from '../table.ts'
import type { Open } from './index.ts'

const panels = 30
const runs = 5
const types = ['line', 'bar', 'stat', 'table', 'pie', 'area']

export async function dashboardOfMany(open: Open, product: Product, millions: number): Promise<Line> {
  mkdirSync(join(product.folder, 'dashboards'), { recursive: true })
  writeFileSync(join(product.folder, 'dashboards', 'thirty.yaml'), thirtyPanels())
  while (!(await isKnown(product))) await pause(200)
  const opened: number[] = []
  for (let run = 0; run < runs; run++) {
    const page = await open(product, '/dashboards/thirty')
    await page.waitForFunction(() => (globalThis as unknown as { arePanelsShown(): boolean }).arePanelsShown())
    opened.push(await page.evaluate<number>('performance.now()'))
    await page.context().close()
  }
  const what = `a dashboard of ${panels} panels over ${millions} M records, until those in sight are drawn`
  return { what, measured: ms(median(opened)), against: '', aim: 'shown' }
}

async function isKnown(product: Product): Promise<boolean> {
  const { dashboards } = await product.json<{ dashboards: readonly unknown[] }>('/api/dashboards')
  return dashboards.length > 0
}

function thirtyPanels(): string {
  const each = Array.from({ length: panels }, (_, n) => {
    const type = types[n % types.length]
    const at = `{ x: ${(n % 3) * 4}, y: ${Math.floor(n / 3) * 4}, w: 4, h: 4 }`
    const every = type === 'line' || type === 'area' ? ', every: auto' : ''
    const by = type === 'stat' ? '' : `, by: ${n % 2 === 0 ? 'service' : 'host'}, limit: ${5 + n}`
    return `  panel_${n}: { type: ${type}, at: ${at}, query: { in: events, measure: count${by}${every} } }`
  })
  return `title: Thirty\ntime: { from: "", to: now }\npanels:\n${each.join('\n')}\n`
}
