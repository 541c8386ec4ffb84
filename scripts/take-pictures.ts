/**
 * `npm run pictures`: the pictures of README and guides, taken of a running tour in Debian's Chromium, in both languages. They show what
 * the product looks like now; take them again when a page has changed.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const folder = await mkdtemp(join(tmpdir(), 'caudal-pictures-'))
await cp(join(root, 'templates/tour'), folder, { recursive: true })
const product = new Product(folder)
await product.start()
const browser = await chromium.launch(launchOptions)
try {
  console.log(`the tour runs for ${running_ms / 1000} s first`)
  await sleep(running_ms)
  const { url, token } = product.connection()
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
    await context.close()
  }
} finally {
  await browser.close()
  await product.stop()
  await rm(folder, { recursive: true, force: true })
}
