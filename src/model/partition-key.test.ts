import { describe, expect, test } from 'vitest'
import { partitionFor } from './partition-key.ts'

describe('the partition of a key', () => {
  test('is the same for ever', () => {
    expect(['', 'a', 'car-1', 'señal 7'].map((key) => partitionFor(key, 128))).toEqual([0, 32, 67, 108])
  })

  test('spreads similar keys evenly', () => {
    for (const partitions of [2, 3, 8, 128]) {
      const counts = new Array<number>(partitions).fill(0)
      for (let i = 0; i < 1000 * partitions; i++) counts[partitionFor(`car-${i}`, partitions)]!++
      expect(Math.min(...counts)).toBeGreaterThan(850)
      expect(Math.max(...counts)).toBeLessThan(1150)
    }
  })
})
