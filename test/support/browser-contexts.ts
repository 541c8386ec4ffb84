/**
 * What visitors of one look have for themselves: cookies and stored things. A context is lent to one page at a time and emptied
 * behind it. Its process stays with a page that shows nothing, so that the next one finds the code of the browser compiled.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

interface Context {
  readonly context: BrowserContext
  readonly blank: Page
}

export class BrowserContexts {
  readonly #browser: Browser
  readonly #free = new Map<string, Context[]>()

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** A new page in a context that nobody else has; with the token each of its pages is signed in. */
  async lend(
    url: string,
    token: string | undefined,
    options: BrowserContextOptions,
  ): Promise<{ page: Page; giveBack(): Promise<void> }> {
    const key = JSON.stringify([url, token, options])
    const free = this.#free.get(key) ?? []
    this.#free.set(key, free)
    const lent = free.pop() ?? (await this.#make(url, token, options))
    const page = await lent.context.newPage()
    const giveBack = async () => {
      // A test that is over with its browser has closed it.
      if (!this.#browser.isConnected()) return
      await empty(lent)
      free.push(lent)
    }
    return { page, giveBack }
  }

  async #make(url: string, token: string | undefined, options: BrowserContextOptions): Promise<Context> {
    const context = await this.#browser.newContext(options)
    // A busy machine is slow, not wrong.
    context.setDefaultTimeout(60_000)
    if (token !== undefined)
      await context.addInitScript((secret) => sessionStorage.setItem('caudal.token', secret), token)
    const blank = await context.newPage()
    const address = `${url}/ui/blank`
    await blank.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
    await blank.goto(address)
    return { context, blank }
  }

  close(): Promise<void> {
    return this.#browser.close()
  }
}

async function empty({ context, blank }: Context): Promise<void> {
  for (const page of context.pages()) if (page !== blank) await page.close()
  await context.clearCookies()
  await context.clearPermissions()
  await blank.evaluate(() => localStorage.clear())
}
