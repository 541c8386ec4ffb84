/** Debian's Chromium, and how it is started where there is no screen. */
import type { LaunchOptions } from 'playwright-core'

export const executable = process.env.CAUDAL_CHROMIUM ?? '/usr/bin/chromium'

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
