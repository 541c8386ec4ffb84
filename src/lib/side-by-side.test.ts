import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { sideBySide } from './side-by-side.ts'

it('does so many at a time, and each once', async () => {
  const done: number[] = []
  let underWay = 0
  let most = 0
  await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++underWay)
    await turn()
    underWay--
    done.push(item)
  })
  expect(done.sort()).toEqual([1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

it('begins no more once one has failed, and ends when nothing is under way', async () => {
  const begun: number[] = []
  let underWay = 0
  const working = sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item)
    underWay++
    await turn()
    underWay--
    if (item === 1) throw new Error('full')
  })
  await expect(working).rejects.toThrow('full')
  expect(begun).toEqual([1, 2])
  expect(underWay).toBe(0)
})
