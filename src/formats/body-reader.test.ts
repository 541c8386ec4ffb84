import { expect, test } from 'vitest'
import { createBodyReaders } from './body-reader.ts'

const readerOf = createBodyReaders({ record_bytes: 100 })

/** The guide of sending records and the reference of `POST /ingest` say it. */
test.each([
  ['application/x-ndjson', '{"a":\n5\n{"b":}\n', 3, 0],
  ['application/json', '[{"a":1},{"b":}]', 2, 0],
  ['application/json', '{"a":}', 1, 0],
  ['application/json', '{"a":', 0, 1],
  ['application/json', '[5,{"a":1}]', 1, 1],
  ['text/csv', 'a,b\n1\n1,2\n1,2,3\n', 1, 2],
  ['application/x-ndjson', `{"a":"${'x'.repeat(100)}"}\n{}\n`, 1, 1],
])('of %s %j so many are taken and so many rejected before they are stored', async (type, body, taken, rejected) => {
  const reader = await readerOf(type, {})
  const batches = [...reader.push(Buffer.from(body)), ...reader.end()]
  expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(taken)
  expect(batches.flatMap((batch) => batch.rejected ?? [])).toHaveLength(rejected)
})
