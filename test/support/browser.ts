/**
 * Debian's Chromium before a started product: pages at two widths, in two languages and themes. One product and one browser serve all
 * tests of a file. A page that asks another origin for anything, or says an error on its console, fails its test.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { BrowserContexts } from './browser-contexts.ts'
import { executable, launchOptions } from './chromium.ts'
import { Product, temporaryProject } from './product.ts'

/** Why there is no browser here. */
export const absence = existsSync(executable)
  ? undefined
  : `${executable} is not there: apt-get install chromium-headless-shell, or name one in CAUDAL_CHROMIUM`

/** Pictures of pages, to be looked at. */
const pictures = join(import.meta.dirname, '../../.cache/screenshots')

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Look {
  readonly width?: 1440 | 390
  readonly theme?: 'light' | 'dark'
  readonly language?: 'en' | 'es'
  /** Nobody is signed in. */
  readonly isStranger?: boolean
  /** At `localhost` rather than a number: browsers take passkeys at names only. */
  readonly isNamed?: boolean
  /** Nothing is on the page. */
  readonly isBlank?: boolean
}

const opposites: readonly Look[] = [
  { width: 1440, theme: 'light', language: 'en' },
  { width: 390, theme: 'dark', language: 'es' },
]

/** In which looks a page is walked through: both widths, themes and languages; for pictures, every look of a screen and a phone. */
export const looks: readonly Look[] = process.env.CAUDAL_PICTURES
  ? [...opposites, { width: 1440, theme: 'dark', language: 'es' }, { width: 390, theme: 'light', language: 'en' }]
  : opposites

export class BrowserRun {
  readonly product: Product
  readonly #contexts: BrowserContexts
  readonly #remove: () => Promise<void>

  constructor(product: Product, contexts: BrowserContexts, remove: () => Promise<void>) {
    this.product = product
    this.#contexts = contexts
    this.#remove = remove
  }

  /** Starts both; `fill` brings the records in. */
  static async start(yaml: string, fill: (product: Product) => Promise<void> = async () => {}): Promise<BrowserRun> {
    return BrowserRun.startAt(await temporaryProject(yaml), fill)
  }

  /** The same with a project that lies in a folder. */
  static async startAt(
    { folder, remove }: { readonly folder: string; readonly remove: () => Promise<void> },
    fill: (product: Product) => Promise<void> = async () => {},
  ): Promise<BrowserRun> {
    const product = new Product(folder)
    await product.start()
    await fill(product)
    await product.untilStored()
    const browser = await chromium.launch(launchOptions)
    return new BrowserRun(product, new BrowserContexts(browser), remove)
  }

  /** A new visitor's page at this place, signed in as the local administrator. It goes with the test. */
  async open(path: string, look: Look = {}): Promise<Page> {
    const { width = 1440, theme = 'light', language = 'en', isStranger = false } = look
    const { url: address, token } = this.product.connection()
    const url = look.isNamed ? address.replace('127.0.0.1', 'localhost') : address
    const { page, giveBack } = await this.#contexts.lend(url, isStranger ? undefined : token, {
      viewport: { width, height: width === 390 ? 844 : 900 },
      colorScheme: theme,
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      timezoneId: 'Europe/Madrid',
      reducedMotion: 'reduce',
    })
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error.stack ?? error)))
    page.on('console', (message) => {
      // An answer that is an error is for the page to tell.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        faults.push(message.text())
    })
    page.on('request', (request) => {
      const target = request.url()
      if (!target.startsWith(url) && !/^(data|blob):/.test(target)) faults.push(`asked ${target}`)
    })
    onTestFinished(async () => {
      await giveBack()
      if (faults.length > 0) throw new Error(`the page at ${path} is not quiet:\n${faults.join('\n')}`)
    })
    if (look.isBlank) {
      await page.route(`${url}/ui${path}`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
      )
    }
    await page.goto(`${url}/ui${path}`)
    return page
  }

  async stop(): Promise<void> {
    await this.#contexts.close()
    await this.product.stop()
    await this.#remove()
  }
}

/** Keeps a picture of the page under a name that says what it shows and how, where somebody wants to look at it. */
export async function keepPicture(page: Page, name: string, { width, theme, language }: Look = {}): Promise<void> {
  if (!process.env.CAUDAL_PICTURES) return
  mkdirSync(pictures, { recursive: true })
  const file = [name, width, theme, language].filter((part) => part !== undefined).join('-')
  await page.screenshot({ path: join(pictures, `${file}.png`) })
}

interface AxeReport {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[]
  }[]
}

/** What axe finds of serious or critical violations in the page or a part of it, each with the elements. */
export async function violationsOf(page: Page, part = 'html'): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(part)}, { resultTypes: ['violations'] })`,
  )) as AxeReport
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`))
}
