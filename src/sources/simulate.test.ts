import { describe, expect, it } from 'vitest'
import simulate from './simulate.ts'
import { Harness, testSource } from './source.contract.ts'

describe('simulate', () => {
  testSource(simulate)

  it('gives what happens from now on, and goes on in the same world after a start', async () => {
    await using harness = await Harness.create(simulate, { interval: '20ms', with: { visitors: 6000 } })
    const before = Date.now()
    harness.start()
    await harness.until(() => harness.records.length > 20)
    await harness.stop()
    for (const { _time } of harness.records) expect(Date.parse(String(_time))).toBeGreaterThanOrEqual(before)
    const { cursor } = harness.batches.at(-1)!
    harness.start()
    const length = harness.batches.length
    await harness.until(() => harness.batches.length > length)
    expect(harness.batches.at(-1)!.cursor).toEqual(cursor)
  })
})
