import { expect, it } from 'vitest'
import { Slots } from './slots.ts'

it('lets so many works go on at the same time, the others in their order', async () => {
  const slots = new Slots(2)
  const log: string[] = []
  const works = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...Promise.withResolvers<void>() }))
  const done = works.map(async ({ name, promise }) => {
    using _ = await slots.enter()
    log.push(name)
    await promise
  })
  await new Promise(setImmediate)
  expect(log).toEqual(['a', 'b'])
  works[1]!.resolve()
  await done[1]
  await new Promise(setImmediate)
  expect(log).toEqual(['a', 'b', 'c'])
  for (const { resolve } of works) resolve()
  await Promise.all(done)
  expect(log).toEqual(['a', 'b', 'c', 'd'])
  using _again = await slots.enter()
})
