import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../../lib/log.ts'
import { type LakeReader, openReader } from './index.ts'
import { LakeFixture } from './reader.fixture.ts'

let lake: LakeFixture
let reader: LakeReader
const scope = { datasets: [] }
/** Takes minutes. */
const endless = 'select count(*) from range(1000000) a, range(1000000) b where (a.range * b.range) % 7 = 3'

beforeAll(async () => {
  lake = await LakeFixture.make()
  reader = openReader({ folder: lake.folder, log: silent, processes: 1, limits: { memory_bytes: 256 << 20 } })
})

afterAll(async () => {
  await reader?.stop()
  lake?.remove()
})

test('a query that takes too long is stopped, and its process goes on', async () => {
  const [pid] = reader.pids
  await expect(reader.sql({ sql: endless, scope, limits: { time_ms: 200 } })).rejects.toMatchObject({ code: 'timeout' })
  expect((await reader.sql({ sql: 'select 1 as one', scope })).rows).toEqual([{ one: 1 }])
  expect(reader.pids).toEqual([pid])
})

test('a query is cancelled by its signal, before it begins and while it runs', async () => {
  await expect(reader.sql({ sql: endless, scope, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  })
  const controller = new AbortController()
  const running = reader.sql({ sql: endless, scope, signal: controller.signal })
  setTimeout(() => controller.abort(), 100)
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
})

test('more rows than the limit are an error that names it, and streams have none', async () => {
  const sql = 'select * from range(100001)'
  await expect(reader.sql({ sql, scope })).rejects.toMatchObject({
    code: 'too_large',
    message: expect.stringContaining('100000 rows'),
  })
  expect((await reader.sql({ sql, scope, limits: { rows: 100_001 } })).rows).toHaveLength(100_001)
  await expect(reader.sql({ sql: 'select * from range(3)', scope, limits: { rows: 2 } })).rejects.toMatchObject({
    code: 'too_large',
  })
  let bytes = 0
  for await (const piece of await reader.sqlStream({ sql, scope }, 'ndjson')) bytes += piece.length
  expect(bytes).toBeGreaterThan(100_001 * 10)
})

test('a query that needs too much memory is refused, and the next one works', async () => {
  const sql = `select list(i || repeat('x', 1000)) as l from range(2000000) t(i)`
  await expect(reader.sql({ sql, scope })).rejects.toMatchObject({ code: 'too_large', hint: expect.any(String) })
  expect((await reader.sql({ sql: 'select 1 as one', scope })).rows).toEqual([{ one: 1 }])
})

test('a reader process that dies fails its queries, and another takes its place', async () => {
  const running = reader.sql({ sql: endless, scope })
  const failed = expect(running).rejects.toMatchObject({ code: 'unavailable', hint: 'Try again.' })
  setTimeout(() => process.kill(reader.pids[0]!, 'SIGKILL'), 100)
  await failed
  expect((await reader.sql({ sql: 'select 1 as one', scope })).rows).toEqual([{ one: 1 }])
})

test('a stream waits for its consumer and holds little meanwhile', async () => {
  const stream = await reader.sqlStream(
    { sql: `select i, repeat('x', 100) as x from range(3000000) t(i)`, scope },
    'csv',
  )
  await once(stream, 'readable')
  const before = process.memoryUsage().rss
  // The consumer is away: what was sent already is all that is sent.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(stream.readableLength).toBeLessThan(2 << 20)
  expect(process.memoryUsage().rss - before).toBeLessThan(50 << 20)
  let lines = 0
  for await (const piece of stream) lines += (piece as Buffer).toString('latin1').split('\n').length - 1
  expect(lines).toBe(3_000_001)
})

test('a stream that its consumer leaves ends the query', async () => {
  const stream = await reader.sqlStream({ sql: 'select i from range(1000000000) t(i)', scope }, 'ndjson')
  await once(stream, 'readable')
  stream.destroy()
  await once(stream, 'close')
  const answers = await Promise.all(Array.from({ length: 8 }, () => reader.sql({ sql: 'select 1 as one', scope })))
  expect(answers.every(({ rows }) => rows.length === 1)).toBe(true)
})

test('what goes wrong before the first byte rejects, and what goes wrong later ends the stream', async () => {
  await expect(reader.sqlStream({ sql: 'select nope', scope }, 'csv')).rejects.toMatchObject({ code: 'invalid' })
  const sql = `select case when i < 1000000 then i else error('late') end as i from range(2000000) t(i)`
  const stream = await reader.sqlStream({ sql, scope }, 'csv')
  await expect(stream.toArray()).rejects.toMatchObject({ code: 'invalid', message: 'cannot run query: late' })
  await expect(reader.sql({ sql, scope, limits: { rows: 3_000_000 } })).rejects.toMatchObject({ code: 'invalid' })
})

test('when too many wait, the next one is told to come back', async () => {
  const controller = new AbortController()
  const waiting = Array.from({ length: 230 }, () =>
    reader.sql({ sql: endless, scope, signal: controller.signal }).catch((error: { code: string }) => error.code),
  )
  await new Promise((resolve) => setImmediate(resolve))
  controller.abort()
  const codes = await Promise.all(waiting)
  expect(codes.filter((code) => code === 'overloaded')).toHaveLength(230 - 204)
  expect(codes.filter((code) => code === 'cancelled')).toHaveLength(204)
})
