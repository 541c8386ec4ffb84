/**
 * `npm run pictures`: the pictures of README and guides, taken of a running tour and the example of companies in Debian's Chromium, in both languages. They show what
 * the product looks like now; take them again when a page has changed.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { launchOptions } from '../test/support/chromium.ts'
import { Product } from '../test/support/product.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Until there is something to see, and the tour's monitor has fired. */
const running_ms = 90_000

interface Picture {
  readonly name: string
  readonly path: string
  /** Photographs of much text are smaller as JPEG. */
  readonly type: 'png' | 'jpeg'
  readonly prepare: (page: Page) => Promise<unknown>
}

const pictures: readonly Picture[] = [
  {
    name: 'dashboard',
    path: '/dashboards/tour?from=now-3m&to=now',
    type: 'png',
    prepare: (page) => page.locator('[data-panel] canvas, [data-panel] svg').first().waitFor(),
  },
  {
    name: 'explore',
    path: '/explore?in=shop',
    type: 'jpeg',
    prepare: (page) => page.getByRole('row').nth(5).waitFor(),
  },
  {
    name: 'pipeline',
    path: '/pipeline',
    type: 'png',
    prepare: (page) =>
      page.getByRole('main').locator('section svg g[data-flows]').first().waitFor({ state: 'attached' }),
  },
  {
    name: 'panel-editor',
    path: '/dashboards/tour?from=now-3m&to=now',
    type: 'png',
    async prepare(page) {
      await page.locator('[data-panel] canvas, [data-panel] svg').first().waitFor()
      await page.keyboard.press('e')
      await page
        .getByRole('button', { name: /^(Menu of|Menú de)/ })
        .nth(4)
        .click()
      await page.getByRole('menuitem', { name: /^(Edit panel|Editar panel)/ }).click()
      await page.getByRole('dialog').locator('canvas, svg').first().waitFor()
    },
  },
]

const parent = await mkdtemp(join(tmpdir(), 'caudal-pictures-'))
const started = async (project: string) => {
  const folder = join(parent, basename(project))
  await cp(join(root, project), folder, { recursive: true, filter: (path) => !path.endsWith('.caudal') })
  const product = new Product(folder)
  await product.start()
  return product
}
const product = await started('templates/tour')
const companies = await started('examples/companies')
const browser = await chromium.launch(launchOptions)
try {
  console.log(`the tour runs for ${running_ms / 1000} s first`)
  await sleep(running_ms)
  const { url, token } = product.connection()
  const link = { dashboard: 'parcels', title: 'Acme', tenant: 'acme', expires: '1d' }
  const { path: shared } = await companies.json<{ path: string }>('/api/links', link)
  for (const language of ['en', 'es']) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: 'light',
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      timezoneId: 'Europe/Madrid',
      reducedMotion: 'reduce',
    })
    await context.addInitScript((secret) => sessionStorage.setItem('caudal.token', secret), token)
    for (const { name, path, type, prepare } of pictures) {
      const page = await context.newPage()
      await page.goto(`${url}/ui${path}`)
      await prepare(page)
      await sleep(2000)
      const file = `docs/pictures/${name}-${language}.${type === 'png' ? 'png' : 'jpg'}`
      await page.screenshot({ path: join(root, file), type, ...(type === 'jpeg' ? { quality: 70 } : {}) })
      console.log(file)
      await page.close()
    }
    const company = await context.newPage()
    await company.goto(`${companies.connection().url}${shared}`)
    await company.locator('[data-panel] canvas, [data-panel] svg').first().waitFor()
    await sleep(2000)
    await company.screenshot({ path: join(root, `docs/pictures/company-${language}.png`) })
    await context.close()
  }
} finally {
  await browser.close()
  await product.stop()
  await companies.stop()
  await rm(parent, { recursive: true, force: true })
}
