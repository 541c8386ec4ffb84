import { describe, expect, it } from 'vitest'
import { maybeOpener } from './browser-opening.ts'
import type { Terminal } from './terminal.ts'

function openerOf(env: Record<string, string>, platform = 'linux', isTTY = true): string | undefined {
  return maybeOpener({ stdout: { isTTY } as Terminal['stdout'], env }, platform)?.[0]
}

describe('the browser that opens when a project starts', () => {
  it('is that of the desktop', () => {
    expect(openerOf({ DISPLAY: ':0' })).toBe('xdg-open')
    expect(openerOf({ WAYLAND_DISPLAY: 'wayland-0' })).toBe('xdg-open')
    expect(openerOf({}, 'darwin')).toBe('open')
    expect(openerOf({}, 'win32')).toBe('cmd')
  })

  it('does not open where there is no desktop, from afar, in CI, or without a terminal', () => {
    expect(openerOf({})).toBeUndefined()
    expect(openerOf({ DISPLAY: ':0', SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' })).toBeUndefined()
    expect(openerOf({ CI: 'true' }, 'darwin')).toBeUndefined()
    expect(openerOf({ DISPLAY: ':0' }, 'linux', false)).toBeUndefined()
  })
})
