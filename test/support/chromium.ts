/** Debian's Chromium, and how it is started where there is no screen. */
import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'

/** The same browser, without what only a screen shows, takes a quarter less of the processor. */
const [headless, whole] = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'] as const

export const executable = process.env.CAUDAL_CHROMIUM ?? (existsSync(headless) ? headless : whole)

export const launchOptions: LaunchOptions = {
  executablePath: executable,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Pages of one context share what is compiled.
    '--process-per-site',
  ],
}
