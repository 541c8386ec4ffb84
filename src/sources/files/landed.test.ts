import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Harness, testSource } from '../source.contract.ts'
import landed from './landed.ts'
import { noteAgain } from './told-again.ts'

const quick = { path: ['landing/*'], settle: '60ms', poll: '20ms' }
const names = (harness: Harness) => harness.records.map(({ path }) => path)

async function land(): Promise<Harness> {
  const harness = await Harness.create(landed, quick)
  await mkdir(harness.path('landing'))
  return harness
}

describe('landed', () => {
  testSource(landed, {
    options: quick,
    async prepare(harness) {
      await mkdir(harness.path('landing'))
      for (const name of ['a', 'b', 'c']) {
        await writeFile(harness.path(`landing/${name}.pdf`), name)
        await setTimeout(5)
      }
    },
    expected: ['landing/a.pdf', 'landing/b.pdf', 'landing/c.pdf'],
    identify: ({ path }) => path,
  })

  it('tells of a file once it is whole, with its size and time, and again when its content has changed', async () => {
    await using harness = await land()
    harness.start()
    await writeFile(harness.path('landing/a.txt'), 'one')
    await harness.received(1)
    expect(harness.records).toEqual([
      { path: 'landing/a.txt', size: 3, modified: expect.stringMatching(/^\d{4}-.*Z$/) },
    ])
    await writeFile(harness.path('landing/a.txt'), 'three')
    await harness.received(2)
    expect(harness.records[1]).toMatchObject({ path: 'landing/a.txt', size: 5 })
  })

  it('does not tell of a file that is touched, or written again as it was, or comes back after a while', async () => {
    await using harness = await land()
    harness.start()
    const file = harness.path('landing/a.txt')
    await writeFile(file, 'one')
    await harness.received(1)
    await utimes(file, new Date(), new Date(Date.now() - 5000))
    await setTimeout(200)
    await rm(file)
    await setTimeout(100)
    await writeFile(file, 'one')
    await setTimeout(200)
    await harness.stop()
    harness.start()
    await harness.received(1)
  })

  it('tells again of a version that was left, as it is by now, also where it was written again as it was', async () => {
    await using harness = await land()
    harness.start()
    const file = harness.path('landing/a.txt')
    await writeFile(file, 'one')
    await harness.received(1)
    const left = { path: 'landing/a.txt', modified: String(harness.records[0]!.modified) }
    await utimes(file, new Date(), new Date(Date.now() - 5000))
    await writeFile(harness.path('landing/b.txt'), 'two')
    await harness.received(2)
    await noteAgain(harness.path('.state'), '1', [left])
    await harness.received(3)
    expect(harness.records[2]).toMatchObject({ path: 'landing/a.txt', size: 3 })
    expect(harness.records[2]!.modified).not.toBe(left.modified)
    // Told once more, it says nothing new.
    await noteAgain(harness.path('.state'), '1', [left])
    await writeFile(harness.path('landing/c.txt'), 'three')
    await harness.received(4)
    expect(names(harness).slice(3)).toEqual(['landing/c.txt'])
  })

  it('waits for a file that is written again with an old time until it is whole', async () => {
    await using harness = await Harness.create(landed, { ...quick, settle: '10m' })
    await mkdir(harness.path('landing'))
    const old = new Date(Date.now() - 3_600_000)
    const write = async (name: string, text: string) => {
      await writeFile(harness.path('draft'), text)
      await utimes(harness.path('draft'), old, old)
      await rename(harness.path('draft'), harness.path(`landing/${name}`))
    }
    await write('a.txt', 'one')
    harness.start()
    await harness.received(1)
    await write('a.txt', '')
    // What landed long ago is told at once, and not before what was seen before it.
    await write('b.txt', 'two')
    await harness.received(2)
    expect(names(harness)).toEqual(['landing/a.txt', 'landing/b.txt'])
  })

  it('tells of each of two files of the same content, and of none in hidden names', async () => {
    await using harness = await land()
    for (const name of ['a.txt', 'b.txt', '.hidden']) await writeFile(harness.path(`landing/${name}`), 'one')
    harness.start()
    await harness.received(2)
    expect(names(harness).sort()).toEqual(['landing/a.txt', 'landing/b.txt'])
  })
})
