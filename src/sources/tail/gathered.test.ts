import { describe, expect, it } from 'vitest'
import { silent } from '../../lib/log.ts'
import { Gathered } from './gathered.ts'

/** What is told of these records, batch after batch. */
function toldOf(records: readonly object[], hasTold = false): string[] {
  const told: string[] = []
  const log = { ...silent, info: (message: string) => void told.push(message) }
  const gathered = new Gathered(log, hasTold)
  for (const record of records)
    gathered.add('a.log', [{ bytes: Buffer.from(`${JSON.stringify(record)}\n`), count: 1, line: 1 }])
  return told
}

describe('where the time of lines comes from', () => {
  it('is told once, with how they would have the other', () => {
    const own = { _time: '2026-03-02T08:00:01Z', message: '2026-03-02T08:00:01Z x' }
    expect(toldOf([own, own])).toEqual([expect.stringContaining('write time: received')])
    const arrived = { message: '2026-03-02T08:00:01+01:00 "x"' }
    expect(toldOf([{ message: 'started' }, arrived, arrived])).toEqual([expect.stringContaining('write time: auto')])
    expect(toldOf([{ message: '2026-03-02 08:00:01 x' }])).toEqual([expect.stringContaining('write time: utc')])
    const access = { message: '::1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200' }
    expect(toldOf([access])).toEqual([expect.stringContaining('write time: auto')])
  })

  it('is not told where lines begin with none, nor to whom it was told before', () => {
    expect(toldOf([{ message: 'started' }, { message: '2026 was fine' }, { level: 'info' }])).toEqual([])
    expect(toldOf([{ message: '2026-03-02T08:00:01Z x' }], true)).toEqual([])
  })
})
