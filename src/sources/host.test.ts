import { describe, expect, it } from 'vitest'
import host from './host.ts'
import { Harness, testSource } from './source.contract.ts'

describe('host', () => {
  testSource(host)

  it('gives finite measurements of this machine with their time', async () => {
    await using harness = await Harness.create(host, { interval: '100ms' })
    harness.start()
    await harness.until(() => harness.records.length >= 2)
    await harness.stop()
    const [first, second] = harness.records
    expect(Date.parse(String(second!._time))).toBeGreaterThan(Date.parse(String(first!._time)))
    expect(second).toMatchObject({
      cpu: { user_percent: expect.any(Number), idle_percent: expect.any(Number) },
      load: { one_minute: expect.any(Number) },
      memory: { total_bytes: expect.any(Number), used_bytes: expect.any(Number) },
      disk: { used_bytes: expect.any(Number) },
      network: { received_bytes: expect.any(Number), received_bytes_per_second: expect.any(Number) },
      processes: { total: expect.any(Number) },
    })
    for (const value of numbersOf(second!)) expect(Number.isFinite(value)).toBe(true)
  })
})

function numbersOf(value: object): number[] {
  return Object.values(value).flatMap((inner) => {
    if (typeof inner === 'number') return [inner]
    return typeof inner === 'object' && inner !== null ? numbersOf(inner) : []
  })
}
