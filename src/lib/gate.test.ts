import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Gate } from './gate.ts'

it('closes once what is under way has ended, and lets in what came meanwhile afterwards', async () => {
  const gate = new Gate()
  const events: string[] = []
  const first = Promise.withResolvers<void>()
  const passing = gate.pass(async () => {
    events.push('first begins')
    await first.promise
    events.push('first ends')
  })
  const closed = gate.close(async () => {
    events.push('closed')
    await turn()
    events.push('open')
  })
  const second = gate.pass(async () => {
    events.push('second')
  })
  await turn()
  expect(events).toEqual(['first begins'])
  first.resolve()
  await Promise.all([passing, closed, second])
  expect(events).toEqual(['first begins', 'first ends', 'closed', 'open', 'second'])
})

it('opens again when what needed the rest fails', async () => {
  const gate = new Gate()
  await expect(gate.close(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
  expect(await gate.pass(async () => 'through')).toBe('through')
})
