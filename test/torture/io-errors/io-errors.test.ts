import { expect, test } from 'vitest'
import { ioErrors } from './index.ts'

test('whichever operation of the disk fails, nothing is acknowledged wrongly, nothing is damaged, and it goes on by itself', async () => {
  const { cases, violations } = await ioErrors({ seed: 1, stride: 4 })
  expect(violations).toEqual([])
  expect(cases).toBeGreaterThan(400)
})
