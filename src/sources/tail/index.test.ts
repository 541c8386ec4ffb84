import { appendFile, copyFile, mkdir, open, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Harness, testSource } from '../source.contract.ts'
import tail from './index.ts'

const quick = { poll: '20ms', quiet: '150ms' }
const follow = (path: string | string[], more: object = {}) => Harness.create(tail, { path, ...quick, ...more })
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `line ${from + i}`)
const text = (from: number, to: number) =>
  lines(from, to)
    .map((line) => `${line}\n`)
    .join('')
const messages = (harness: Harness) => harness.records.map(({ message }) => message)

describe('tail', () => {
  testSource(tail, {
    options: { path: ['logs/*.log', 'other'], ...quick },
    async prepare(harness) {
      await mkdir(harness.path('logs'))
      // Long lines, so that there are several batches.
      const long = (i: number) => `${i} ${'x'.repeat(50_000)}\n`
      await writeFile(harness.path('logs/a.log'), Array.from({ length: 100 }, (_, i) => long(i)).join(''))
    },
    expected: Array.from({ length: 100 }, (_, i) => i),
    identify: ({ message }) => Number.parseInt(String(message), 10),
  })

  it('emits what is appended', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), text(0, 10))
    harness.start()
    await harness.received(10)
    await appendFile(harness.path('a.log'), text(10, 20))
    await harness.received(20)
    expect(messages(harness)).toEqual(lines(0, 20))
  })

  it('takes the time with which a line begins where that is beyond doubt, and keeps each file to itself', async () => {
    await using harness = await follow('*.log', { time: 'auto' })
    await writeFile(harness.path('a.log'), '2026-03-02T08:00:01Z a\n2026-03-02 08:00:02 b\n')
    await writeFile(harness.path('b.log'), '[2026-03-02T08:00:03+02:00] c\n')
    harness.start()
    await harness.received(3)
    expect(harness.records.toSorted((a, b) => String(a.message).localeCompare(String(b.message)))).toEqual([
      { _time: '2026-03-02T08:00:03+02:00', message: '[2026-03-02T08:00:03+02:00] c' },
      { message: '2026-03-02 08:00:02 b' },
      { _time: '2026-03-02T08:00:01Z', message: '2026-03-02T08:00:01Z a' },
    ])
  })

  it.each([
    ['utc', { _time: '2026-03-02T08:00:02Z', message: '2026-03-02 08:00:02 b' }],
    ['received', { message: '2026-03-02 08:00:02 b' }],
  ])('takes the time as the option %s says', async (time, record) => {
    await using harness = await follow('a.log', { time })
    await writeFile(harness.path('a.log'), '2026-03-02 08:00:02 b\n')
    harness.start()
    await harness.received(1)
    expect(harness.records).toEqual([record])
  })

  describe('in CSV', () => {
    const csv = (more: object = {}) => follow('*.csv', { format: 'csv', ...more })

    it('names the fields by the first line, and reads each line on its own', async () => {
      await using harness = await csv({ quiet: '60s' })
      await writeFile(harness.path('a.csv'), 'ort;wert\nWien;')
      harness.start()
      await setTimeout(60)
      await appendFile(harness.path('a.csv'), '12\n"Graz";1,5\n"open;3\n')
      await harness.received(3)
      await appendFile(harness.path('a.csv'), 'Linz;2,5\nSteyr;"7"\n')
      await harness.received(5)
      expect(harness.records).toEqual([
        { ort: 'Wien', wert: 12 },
        { ort: 'Graz', wert: 1.5 },
        { ort: 'Linz', wert: 2.5 },
        { ort: 'Steyr', wert: 7 },
      ])
      expect(harness.rejected).toMatchObject([{ reason: 'cannot read row: the line ends inside quotes', line: 4 }])
    })

    it('waits for the whole of the first line, which says how the others are read', async () => {
      await using harness = await csv()
      await writeFile(harness.path('a.csv'), 'name,cit')
      harness.start()
      await setTimeout(400)
      await appendFile(harness.path('a.csv'), 'y\nAda,London\n')
      await harness.received(1)
      expect(harness.records).toEqual([{ name: 'Ada', city: 'London' }])
    })

    it('knows the names after a restart, a rotation and in an archive', async () => {
      await using harness = await follow('a.csv*', { format: 'csv' })
      const row = (i: number) => `${i},${'x'.repeat(50)}\n`
      const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i)).join('')
      await writeFile(harness.path('a.csv'), `id,text\n${rows(0, 50)}`)
      harness.start()
      await harness.received(50)
      await harness.stop()
      await appendFile(harness.path('a.csv'), rows(50, 60))
      harness.start()
      await harness.received(60)
      await rename(harness.path('a.csv'), harness.path('a.csv.1'))
      await writeFile(harness.path('a.csv'), `id,other\n${rows(60, 65)}`)
      await appendFile(harness.path('a.csv.1'), rows(65, 70))
      await harness.received(70)
      await harness.stop()
      const packed = gzipSync(Buffer.concat([await readFile(harness.path('a.csv.1')), Buffer.from(rows(70, 75))]))
      await writeFile(harness.path('a.csv.1.gz'), packed)
      await rm(harness.path('a.csv.1'))
      harness.start()
      await harness.received(75)
      expect(harness.records.map(({ id }) => id).sort((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: 75 }, (_, i) => i),
      )
      expect(harness.records.flatMap((record) => ('other' in record ? [record.id] : []))).toEqual([60, 61, 62, 63, 64])
    })

    it('begins at the end of a file with the names of its first line', async () => {
      await using harness = await csv({ from: 'end' })
      await writeFile(harness.path('a.csv'), 'id,text\n1,old\n')
      await writeFile(harness.path('b.csv'), 'id,te')
      harness.start()
      await harness.stop()
      harness.start()
      await appendFile(harness.path('a.csv'), '2,new\n')
      await appendFile(harness.path('b.csv'), 'xt\n3,new\n')
      await harness.received(2)
      expect(harness.records.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([
        { id: 2, text: 'new' },
        { id: 3, text: 'new' },
      ])
    })

    it('takes other options for a file that it is reading already', async () => {
      await using harness = await csv()
      await writeFile(harness.path('a.csv'), 'a;b,c\n1;2,5\n')
      harness.start()
      await harness.received(1)
      await harness.stop()
      await appendFile(harness.path('a.csv'), '3;4,5\n')
      harness.start({ format_options: { delimiter: ',', decimal: '.' } })
      await harness.received(2)
      expect(harness.records[1]).toEqual({ 'a;b': '3;4', c: 5 })
    })
  })

  it('says which files it may not read, until it may', async () => {
    await using harness = await follow('logs/*.log')
    await using elsewhere = await follow('')
    await mkdir(harness.path('logs'))
    await writeFile(elsewhere.path('out.log'), text(0, 2))
    await symlink(elsewhere.path('out.log'), harness.path('logs/a.log'))
    harness.start()
    await expect
      .poll(() => harness.troubles, { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^cannot read ".*a\.log": the link leads out of its folder/)])
    await rm(harness.path('logs/a.log'))
    await writeFile(harness.path('logs/a.log'), text(0, 2))
    await harness.received(2)
    await expect.poll(() => harness.troubles, { timeout: 60_000 }).toEqual([])
  })

  it('passes over a file that is no text, and says so once', async () => {
    await using harness = await follow('*.log')
    await writeFile(harness.path('a.log'), (await readFile(process.execPath)).subarray(0, 5000))
    await writeFile(harness.path('b.log'), text(0, 2))
    harness.start()
    await harness.received(3)
    await appendFile(harness.path('a.log'), Buffer.from([0, 10, 1, 10]))
    await appendFile(harness.path('b.log'), text(2, 3))
    await harness.received(4)
    expect(messages(harness)).toEqual(lines(0, 3))
    expect(harness.rejected.map(({ reason }) => reason)).toEqual([
      `cannot follow file "${harness.path('a.log')}": expecting lines of text; got binary data`,
    ])
  })

  it('finds files that appear later, by folder and by glob', async () => {
    await using harness = await follow(['folder', 'x-*.log'])
    harness.start()
    await setTimeout(60)
    await mkdir(harness.path('folder'))
    await writeFile(harness.path('folder/a'), text(0, 3))
    await harness.received(3)
    await writeFile(harness.path('x-1.log'), text(3, 5))
    await harness.received(5)
    expect(messages(harness)).toEqual(lines(0, 5))
  })

  it('reads a file to its end after it was renamed, and the new one from its beginning', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), text(0, 5))
    harness.start()
    await harness.received(5)
    await rename(harness.path('a.log'), harness.path('a.log.1'))
    await appendFile(harness.path('a.log.1'), text(5, 10))
    await writeFile(harness.path('a.log'), text(10, 15))
    await harness.received(15)
    await appendFile(harness.path('a.log.1'), text(15, 16))
    await harness.received(16)
    expect(messages(harness).sort()).toEqual(lines(0, 16).sort())
  })

  it('reads a file to its end that was renamed while nobody followed it', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), text(0, 5))
    harness.start()
    await harness.received(5)
    await harness.stop()
    await appendFile(harness.path('a.log'), text(5, 7))
    await rename(harness.path('a.log'), harness.path('a.log.1'))
    await writeFile(harness.path('a.log'), text(7, 9))
    harness.start()
    await harness.received(9)
    expect(messages(harness).sort()).toEqual(lines(0, 9))
  })

  it('does not read a rotated file again when it is followed under its new name', async () => {
    await using harness = await follow('a.log*')
    await writeFile(harness.path('a.log'), text(0, 5))
    harness.start()
    await harness.received(5)
    await rename(harness.path('a.log'), harness.path('a.log.1'))
    await writeFile(harness.path('a.log'), text(5, 6))
    await harness.received(6)
    expect(messages(harness)).toEqual(lines(0, 6))
  })

  it('begins anew in a file that was copied and truncated', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), text(0, 100))
    harness.start()
    await harness.received(100)
    await copyFile(harness.path('a.log'), harness.path('a.log.1'))
    await truncate(harness.path('a.log'))
    await appendFile(harness.path('a.log'), text(100, 102))
    await harness.received(102)
    expect(messages(harness)).toEqual(lines(0, 102))
  })

  it.each([5, 2000])(
    'reads what a program writes on behind the hole that a truncation of %i lines leaves',
    async (count) => {
      await using harness = await follow('a.log')
      await writeFile(harness.path('a.log'), text(0, count))
      harness.start()
      await harness.received(count)
      await copyFile(harness.path('a.log'), harness.path('a.log.1'))
      await using program = await open(harness.path('a.log'), 'r+')
      await truncate(harness.path('a.log'))
      let at = Buffer.byteLength(text(0, count))
      const writeOn = async (lines: string) => {
        await program.write(lines, at)
        at += Buffer.byteLength(lines)
      }
      await writeOn(text(count, count + 3))
      await harness.received(count + 3)
      await harness.stop()
      harness.start()
      await writeOn(text(count + 3, count + 5))
      await harness.received(count + 5)
      await truncate(harness.path('a.log'))
      await writeOn(text(count + 5, count + 6))
      await harness.received(count + 6)
      expect(messages(harness)).toEqual(lines(0, count + 6))
      expect(harness.rejected).toEqual([])
    },
  )

  it('reads lines around zeros that a crash has left', async () => {
    await using harness = await follow('*.log')
    await writeFile(harness.path('a.log'), `${text(0, 2)}${'\0'.repeat(4)}${text(2, 3)}`)
    await writeFile(harness.path('b.log'), 'a\0b\nplain line two\n')
    harness.start()
    await harness.received(5)
    expect(harness.rejected).toEqual([])
    expect(messages(harness).toSorted()).toEqual(
      [...lines(0, 2), `${'\0'.repeat(4)}${lines(2, 3)[0]}`, 'a\0b', 'plain line two'].toSorted(),
    )
  })

  it('takes what it had not read of a truncated file from its copy', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), text(0, 200))
    harness.start()
    await harness.received(200)
    await harness.stop()
    await appendFile(harness.path('a.log'), text(200, 210))
    await copyFile(harness.path('a.log'), harness.path('a.log.1'))
    await writeFile(harness.path('a.log'), text(210, 212))
    harness.start()
    await harness.received(212)
    expect(messages(harness).sort()).toEqual(lines(0, 212).sort())
  })

  it('does not read a copy that is followed too, and goes on in it when the original is truncated', async () => {
    await using harness = await follow('a.log*')
    await writeFile(harness.path('a.log'), text(0, 200))
    harness.start()
    await harness.received(200)
    await copyFile(harness.path('a.log'), harness.path('a.log.1'))
    await setTimeout(100)
    await truncate(harness.path('a.log'))
    await appendFile(harness.path('a.log'), text(200, 203))
    await harness.received(203)
    expect(messages(harness)).toEqual(lines(0, 203))
  })

  it('reads a file that was deleted and made again', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), text(0, 5))
    harness.start()
    await harness.received(5)
    await rm(harness.path('a.log'))
    await setTimeout(50)
    await writeFile(harness.path('a.log'), text(0, 7))
    await harness.received(12)
    expect(messages(harness)).toEqual([...lines(0, 5), ...lines(0, 7)])
  })

  it('follows a link to where it points, and where it points later, and a file once under two names', async () => {
    await using harness = await follow('*.log')
    await writeFile(harness.path('one.txt'), text(0, 3))
    await writeFile(harness.path('two.txt'), text(3, 5))
    await symlink('one.txt', harness.path('current.log'))
    await symlink('one.txt', harness.path('again.log'))
    harness.start()
    await harness.received(3)
    await rm(harness.path('current.log'))
    await symlink('two.txt', harness.path('current.log'))
    await harness.received(5)
    expect(messages(harness)).toEqual(lines(0, 5))
  })

  it('takes a last line without its end when it stays as it is', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), 'whole\npart')
    harness.start()
    await harness.until(() => harness.count === 1)
    await appendFile(harness.path('a.log'), ' of it')
    await harness.received(2)
    expect(messages(harness)).toEqual(['whole', 'part of it'])
    await appendFile(harness.path('a.log'), '\nnext\n')
    await harness.received(3)
    expect(messages(harness)).toEqual(['whole', 'part of it', 'next'])
  })

  it('takes a last line without its end of a file that was deleted', async () => {
    await using harness = await follow('a.log', { quiet: '300ms' })
    await writeFile(harness.path('a.log'), 'whole\npart')
    harness.start()
    await harness.until(() => harness.count === 1)
    await rm(harness.path('a.log'))
    await harness.received(2)
    expect(messages(harness)).toEqual(['whole', 'part'])
  })

  it.each([
    ['UTF-16 LE', Buffer.from('\uFEFFgrün ਊ\r\nzwei\r\ndrei\n', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\uFEFFgrün ਊ\r\nzwei\r\ndrei\n', 'utf16le').swap16()],
    ['UTF-8 with a mark', Buffer.from('\uFEFFgrün ਊ\r\nzwei\r\ndrei\n')],
  ])('reads %s, however it is written and interrupted', async (_, bytes) => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), '')
    harness.start()
    for (const [i, byte] of bytes.entries()) {
      await appendFile(harness.path('a.log'), Uint8Array.of(byte))
      if (i % 7 === 6) {
        await setTimeout(40)
        await harness.stop()
        harness.start()
      }
    }
    await harness.received(3)
    expect(messages(harness)).toEqual(['grün ਊ', 'zwei', 'drei'])
  })

  it('reads lines that are not UTF-8 as Windows-1252', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), Buffer.from('grün €\n', 'latin1'))
    await appendFile(harness.path('a.log'), 'grün €\n')
    harness.start()
    await harness.received(2)
    expect(messages(harness)).toEqual(['grün ¬', 'grün €'])
  })

  it('rejects a line that is too long, says where it was, and goes on', async () => {
    await using harness = await follow('a.log')
    await writeFile(harness.path('a.log'), `first\n${'x'.repeat(20 << 20)}\nlast\n`)
    harness.start()
    await harness.received(3)
    expect(messages(harness)).toEqual(['first', 'last'])
    expect(harness.rejected).toMatchObject([
      {
        line: 2,
        reason: 'cannot read line: expecting at most 16777216 bytes; got 20971520',
        request: harness.path('a.log'),
      },
    ])
  })

  it.each([
    ['gz', gzipSync],
    ['zst', zstdCompressSync],
  ])('reads a rotated file that was packed (%s) from where it had stopped', async (ending, pack) => {
    await using harness = await follow('a.log*')
    await writeFile(harness.path('a.log'), text(0, 50))
    harness.start()
    await harness.received(50)
    await harness.stop()
    await rm(harness.path('a.log'))
    await writeFile(harness.path(`a.log.1.${ending}`), pack(text(0, 60)))
    harness.start()
    await harness.received(60)
    await harness.stop()
    harness.start()
    await harness.received(60)
    expect(messages(harness)).toEqual(lines(0, 60))
  })

  it('reads a packed file that is new once, and tells of a damaged one', async () => {
    await using harness = await follow('*.gz')
    await writeFile(harness.path('a.gz'), gzipSync(text(0, 10)))
    await writeFile(harness.path('b.gz'), gzipSync(text(10, 2000)).subarray(0, 500))
    harness.start()
    await harness.until(() => harness.rejected.length === 1 && harness.records.length >= 10)
    expect(harness.rejected[0]!.reason).toMatch(
      /^cannot read file ".*b.gz": cannot decompress gzip: unexpected end of file$/,
    )
    await harness.received(harness.count)
  })

  it('begins at the end when told so, but reads later files from their beginning', async () => {
    await using harness = await follow('*.log', { from: 'end' })
    await writeFile(harness.path('a.log'), text(0, 5))
    harness.start()
    await setTimeout(100)
    await harness.stop()
    await appendFile(harness.path('a.log'), text(5, 7))
    harness.start()
    await harness.received(2)
    await writeFile(harness.path('b.log'), text(7, 9))
    await harness.received(4)
    expect(messages(harness)).toEqual(lines(5, 9))
  })

  it('follows a thousand files', async () => {
    await using harness = await follow('*.log')
    const paths = Array.from({ length: 1000 }, (_, i) => harness.path(`${i}.log`))
    await Promise.all(paths.map((path) => writeFile(path, 'a\nb\n')))
    harness.start()
    await harness.until(() => harness.count === 2000)
    await Promise.all(paths.map((path) => appendFile(path, 'c\n')))
    await harness.received(3000)
  })

  it('takes lines as JSON objects, and says that it does not follow what has no lines', async () => {
    await using harness = await follow('a.log', { format: 'ndjson' })
    await writeFile(harness.path('a.log'), '{"a":1}\n{"a":2}\n')
    harness.start()
    await harness.received(2)
    expect(harness.records).toEqual([{ a: 1 }, { a: 2 }])
    await harness.stop()
    harness.start({ format: 'json' })
    await expect(harness.stop()).rejects.toThrow('cannot follow files in format "json"')
  })

  it.each([1, 2, 3])('loses and repeats nothing, whatever is appended, rotated and killed (%i)', async (seed) => {
    await using harness = await follow('a.log*', { quiet: '5s' })
    const random = generator(seed)
    const path = harness.path('a.log')
    let line = 0
    let turn = 0
    await writeFile(path, '')
    harness.start()
    for (let step = 0; step < 80; step++) {
      const action = random(10)
      if (action < 5) {
        const from = line
        line += 1 + random(200)
        await appendFile(path, text(from, line))
      } else if (action === 5) {
        await appendFile(path, `line ${line}`)
        await setTimeout(random(60))
        await appendFile(path, '\n')
        line++
      } else if (action === 6) {
        await rename(path, harness.path(`a.log.${turn++}`))
        await writeFile(path, '')
      } else if (action === 7) {
        await harness.stop()
        harness.killAfter = 1 + random(2)
        harness.start()
      } else {
        await setTimeout(random(120))
      }
    }
    await appendFile(path, `line ${line++}\n`)
    await harness.stop()
    harness.killAfter = Number.POSITIVE_INFINITY
    harness.start()
    await harness.received(line)
    expect(messages(harness).sort()).toEqual(lines(0, line).sort())
  })
})

/** Whole numbers below a limit, the same ones for the same seed (mulberry32). */
function generator(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
