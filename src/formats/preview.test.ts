import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { FileStart } from './format.ts'
import { previewOf } from './preview.ts'

const limits = { record_bytes: 1 << 20 }

function preview(name: string, bytes: Buffer | string, more: Partial<FileStart> = {}) {
  return previewOf({ name, bytes: Buffer.from(bytes), isWhole: true, options: {}, ...more }, limits)
}

describe('a preview of a file', () => {
  it('tells how CSV is written, its fields and their types', async () => {
    const text =
      'fecha;lugar;valor;n;activo\n2026-03-01T10:00:00Z;00501;1,5;3;true\n2026-03-02T10:00:00Z;00502;;4;false\n'
    expect(await preview('datos.csv', text)).toEqual({
      format: 'csv',
      media_type: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ';', decimal: ',', header: true },
      fields: [
        { name: 'fecha', type: 'time', present: 2 },
        { name: 'lugar', type: 'text', present: 2 },
        { name: 'valor', type: 'number', present: 1 },
        { name: 'n', type: 'whole', present: 2 },
        { name: 'activo', type: 'boolean', present: 2 },
      ],
      records: [
        { fecha: '2026-03-01T10:00:00Z', lugar: '00501', valor: '1.5', n: '3', activo: 'true' },
        { fecha: '2026-03-02T10:00:00Z', lugar: '00502', n: '4', activo: 'false' },
      ],
      read: 2,
      rejected: [],
    })
  })

  it('reads objects in objects as columns are named, and finds the time of a record', async () => {
    const { fields, time, records } = await preview('a.json', '[{"ts":1767225600,"http":{"status":200,"tags":["a"]}}]')
    expect(fields).toEqual([
      { name: 'ts', type: 'whole', present: 1 },
      { name: 'http.status', type: 'whole', present: 1 },
      { name: 'http.tags', type: 'nested', present: 1 },
    ])
    expect(time).toBe('ts')
    expect(records).toEqual([{ ts: '1767225600', 'http.status': '200', 'http.tags': '["a"]' }])
  })

  it('shows whole numbers with all their digits', async () => {
    const { fields, records } = await preview('a.ndjson', '{"id":9007199254740993,"of":[9007199254740993]}\n{"id":1}\n')
    expect(fields).toEqual([
      { name: 'id', type: 'whole', present: 2 },
      { name: 'of', type: 'nested', present: 1 },
    ])
    expect(records).toEqual([{ id: '9007199254740993', of: '[9007199254740993]' }, { id: '1' }])
  })

  it('tells dates as people write them, what stands first in them, and how they read', async () => {
    const text =
      'day,us,either,version\n01/03/2024,3/13/24 9:30 PM,01/02/2024,1.2.10\n31/03/2024,3/1/24 9:30 AM,02/01/2024,1.2.11\n'
    const { fields } = await preview('a.csv', text)
    expect(fields.map(({ type, dates }) => [type, dates?.order, dates?.example])).toEqual([
      ['text', 'day_first', '01/03/2024'],
      ['text', 'month_first', '3/13/24 9:30 PM'],
      ['text', 'undecided', '01/02/2024'],
      ['text', undefined, undefined],
    ])
    const chosen = { day_first: ['day', 'either'], month_first: ['us'] }
    const read = await preview('a.csv', text, { fieldOptions: chosen })
    expect(read.fields.map(({ type, dates }) => [type, dates?.order])).toEqual([
      ['time', 'day_first'],
      ['time', 'month_first'],
      ['time', 'undecided'],
      ['text', undefined],
    ])
    expect(read.records[0]).toEqual({
      day: '2024-03-01',
      us: '2024-03-13T21:30:00',
      either: '2024-02-01',
      version: '1.2.10',
    })
  })

  it('takes values of several kinds for texts, as their column does', async () => {
    const { fields } = await preview('a.csv', 'celsius,flag\n1.5,true\nn/a,2\n')
    expect(fields.map(({ type }) => type)).toEqual(['text', 'text'])
  })

  it.each([
    ['rows.ndjson', '{"a":1}\n{"a":2}\n', 'ndjson'],
    ['rows', '{"a":1}\n{"a":2}\n', 'ndjson'],
    ['rows', 'a\tb\n1\t2\n3\t4\n', 'csv'],
    ['app.log', 'it began\nit ended\n', 'lines'],
    ['rows', '[{"a":1}]', 'json'],
  ])('knows %s by its name or by what it looks like', async (name, text, format) => {
    expect((await preview(name, text)).format).toBe(format)
  })

  it('looks into compressed files, by their beginning', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `{"i":${i},"x":"${Math.sin(i)}"}`).join('\n')
    for (const [name, packed] of [
      ['rows.ndjson.gz', gzipSync(text)],
      ['rows.ndjson.zst', zstdCompressSync(text)],
    ] as const) {
      const { compression, fields, read } = await preview(name, packed.subarray(0, 80_000), { isWhole: false })
      expect(compression).toBe(name.endsWith('gz') ? 'gzip' : 'zstd')
      expect(fields.map((field) => field.name)).toEqual(['i', 'x'])
      expect(read).toBeGreaterThan(500)
    }
  })

  it('does not count what is cut at the end of its sample', async () => {
    const { read, rejected } = await preview('a.ndjson', '{"a":1}\n{"a":2}\n{"a', { isWhole: false })
    expect({ read, rejected }).toEqual({ read: 2, rejected: [] })
  })

  it('tells the encoding, and takes another one', async () => {
    const text = 'ciudad,n\nMálaga,1\n'
    expect((await preview('a.csv', text)).encoding).toBe('utf-8')
    const latin = await preview('a.csv', Buffer.from(text, 'latin1'))
    expect([latin.encoding, latin.records[0]?.ciudad]).toEqual(['windows-1252', 'Málaga'])
    const wide = await preview('a.csv', Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect([wide.encoding, wide.records[0]?.ciudad]).toEqual(['utf-16le', 'Málaga'])
    const wrong = await preview('a.csv', text, { options: { encoding: 'windows-1252' } })
    expect(wrong.records[0]?.ciudad).toBe('MÃ¡laga')
  })

  it('reads it as somebody says', async () => {
    const { fields, dialect } = await preview('a.csv', 'a|b,c\n1|2,3\n', {
      options: { delimiter: ',', header: 'false' },
    })
    expect(fields.map(({ name }) => name)).toEqual(['column_1', 'column_2'])
    expect(dialect).toEqual({ delimiter: ',', decimal: '.', header: false })
    expect((await preview('a.csv', 'a,b\n1,2\n', { format: 'lines' })).records).toEqual([
      { message: 'a,b' },
      { message: '1,2' },
    ])
  })

  it('tells what cannot be read as a record, with its reason', async () => {
    const { read, rejected } = await preview('a.csv', 'a,b\n1,2\n3\n')
    expect(read).toBe(1)
    expect(rejected).toEqual([{ line: 3, reason: 'cannot read row: expecting 2 fields; got 1', text: '3' }])
    expect((await preview('a.ndjson', '{"a":1}\n[1]\n')).rejected).toEqual([
      { reason: 'cannot read line: expecting a JSON object', text: '[1]' },
    ])
  })

  it.each([
    ['nothing.csv', Buffer.alloc(0), /it is empty/],
    ['blank.csv', Buffer.from(' \n\n'), /it is empty/],
    ['photo.png', Buffer.from([0x89, 0x50, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0]), /got binary data/],
    ['broken.gz', Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]), /cannot decompress gzip/],
  ])('says in words why %s is no file of records', async (name, bytes, message) => {
    await expect(preview(name, bytes)).rejects.toThrow(message)
  })
})
