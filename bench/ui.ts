/** How the browser feels: the first chart after a start, typing, brushing and scrolling over many hits, a dashboard of 30 panels, an hour of live tail. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { launchOptions } from '../test/support/chromium.ts'
import { Product } from '../test/support/product.ts'
import { eventFiles, eventsPerFile } from './events.ts'
import { startedProduct, targetOf, untilAtRest, untilRows } from './product.ts'
import { load, median, pause } from './run.ts'
import { type Line, megabytes, ms } from './table.ts'

const runs = 5
const panels = 30
/** An hour of ten records a second. */
const hour_records = 36_000

export async function ui({ millions }: { millions: number }): Promise<Line[]> {
  const browser = await chromium.launch(launchOptions)
  const open = async (product: Product, path: string): Promise<Page> => {
    const { url, token } = product.connection()
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addInitScript((secret) => sessionStorage.setItem('caudal.token', secret), token)
    await context.addInitScript({ path: fileURLToPath(new URL('./page-latencies.js', import.meta.url)) })
    const page = await context.newPage()
    await page.goto(`${url}/ui${path}`)
    return page
  }
  try {
    return [...(await firstChart(open)), ...(await manyHits(open, millions)), ...(await live(open))]
  } finally {
    await browser.close()
  }
}

type Open = (product: Product, path: string) => Promise<Page>

/** The tour, as a newcomer's browser shows it: nothing is cached. */
async function firstChart(open: Open): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-bench-'))
  await cp(fileURLToPath(new URL('../templates/tour', import.meta.url)), folder, { recursive: true })
  const product = new Product(folder)
  await product.start()
  await pause(10_000)
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const page = await open(product, '/')
    await page.locator('[data-panel] canvas, [data-panel] svg').first().waitFor()
    times.push(await page.evaluate<number>('performance.now()'))
    await page.context().close()
  }
  await product.stop()
  await rm(folder, { recursive: true, force: true })
  return [within('from the address to the first chart of the tour', median(times), 1000)]
}

async function manyHits(open: Open, millions: number): Promise<Line[]> {
  const { product, stop } = await startedProduct()
  try {
    const records = millions * eventsPerFile
    for (const path of eventFiles(millions)) {
      const options = { ...targetOf(product), path: '/ingest/events', recordsPerRequest: 1000, connections: 4 }
      await load({ ...options, files: [path], records: eventsPerFile })
    }
    await untilRows(product, 'events', records)
    await untilAtRest(product)
    const page = await open(product, '/explore?in=events&from=always')
    await page.getByRole('row').nth(5).waitFor()
    await page.locator('.cm-content').click()
    const answers: number[] = []
    for (const query of ['level:error', 'service:svc-7', 'status:500', 'level:warn and status:404', 'host:node-3']) {
      await page.keyboard.press('Control+a')
      await page.keyboard.type(query, { delay: 60 })
      await page.keyboard.press('Escape')
      const answered = page.evaluate<number>('untilOtherRows()')
      await page.keyboard.press('Enter')
      answers.push(await answered)
    }
    const typing = await latenciesOf(page, 'keydown')
    await page.getByRole('table').hover()
    for (let n = 0; n < 200; n++) await page.mouse.wheel(0, 400).then(() => pause(16))
    const scrolling = await latenciesOf(page, 'wheel')
    const box = (await page.getByRole('img').first().boundingBox())!
    await page.mouse.move(box.x + box.width * 0.3, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + 30, { steps: 100 })
    const brushing = await latenciesOf(page, 'pointermove')
    await page.mouse.up()
    await page.context().close()

    mkdirSync(join(product.folder, 'dashboards'), { recursive: true })
    writeFileSync(join(product.folder, 'dashboards', 'thirty.yaml'), thirtyPanels())
    const opened: number[] = []
    while (!(await product.json<{ dashboards: { name: string }[] }>('/api/dashboards')).dashboards.length)
      await pause(200)
    for (let run = 0; run < runs; run++) {
      const dashboard = await open(product, '/dashboards/thirty')
      await dashboard.locator('[data-panel]').first().waitFor()
      await dashboard.waitForFunction('!document.querySelector("[data-panel] [aria-busy=true]")')
      await dashboard.locator('[data-panel] canvas, [data-panel] svg').first().waitFor()
      opened.push(await dashboard.evaluate<number>('performance.now()'))
      await dashboard.context().close()
    }
    return [
      within(`the first hits of ${millions} M records, from Enter`, median(answers), 300),
      interaction('typing a query', typing),
      interaction(`scrolling through the hits of ${millions} M records`, scrolling),
      interaction('brushing the histogram', brushing),
      {
        what: `a dashboard of ${panels} panels over ${millions} M records, opened`,
        measured: ms(median(opened)),
        against: '',
        aim: 'shown',
      },
    ]
  } finally {
    await stop()
  }
}

