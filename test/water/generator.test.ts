import { describe, expect, it, test } from 'vitest'
import { deliver } from '../../examples/water/weekly/delivery.ts'
import type { RowTruth } from '../../examples/water/weekly/file.ts'
import { writeFiles } from '../../examples/water/weekly/write-files.ts'
import { temporaryFolder } from '../support/folder.ts'
import { absence, referenceOf } from './pandas.ts'

const year = { places: 4, from: '2023-01-02', weeks: 60 }
if (absence && process.env.CI) throw new Error(absence)

const textOf = (bytes: Buffer) => bytes.toString('latin1')
const hasReading = (row: RowTruth) => 'reading' in row

describe('the generator of weekly files', () => {
  it('writes the same files for the same seed, and others for another', () => {
    const contents = (seed: number) => deliver({ ...year, seed }).map(({ name, bytes }) => name + textOf(bytes))
    expect(contents(7)).toEqual(contents(7))
    expect(contents(7)).not.toEqual(contents(8))
  })

  it('says of every row that is not blank what is true of it', () => {
    for (const { name, bytes, truth } of deliver({ ...year, seed: 3 })) {
      const text = bytes.toString('utf8').includes('\ufffd') ? textOf(bytes) : bytes.toString('utf8')
      const lines = text.split(/\r?\n/)
      const filled = lines.flatMap((line, i) => (i > 0 && line.replaceAll(' ', '') !== '' ? [i + 1] : []))
      expect(
        truth.map(({ line }) => line),
        name,
      ).toEqual(filled)
      expect(truth.map(({ text }) => text)).toEqual(filled.map((line) => lines[line - 1]))
    }
  })

  it('writes every kind of dirt', () => {
    const files = [1, 2, 3, 4].flatMap((seed) => deliver({ ...year, seed }))
    const texts = files.map(({ bytes }) => textOf(bytes))
    const headers = texts.map((text) => text.split(/\r?\n/)[0]!)
    for (const kind of [
      /^date,place,mean,sd$/i,
      /fecha/,
      /FECHA/,
      /Fecha/,
      /desviaci(\xf3|\xc3\xb3)n/i,
      /;/,
      /\t/,
      /,/,
      / [,;\t]/,
    ])
      expect(
        headers.some((header) => kind.test(header)),
        String(kind),
      ).toBe(true)
    expect(headers.some((header) => !/place|lugar/i.test(header))).toBe(true)
    const bodies = texts.map((text) => text.slice(text.indexOf('\n')))
    const dirt = [
      /\d,\d/,
      /"\d,\d/,
      /\d\.\d/,
      /\r\n\r\n/,
      /\n\n/,
      /\d{4}-\d\d-\d\dT/,
      /\d\d\.\d\d\.\d{4}/,
      / de marzo de /,
      /[A-Z][a-z]+ \d+, \d{4}/,
    ]
    for (const kind of dirt)
      expect(
        bodies.some((body) => kind.test(body)),
        String(kind),
      ).toBe(true)
    expect(texts.some((text) => text.startsWith('\xef\xbb\xbf'))).toBe(true)
    expect(texts.some((text) => !text.endsWith('\n'))).toBe(true)

    const faults = new Set(files.flatMap(({ truth }) => truth.flatMap((row) => ('faults' in row ? row.faults : []))))
    expect([...faults].sort()).toEqual([
      'date impossible',
      'date missing',
      'date unreadable',
      'mean missing',
      'mean out of range',
      'mean unreadable',
      'place missing',
      'row truncated',
      'sd missing',
      'sd out of range',
      'sd unreadable',
    ])
  })

  it('repeats rows, in a file and in later ones, corrects some, and delivers some weeks late', () => {
    const files = deliver({ ...year, seed: 1 })
    const seen = new Map<string, { file: string; mean: number }>()
    const found = { twiceInFile: 0, again: 0, corrected: 0 }
    for (const row of files.flatMap(({ truth }) => truth)) {
      if (!('reading' in row)) continue
      const { place, date, mean } = row.reading
      const before = seen.get(`${place} ${date}`)
      if (before?.file === row.file) found.twiceInFile++
      else if (before?.mean === mean) found.again++
      else if (before) found.corrected++
      seen.set(`${place} ${date}`, { file: row.file, mean })
    }
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(3)
    const weeks = files.map(({ name }) => name.slice(0, 8))
    expect(weeks).not.toEqual(weeks.toSorted())
    expect(weeks.length).toBeGreaterThan(new Set(weeks).size)
  })
})

describe.skipIf(absence !== undefined)(`pandas${absence ? ` (${absence})` : ''}`, () => {
  test.each([1, 2, 3])('finds in the files of seed %i exactly what is true of each row', async (seed) => {
    const folder = temporaryFolder()
    const files = deliver({ ...year, seed })
    await writeFiles(folder, files)
    const { valid, invalid, readings } = referenceOf(folder)
    const truth = files.flatMap((file) => file.truth)
    expect(valid).toEqual(
      truth.flatMap((row) => ('reading' in row ? [{ file: row.file, line: row.line, ...row.reading }] : [])),
    )
    expect(invalid).toEqual(truth.filter((row) => !hasReading(row)))
    const last = new Map(valid.map(({ file, line, ...reading }) => [`${reading.place} ${reading.date}`, reading]))
    expect(readings).toEqual([...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reading]) => reading))
  })
})
