import { expect, it } from 'vitest'
import { SharedWork } from './shared-work.ts'

/** Work that ends when it is told to, or stopped. */
function work() {
  const done = Promise.withResolvers<string>()
  const stops: AbortSignal[] = []
  const begin = (stop: AbortSignal) => {
    stops.push(stop)
    stop.addEventListener('abort', () => done.reject(new Error('stopped')))
    return done.promise
  }
  return { begin, done, stops }
}

it('is done once for all who wait, and again for who comes later', async () => {
  const shared = new SharedWork<string>()
  const { begin, done, stops } = work()
  const both = Promise.all([shared.join('a', begin), shared.join('a', begin)])
  done.resolve('done')
  expect(await both).toEqual(['done', 'done'])
  expect(stops).toHaveLength(1)
  await shared.join('a', begin)
  expect(stops).toHaveLength(2)
})

it('goes on while one waits, and stops when the last has gone', async () => {
  const shared = new SharedWork<string>()
  const { begin, stops } = work()
  const clients = [new AbortController(), new AbortController()]
  const joined = clients.map(({ signal }) => shared.join('a', begin, signal))
  const ended = Promise.allSettled(joined)
  clients[0]!.abort()
  expect(stops[0]!.aborted).toBe(false)
  clients[1]!.abort()
  expect(stops[0]!.aborted).toBe(true)
  const next = work()
  const later = shared.join('a', next.begin)
  next.done.resolve('anew')
  expect(await later).toBe('anew')
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
