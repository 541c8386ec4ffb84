/** The short forms; `npm run torture` has the long ones. */
import { expect, test } from 'vitest'
import { bitFlips } from './bit-flips.ts'
import { fullDisk } from './full-disk.ts'
import { functionKill } from './function-kill.ts'
import { faultyProduct } from './io-errors/product.ts'
import { kill } from './kill.ts'
import { noticeKill } from './notice-kill.ts'
import { overload } from './overload.ts'
import type { TortureResult } from './torture.ts'
import { triggerKill } from './trigger-kill.ts'
import { water } from './water.ts'

function holds({ figure, violations }: TortureResult): void {
  console.log(figure)
  expect(violations).toEqual([])
}

test('kill -9 at any moment loses nothing that was acknowledged, and repeats nothing', async () => {
  holds(await kill({ count: 25, seed: 1, isTimed: false }))
})

test('kill -9 of functions loses nothing, gives nothing twice, and keeps their state', async () => {
  holds(await functionKill({ count: 3, seed: 1 }))
})

test('kill -9 while files land and times come runs each file and each time once', async () => {
  holds(await triggerKill({ count: 3, seed: 1 }))
})

test('kill -9 while notices are on their way loses none and makes no two of one', async () => {
  holds(await noticeKill({ count: 3, seed: 1 }))
})

test('a flipped bit is found, told and mended from the stream', async () => {
  holds(await bitFlips({ count: 3, seed: 1 }))
})

test('a full disk refuses, and goes on by itself once there is space', async ({ skip }) => {
  const result = await fullDisk({ count: 2 })
  if ('impossible' in result) return skip(result.impossible)
  holds(result)
})

test('an I/O error of the running product is no acknowledgement, and does not last', async ({ skip }) => {
  const result = await faultyProduct({ stride: 9 })
  if ('impossible' in result) return skip(result.impossible)
  holds(result)
})

test('an overload is refused in words and leaves nothing behind', async () => {
  holds(await overload({ seconds: 1, connections: 300, requests: 2000, isTimed: false }))
})

test('kill -9 while weekly files are dropped changes no digit of the monthly table, and no notice', {
  timeout: 400_000,
}, async ({ skip }) => {
  const result = await water({ count: 3, seed: 1, most_files: 60 })
  if ('impossible' in result) return skip(result.impossible)
  holds(result)
})
