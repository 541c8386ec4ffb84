import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memoryOf } from './memory.ts'

test('tells the resident memory of this process, and nothing of one that has ended', async () => {
  const child = spawn(process.execPath, ['-e', '0'])
  const { pid } = child
  await once(child, 'exit')
  const { rss_bytes } = await memoryOf(new Map([['gone', pid!]]))
  expect(Object.keys(rss_bytes)).toEqual(['main'])
  expect(rss_bytes.main).toBeGreaterThan(1 << 20)
})

test.runIf(existsSync('/proc/self/smaps_rollup'))('counts what two processes share once', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  try {
    const { rss_bytes, pss_bytes } = await memoryOf(new Map([['child', child.pid!]]))
    const sum = (values: Readonly<Record<string, number>> | undefined) =>
      Object.values(values ?? {}).reduce((total, value) => total + value, 0)
    expect(Object.keys(pss_bytes ?? {})).toEqual(['main', 'child'])
    expect(sum(pss_bytes)).toBeLessThan(sum(rss_bytes))
  } finally {
    child.kill()
  }
})
