import { describe, expect, it } from 'vitest'
import { Progress } from './progress.ts'

function screen(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 80, written, write: (text: string) => written.push(text) }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('progress', () => {
  it('says nothing of what is done at once', async () => {
    const terminal = screen(true)
    using progress = new Progress({ label: 'sending', screen: terminal, delay_ms: 5000 })
    progress.done = 10
    await pause(250)
    progress.stop()
    expect(terminal.written).toEqual([])
  })

  it('draws a bar on a terminal, and removes it', async () => {
    const terminal = screen(true)
    const progress = new Progress({ label: 'sending', total: 2048, screen: terminal, delay_ms: 10 })
    progress.done = 1024
    await expect.poll(() => terminal.written.at(-1)).toMatch(/^\r█+░+ sending: 1\.0 KB of 2\.0 KB/)
    progress.stop()
    expect(terminal.written.at(-1)).toBe('\r\x1b[K')
  })

  it('writes one plain line where there is no terminal', async () => {
    const terminal = screen(false)
    using progress = new Progress({ label: 'sending', screen: terminal, delay_ms: 10 })
    progress.done = 1024
    await expect.poll(() => terminal.written).toHaveLength(1)
    await pause(100)
    expect(terminal.written).toEqual([expect.stringMatching(/^sending: 1\.0 KB \(.*\/s\)\n$/)])
  })

  it('tells only the time while there is nothing to count', async () => {
    const terminal = screen(false)
    using _ = new Progress({ label: 'searching', screen: terminal, delay_ms: 10 })
    await expect.poll(() => terminal.written).toEqual([expect.stringMatching(/^searching \(\d+ s\)\n$/)])
  })
})
