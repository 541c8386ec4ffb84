import { expect, test } from 'vitest'
import { powerCut } from './index.ts'

test('whatever the disk kept when the power went, what was acknowledged is there, in order, once', async () => {
  expect(await powerCut({ states: 2000, seed: 1 })).toEqual({ states: 2000, violations: [] })
})
