import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { silent } from '../../lib/log.ts'
import type { ProjectEndpoint } from '../../project/project.ts'
import { openState } from '../state.ts'
import { LatencyHistory } from './latency-history.ts'
import { EndpointUsage } from './usage.ts'

const minute_ms = 60_000
const day_ms = 86_400_000

test('how long an endpoint took is remembered by minute, the more coarsely the longer it is ago, and over restarts', () => {
  const folder = temporaryFolder()
  const open = () => openState(folder, () => 'another one')
  let state = open()
  try {
    const usage = new EndpointUsage()
    const endpoints = { all: [{ name: '/a' } as ProjectEndpoint], usageOf: () => usage }
    const history = new LatencyHistory({ state, endpoints, log: silent })
    const start = Date.UTC(2026, 0, 1)
    for (let minute = 1; minute <= 15; minute++) {
      for (let i = 0; i < 90; i++) usage.noteMemory(200)
      for (let i = 0; i < 10; i++) usage.note(200, minute === 15 ? 2000 : 40)
      // Nobody asked in the third.
      if (minute !== 3) history.note(start + minute * minute_ms)
    }
    const points = history.of('/a', start, start + 15 * minute_ms)
    expect(points).toHaveLength(14)
    expect(points[0]).toEqual({
      time: '2026-01-01T00:00:00.000Z',
      minutes: 1,
      requests: 100,
      p50_ms: 1,
      p95_ms: 50,
      p99_ms: 50,
    })
    expect(points.map(({ requests }) => requests).slice(1, 4)).toEqual([100, 200, 100])
    expect(points.at(-1)!.p95_ms).toBe(2500)
    expect(history.of('/a', start + 10 * minute_ms, start + 15 * minute_ms)).toHaveLength(5)
    expect(history.of('/b', 0, start)).toHaveLength(1)
    usage.note(503, 3)
    expect(history.of('/a', start, start + 16 * minute_ms).at(-1)).toMatchObject({
      time: '2026-01-01T00:16:00.000Z',
      requests: 1,
      p99_ms: 5,
    })

    state.close()
    state = open()
    const later = new LatencyHistory({
      state,
      endpoints: { ...endpoints, usageOf: () => new EndpointUsage() },
      log: silent,
    })
    later.note(start + day_ms)
    const coarse = later.of('/a', start, start + day_ms)
    expect(coarse.map(({ time, minutes, requests, p99_ms }) => [time, minutes, requests, p99_ms])).toEqual([
      ['2026-01-01T00:00:00.000Z', 10, 1000, 50],
      ['2026-01-01T00:10:00.000Z', 10, 500, 2500],
    ])
    later.note(start + 10 * day_ms)
    expect(later.of('/a', start, start + 10 * day_ms)).toMatchObject([{ minutes: 120, requests: 1500 }])
    later.note(start + 100 * day_ms)
    expect(later.of('/a', 0, start + 100 * day_ms)).toEqual([])
  } finally {
    state.close()
  }
})