function thirtyPanels(): string {
  const types = ['line', 'bar', 'stat', 'table', 'pie', 'area']
  const panelOf = (n: number) => {
    const at = `{ x: ${(n % 3) * 4}, y: ${Math.floor(n / 3) * 4}, w: 4, h: 4 }`
    const by = n % 2 === 0 ? 'service' : 'host'
    const type = types[n % types.length]
    const every = type === 'line' || type === 'area' ? ', every: auto' : ''
    const grouped = type === 'stat' ? '' : `, by: ${by}, limit: ${5 + n}`
    return `  panel_${n}: { type: ${type}, at: ${at}, query: { in: events, measure: count${grouped}${every} } }`
  }
  const each = Array.from({ length: panels }, (_, n) => panelOf(n))
  return `title: Thirty\ntime: { from: always, to: now }\npanels:\n${each.join('\n')}\n`
}

/** Those since the last time. */
function latenciesOf(page: Page, type: 'keydown' | 'wheel' | 'pointermove'): Promise<number[]> {
  return page.evaluate<number[]>(`latencies.${type}.splice(0)`)
}

/** As many records as an hour brings; what the page holds after a tenth of them and at the end. */
async function live(open: Open): Promise<Line[]> {
  const { product, stop } = await startedProduct()
  try {
    const record = (n: number) => ({
      level: 'info',
      service: `svc-${n % 30}`,
      message: `came as number ${n}`,
      status: 200,
    })
    const send = (from: number, count: number) =>
      product.json(
        '/ingest/events',
        Array.from({ length: count }, (_, n) => record(from + n)),
      )
    await send(0, 200)
    await product.untilStored()
    const page = await open(product, '/explore?in=events&refresh=live')
    await page.getByRole('row').nth(5).waitFor()
    const devtools = await page.context().newCDPSession(page)
    const held = async () => {
      await pause(2000)
      await devtools.send('HeapProfiler.collectGarbage')
      return (await devtools.send('Runtime.getHeapUsage')).usedSize
    }
    let early = 0
    for (let sent = 0; sent < hour_records; sent += 100) {
      await send(sent, 100)
      if (sent === hour_records / 10) early = await held()
    }
    await page
      .getByText(`came as number ${hour_records - 1}`)
      .first()
      .waitFor()
    const late = await held()
    return [
      {
        what: `memory of the page after ${hour_records.toLocaleString('en')} records of live tail`,
        measured: megabytes(late),
        against: `after a tenth of them ${megabytes(early)}`,
        ratio: late / early,
        aim: '<= 1.2',
        reached: late / early <= 1.2,
      },
    ]
  } finally {
    await stop()
  }
}

function interaction(what: string, latencies: readonly number[]): Line {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return {
    what: `${what}, until the next picture`,
    measured: `p50 ${ms(at(0.5))}, p95 ${ms(at(0.95))}`,
    against: `${sorted.length} times`,
    aim: 'p95 <= 100 ms',
    reached: sorted.length > 0 && at(0.95) <= 100,
  }
}

function within(what: string, measured_ms: number, aim_ms: number): Line {
  const aim = `<= ${aim_ms.toLocaleString('en')} ms`
  return { what, measured: ms(measured_ms), against: '', aim, reached: measured_ms <= aim_ms }
}
