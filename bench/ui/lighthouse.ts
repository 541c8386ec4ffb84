/** What Lighthouse says of Explore and the tour's dashboard, on a desktop, signed in. Its own program is a peer: `npm install` in `bench/peers`. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../test/support/chromium.ts'
import type { Product } from '../../test/support/product.ts'
import { median } from '../run.ts'
import type { Line } from '../table.ts'

const program = fileURLToPath(new URL('../peers/node_modules/lighthouse/core/index.js', import.meta.url))
const runs = 3
const aims = { performance: 90, accessibility: 95 }
const pages = [
  ['Explore', '/explore?in=shop'],
  ['the dashboard of the tour', '/dashboards/tour'],
] as const

interface Lighthouse {
  readonly default: (url: string, flags: object, config: unknown) => Promise<{ readonly lhr: Report }>
  readonly desktopConfig: unknown
}

interface Report {
  readonly categories: Readonly<Record<keyof typeof aims, { readonly score: number }>>
}

/** No line where Lighthouse is not installed. */
export async function lighthouse(product: Product): Promise<Line[]> {
  if (!existsSync(program)) return []
  const { default: judge, desktopConfig } = (await import(program)) as Lighthouse
  const { url, token } = product.connection()
  const profile = await mkdtemp(join(tmpdir(), 'caudal-lighthouse-'))
  const args = [...(launchOptions.args ?? []), '--remote-debugging-port=0']
  const browser = await chromium.launchPersistentContext(profile, { ...launchOptions, args })
  const port = Number((await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')[0])
  const lines: Line[] = []
  try {
    for (const [name, path] of pages) {
      const reports: Report[] = []
      for (let run = 0; run < runs; run++) {
        const flags = { port, onlyCategories: Object.keys(aims), extraHeaders: { authorization: `Bearer ${token}` } }
        reports.push((await judge(`${url}/ui${path}`, flags, desktopConfig)).lhr)
      }
      for (const [category, aim] of Object.entries(aims) as [keyof typeof aims, number][]) {
        const score = Math.round(median(reports.map(({ categories }) => categories[category].score)) * 100)
        const what = `Lighthouse on ${name}: ${category}`
        lines.push({ what, measured: String(score), against: '', aim: `>= ${aim}`, reached: score >= aim })
      }
    }
    return lines
  } finally {
    await browser.close()
    await rm(profile, { recursive: true, force: true })
  }
}
