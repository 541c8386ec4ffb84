import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Ledger, type LedgerCursor } from './ledger.ts'

type Cursor = LedgerCursor<number>

describe('ledger', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-ledger-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const open = (cursor?: Cursor) => Ledger.open<number>(join(folder, 'state'), cursor)
  const all = (ledger: Ledger<number>) => Object.fromEntries(ledger.entries())

  it('stands in the cursor while it is small', async () => {
    const ledger = await open()
    ledger.set('a', 1)
    ledger.set('b', 2)
    ledger.delete('a')
    await ledger.settle()
    expect(all(await open(ledger.cursor()))).toEqual({ b: 2 })
    expect(await readdir(folder)).toEqual([])
  })

  it('is the same after every durable batch, killed before or after it is written out', async () => {
    let ledger = await open()
    let durable: Cursor | undefined
    const expected: Record<string, number> = {}
    for (let i = 0; i < 500; i++) {
      const key = `file ${i % 200}`
      ledger.set(key, i)
      expected[key] = i
      durable = JSON.parse(JSON.stringify(ledger.cursor())) as Cursor
      expect(all(await open(durable))).toEqual(expected)
      await ledger.settle()
      expect(all(await open(durable))).toEqual(expected)
      if (i % 100 === 99) ledger = await open(durable)
      expect(JSON.stringify(durable).length).toBeLessThan(2000)
    }
    expect((await readdir(join(folder, 'state'))).length).toBeLessThanOrEqual(2)
  })

  it('forgets what was set, but not yet durable, when it is killed', async () => {
    const ledger = await open()
    ledger.set('a', 1)
    const durable = ledger.cursor()
    ledger.set('a', 2)
    expect(all(await open(durable))).toEqual({ a: 1 })
  })

  it('remembers without a batch what is settled in any case', async () => {
    const ledger = await open()
    ledger.set('a', 1)
    await ledger.settle(true)
    expect(all(await open())).toEqual({ a: 1 })
  })
})
