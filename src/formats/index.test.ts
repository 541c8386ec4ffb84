import { describe, expect, it } from 'vitest'
import { findFormat, formatByFileName, formatByMediaType, formats, lineFormats } from './index.ts'
import { createFormats } from './open.ts'

describe('formats', () => {
  it('are declared under their names', async () => {
    for (const name of Object.keys(formats)) expect((await findFormat(name)).name).toBe(name)
  })

  it('are listed where they can be followed line by line', async () => {
    const all = await Promise.all(Object.keys(formats).map(findFormat))
    expect(all.flatMap(({ name, lineByLine }) => (lineByLine ? [name] : []))).toEqual(lineFormats)
  })

  it('are found by media type, whatever its parameters', async () => {
    expect((await formatByMediaType('text/csv; charset=utf-8'))?.name).toBe('csv')
    expect((await formatByMediaType('Application/JSON'))?.name).toBe('json')
    expect((await formatByMediaType('application/x-ndjson'))?.name).toBe('ndjson')
    expect((await formatByMediaType('text/plain'))?.name).toBe('lines')
    expect(await formatByMediaType('image/png')).toBeUndefined()
  })

  it('are found by the ending of a name, compressed or not', async () => {
    const of = async (name: string) => {
      const { format, compression } = await formatByFileName(name)
      return [format?.name, compression]
    }
    expect(await of('a.CSV')).toEqual(['csv', undefined])
    expect(await of('a.csv.gz')).toEqual(['csv', 'gzip'])
    expect(await of('a.b.ndjson.zst')).toEqual(['ndjson', 'zstd'])
    expect(await of('app.log.1')).toEqual([undefined, undefined])
    expect(await of('app.gz')).toEqual([undefined, 'gzip'])
  })

  it('tell of a name that is none, and of mistakes in options', async () => {
    const formats = createFormats({ record_bytes: 1000 })
    await expect(formats.open('cvs')).rejects.toMatchObject({
      message: expect.stringContaining('cannot find format "cvs": expecting one of '),
      hint: 'Did you mean "csv"?',
    })
    await expect(formats.open('csv', { delimiter: ';;' })).rejects.toThrow(
      'cannot read options of format csv: got delimiter ";;"',
    )
    await expect(formats.open('csv', { sep: ';' })).rejects.toMatchObject({
      hint: expect.stringContaining('delimiter'),
    })
  })

  it('take options as a query string has them', async () => {
    const reader = (
      await createFormats({ record_bytes: 1000 }).open('csv', { types: 'false', header: 'true' })
    ).reader()
    const batches = [...reader.push(Buffer.from('1,2\n3,4\n')), ...reader.end()]
    expect(Buffer.from(batches[0]!.bytes).toString()).toBe('{"1":"3","2":"4"}\n')
  })

  it.each([
    ['{"a":1}\n{"a":2}\n', 'ndjson'],
    ['{\n  "a": 1\n}', 'json'],
    ['[{"a":1}]', 'json'],
    ['[\n{"a":1}]', 'json'],
    ['a,b\n1,2\n3,4\n', 'csv'],
    ['a;b\n1;2\n', 'csv'],
    ['[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok\n[Sun Dec 04] [error] mod_jk, child\n', 'lines'],
    ['just words\nand more\n', 'lines'],
    ['', 'lines'],
  ])('tell what %j looks like', async (text, name) => {
    expect(await createFormats({ record_bytes: 1000 }).sniff(Buffer.from(text))).toBe(name)
  })
})
