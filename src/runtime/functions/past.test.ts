import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { silent } from '../../lib/log.ts'
import { openSegmentLog } from '../../streams/segment-log/index.ts'
import { numbered } from '../../streams/stream.contract.ts'
import { pastOf } from './past.ts'

describe('what a function has read and given', () => {
  it('begins where each of its streams still has all, and says so where more was asked for', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const log = await openSegmentLog(temporaryFolder(), {
      clock: () => now,
      limits: { segment_bytes: 500, tail_bytes: 0 },
    })
    const input = await log.open('raw', { partitions: 1, retention_bytes: 2000 })
    const output = await log.open('readings', { partitions: 1 })
    const beginOf = async (since: number) => {
      const { signal } = new AbortController()
      const parts = { name: 'clean', input, outputs: [output], since, batch_records: 100, signal, log: silent }
      return (await pastOf(parts).next()).value
    }
    const start = now
    try {
      await input.append([numbered(0, 1)])
      expect(await beginOf(start)).toMatchObject({ since: new Date(start).toISOString() })
      expect(await beginOf(start)).not.toHaveProperty('asked')
      for (let n = 1; n < 60; n++) {
        now += 60_000
        await input.append([numbered(n, n + 1)])
      }
      // Retention works behind the appends.
      await expect.poll(() => input.status().offsets[0]!.first, { timeout: 60_000 }).toBeGreaterThan(0)
      const begin = await beginOf(start)
      expect(begin).toMatchObject({ type: 'begin', asked: new Date(start).toISOString() })
      expect(begin).toHaveProperty('since', expect.not.stringContaining(new Date(start).toISOString()))
      expect(await beginOf(now)).not.toHaveProperty('asked')
    } finally {
      await log.close()
    }
  })
})
