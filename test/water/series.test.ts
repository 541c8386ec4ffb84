import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { adapt } from '../../examples/water/weekly/adapter.ts'
import type { Delivery } from '../../examples/water/weekly/delivery.ts'
import { weekOf } from '../../examples/water/weekly/reading.ts'
import { readingsOfLake, readingsOfRiver } from '../../examples/water/weekly/series.ts'

/** Public series that nobody here wrote; they lie beside the checkout, not in it. */
const series = fileURLToPath(new URL('../../../shared/data/series', import.meta.url))

describe('the adapters of public series', () => {
  it('make a day of what a lake measured at each depth, leaving out what was not measured', () => {
    const tsv = [
      'dateTime\twtr_0.0\twtr_0.5',
      '2009-05-02 10:00\t6\tNaN',
      '2009-05-02 10:30\t6.2\tNaN',
      '2009-05-02 11:00\tNaN\tNaN',
      '2009-05-03 10:00\t5.5\t4',
      '',
    ].join('\r\n')
    expect(readingsOfLake(tsv)).toEqual([
      { date: '2009-05-02', place: 'lake-0.0m', mean: 6.1, sd: 0.141 },
      { date: '2009-05-03', place: 'lake-0.0m', mean: 5.5, sd: 0 },
      { date: '2009-05-03', place: 'lake-0.5m', mean: 4, sd: 0 },
    ])
  })

  it('take as the deviation of a river that of its last three days', () => {
    const csv =
      'DATE,WTEMP,FLOW\n2006-01-01 00:00:00,1,9\n2006-01-02 00:00:00,1.1,9\n2006-01-03 00:00:00,1.2,9\n2006-01-04 00:00:00,1.6,9\n'
    expect(readingsOfRiver(csv, 'river-a').map(({ sd }) => sd)).toEqual([0, 0.071, 0.1, 0.265])
  })

  it.each([
    ['2006-01-01', '2005-W52'],
    ['2006-01-02', '2006-W01'],
    ['2009-12-31', '2009-W53'],
    ['2020-12-31', '2020-W53'],
    ['2024-12-30', '2025-W01'],
  ])('file %s under the ISO week %s', (date, week) => expect(weekOf(date)).toBe(week))
})

describe.skipIf(!existsSync(series))(
  'the weekly files of real series (skipped where ../shared/data is not there)',
  () => {
    const rows = (files: readonly Delivery[]) => files.flatMap(({ truth }) => truth)

    it('hold every day of two rivers from 2006 to 2020, in the order of time', async () => {
      const files = await adapt(series, 'river')
      expect(files).toHaveLength(784)
      expect(rows(files)).toHaveLength(2 * 5479)
      expect(files.map(({ day }) => day)).toEqual(files.map(({ day }) => day).toSorted())
      expect(files[0]!.bytes.toString()).toBe(
        'date,place,mean,sd\n2006-01-01,river-b1,2,0\n2006-01-01,river-p3,10.1,0\n',
      )
    })

    it('hold a lake at 20 depths, and may be as dirty as those of stations', async () => {
      const clean = await adapt(series, 'lake')
      const dirty = await adapt(series, 'lake', 1)
      expect(new Set(rows(clean).map((row) => 'reading' in row && row.reading.place)).size).toBe(20)
      expect(rows(clean).every((row) => 'reading' in row)).toBe(true)
      expect(rows(dirty).some((row) => 'faults' in row)).toBe(true)
      expect(dirty.map(({ name }) => name)).toEqual(clean.map(({ name }) => name))
    })
  },
)
