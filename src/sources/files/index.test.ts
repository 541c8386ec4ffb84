import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { Harness, testSource } from '../source.contract.ts'
import files from './index.ts'

const quick = { settle: '60ms', poll: '20ms' }
const land = (path: string | string[], more: object = {}) => Harness.create(files, { path, ...quick, ...more })
const csv = (from: number, to: number) =>
  `id,name\n${Array.from({ length: to - from }, (_, i) => `${from + i},name ${from + i}\n`).join('')}`
const ids = (harness: Harness) => harness.records.map(({ id }) => id)
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('files', () => {
  testSource(files, {
    options: { path: 'landing', ...quick },
    async prepare(harness) {
      await mkdir(harness.path('landing'))
      const wide = (i: number) => `${i},${'x'.repeat(100_000)}\n`
      await writeFile(harness.path('landing/a.csv'), `id,name\n${numbers(0, 40).map(wide).join('')}`)
      await setTimeout(5)
      await writeFile(harness.path('landing/b.csv.gz'), gzipSync(`id,name\n${numbers(40, 80).map(wide).join('')}`))
    },
    expected: numbers(0, 80),
    identify: ({ id }) => id,
  })

  it('reads each file once, and again when its content has changed', async () => {
    await using harness = await land('*.csv')
    await writeFile(harness.path('a.csv'), csv(0, 3))
    harness.start()
    await harness.received(3)
    await harness.stop()
    harness.start()
    await harness.received(3)
    await writeFile(harness.path('a.csv'), csv(3, 5))
    await harness.received(5)
    expect(ids(harness)).toEqual(numbers(0, 5))
  })

  it('does not read the same content again under another name', async () => {
    await using harness = await land('*.csv')
    await writeFile(harness.path('a.csv'), csv(0, 3))
    harness.start()
    await harness.received(3)
    await writeFile(harness.path('b.csv'), csv(0, 3))
    await setTimeout(200)
    await writeFile(harness.path('c.csv'), csv(3, 4))
    await harness.received(4)
    expect(ids(harness)).toEqual(numbers(0, 4))
  })

  it('leaves a file alone while it is being written', async () => {
    await using harness = await land('*.csv', { settle: '300ms' })
    await writeFile(harness.path('a.csv'), 'id,name\n')
    harness.start()
    for (let i = 0; i < 10; i++) {
      await appendFile(harness.path('a.csv'), `${i},x\n`)
      await setTimeout(50)
    }
    expect(harness.count).toBe(0)
    await harness.received(10)
  })

  it('moves what it read, and broken files to a folder of their own, never over others', async () => {
    await using harness = await land('in', { done: 'move' })
    await mkdir(harness.path('in'))
    await writeFile(harness.path('in/a.csv'), csv(0, 3))
    await writeFile(harness.path('in/broken.csv.gz'), gzipSync(csv(0, 1000)).subarray(0, 200))
    harness.start()
    await harness.until(() => harness.rejected.length === 1 && harness.records.length >= 3)
    await expect.poll(() => existsSync(harness.path('in/done/a.csv'))).toBe(true)
    await writeFile(harness.path('in/a.csv'), csv(5000, 5001))
    await harness.until(() => harness.records.some(({ id }) => id === 5000))
    await expect.poll(async () => (await readdir(harness.path('in'))).sort()).toEqual(['done', 'failed'])
    expect((await readdir(harness.path('in/done'))).sort()).toEqual(['a-2.csv', 'a.csv'])
    expect(await readdir(harness.path('in/failed'))).toEqual(['broken.csv.gz'])
    expect(harness.rejected[0]).toMatchObject({
      reason: 'cannot read file "in/broken.csv.gz": cannot decompress gzip: unexpected end of file',
      request: harness.path('in/broken.csv.gz'),
    })
  })

  it('reads a file that is written again before it was put away', async () => {
    await using harness = await land('in', { done: 'move' })
    await mkdir(harness.path('in'))
    await writeFile(harness.path('in/a.csv'), csv(0, 3))
    harness.start()
    await harness.until(() => harness.records.length === 3)
    await writeFile(harness.path('in/a.csv'), csv(5000, 5001))
    await harness.received(4)
  })

  it('deletes what it read, and keeps what is broken without trying it again until it changes', async () => {
    await using harness = await land('*', { done: 'delete' })
    await writeFile(harness.path('a.csv'), csv(0, 3))
    await writeFile(harness.path('b'), 'PAR1 but no more')
    await writeFile(harness.path('c.parquet'), 'a text by the name of another format')
    harness.start()
    await harness.received(5)
    await harness.stop()
    harness.start()
    await harness.received(5)
    expect((await readdir(harness.path('.'))).filter((name) => !name.startsWith('.'))).toEqual(['b', 'c.parquet'])
    expect(harness.rejected.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^cannot read file "b": cannot read Parquet: /),
      expect.stringMatching(/^cannot read file "c.parquet": cannot read Parquet: /),
    ])
    await writeFile(harness.path('b'), csv(3, 4))
    await harness.received(6)
  })

  it('reads every format by its ending, and unknown endings by their content', async () => {
    await using harness = await land('in', { file_field: 'file' })
    await mkdir(harness.path('in'))
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(
      `copy (select 9007199254740993 as big, 'nan'::double as nan, [1, 2] as list) to '${harness.path('in/a.parquet')}'`,
    )
    connection.closeSync()
    await writeFile(harness.path('in/b.json'), '[{"a":1},\n{"a":2}]')
    await writeFile(harness.path('in/c.ndjson.zst'), zstdCompressSync('{"c":1}\n{"c":2}\n'))
    await writeFile(harness.path('in/d.tsv'), 'x\ty\n1\t2\n')
    await writeFile(harness.path('in/e.log'), 'plain\n')
    await writeFile(harness.path('in/f'), 'x;y\n1;2\n3;4\n')
    await writeFile(harness.path('in/g'), gzipSync('some words\n'))
    harness.start()
    await harness.received(10)
    expect(harness.rejected).toEqual([])
    const of = (name: string) =>
      harness.records.filter(({ file }) => file === `in/${name}`).map(({ file, ...rest }) => rest)
    expect(Buffer.concat(harness.batches.map(({ bytes }) => bytes)).toString()).toContain('"big":9007199254740993')
    expect(of('a.parquet')).toMatchObject([{ nan: null, list: [1, 2] }])
    expect(of('b.json')).toEqual([{ a: 1 }, { a: 2 }])
    expect(of('c.ndjson.zst')).toEqual([{ c: 1 }, { c: 2 }])
    expect(of('d.tsv')).toEqual([{ x: 1, y: 2 }])
    expect(of('e.log')).toEqual([{ message: 'plain' }])
    expect(of('f')).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ])
    expect(of('g')).toEqual([{ message: 'some words' }])
  })

  it('takes the options of the format, and tells of a mistake in them at once', async () => {
    await using harness = await land('*.csv', {
      format: 'csv',
      format_options: { delimiter: ';', header: false, columns: ['a', 'b'] },
    })
    await writeFile(harness.path('a.csv'), '1;2\n')
    harness.start()
    await harness.received(1)
    expect(harness.records).toEqual([{ a: 1, b: 2 }])
    await harness.stop()
    harness.start({ format_options: { delimeter: ';' } })
    await expect(harness.stop()).rejects.toThrow('cannot read options of format csv: there is no "delimeter"')
  })

  it('tells of a file that was deleted half-way, and goes on in it when it comes back', async () => {
    await using harness = await land('*.csv')
    const wide = (i: number) => `${i},${'x'.repeat(100_000)}\n`
    const content = `id,name\n${numbers(0, 40).map(wide).join('')}`
    await writeFile(harness.path('a.csv'), content)
    harness.killAfter = 2
    harness.start()
    await harness.until(() => harness.batches.length === 2)
    await harness.stop()
    harness.killAfter = Number.POSITIVE_INFINITY
    await rm(harness.path('a.csv'))
    await writeFile(harness.path('b.csv'), csv(100, 102))
    harness.start()
    await harness.until(() => ids(harness).includes(101))
    await writeFile(harness.path('new.tmp'), content)
    await rename(harness.path('new.tmp'), harness.path('c.csv'))
    await harness.received(42)
    expect(ids(harness).sort((a, b) => Number(a) - Number(b))).toEqual([...numbers(0, 40), 100, 101])
  })

  it('reads a hundred files, remembering them without a cursor that grows', async () => {
    await using harness = await land('in', { settle: '0s' })
    await mkdir(harness.path('in'))
    for (const i of numbers(0, 100)) await writeFile(harness.path(`in/${i}.csv`), csv(i, i + 1))
    harness.start()
    await harness.received(100)
    await harness.stop()
    harness.start()
    await harness.received(100)
    const sizes = harness.batches.map(({ cursor }) => JSON.stringify(cursor).length)
    expect(Math.max(...sizes)).toBeLessThan(16_000)
  })
})
