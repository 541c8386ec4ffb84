import { spawn } from 'node:child_process'
import type { Terminal } from './terminal.ts'

/** The program that opens an address in the browser of whoever sits at this terminal; undefined where nobody does, or there is none. */
export function maybeOpener({ stdout, env }: Pick<Terminal, 'stdout' | 'env'>, platform: string): string[] | undefined {
  if (stdout.isTTY !== true || env.CI || env.SSH_CONNECTION) return undefined
  if (platform === 'darwin') return ['open']
  // The empty text is the title of the window that `start` would take from what is quoted.
  if (platform === 'win32') return ['cmd', '/c', 'start', '']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined
}

/** Tries to; the address is printed in any case. */
export function openBrowser(terminal: Terminal, url: string): void {
  const [program, ...args] = maybeOpener(terminal, process.platform) ?? []
  if (program === undefined) return
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' })
  child.on('error', () => {})
  child.unref()
}
