import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DateOrder, parseDay } from './date.ts'
import { months } from './month-names.ts'
import { Unreadable } from './unreadable.ts'

function read(text: string, order?: DateOrder, century?: number): string {
  const result = parseDay(text, { order, century })
  if (result instanceof Unreadable) return result.why
  const { day, time } = result
  return time ? `${day} ${time.micros / 1e6} ${time.offset_minutes ?? 'local'}` : day
}

describe('parseDay', () => {
  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['20240315', '2024-03-15'],
    ['25.12.2024', '2024-12-25'],
    ['4. 4. 2024', '2024-04-04'],
    ['12/25/2024', '2024-12-25'],
    ['15-mar-2024', '2024-03-15'],
    ['15 de marzo de 2024', '2024-03-15'],
    ['1 de Març del 2024', '2024-03-01'],
    ['March 15, 2024', '2024-03-15'],
    ['Sept. 1st, 2024', '2024-09-01'],
    ['1er août 2024', '2024-08-01'],
    ['5. März 2024', '2024-03-05'],
    ['5mar2024', '2024-03-05'],
    ['2024 okt 3', '2024-10-03'],
    ['29/02/2024', '2024-02-29'],
    ['2024-03-05T10:30:15.25+02:00', '2024-03-05 37815.25 120'],
    ['25/12/2024, 12:05 a.m.', '2024-12-25 300 local'],
    ['25/12/2024 1:05 PM', '2024-12-25 47100 local'],
    ['2024-03-05 10:30Z', '2024-03-05 37800 0'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['05/03/2024', 'dmy', '2024-03-05'],
    ['05/03/2024', 'mdy', '2024-05-03'],
    ['2024-03-05', 'dmy', '2024-03-05'],
    ['20240315', 'dmy', '2024-03-15'],
    ['15032024', 'dmy', '2024-03-15'],
    ['15/3/24', 'dmy', '2024-03-15'],
    ['24-3-15', 'ymd', '2024-03-15'],
    ['15-mar-24', 'dmy', '2024-03-15'],
  ] as const)('reads %s where the order is %s', (text, order, expected) => {
    expect(read(text, order, 2000)).toBe(expected)
  })

  it.each([
    ['05/03/2024', 'it may be 2024-03-05 or 2024-05-03 unless "date_order" is declared'],
    ['15-mar-24', 'its year has two digits, and "century" is not declared'],
    ['15/3/24', 'its year has two digits, and "century" is not declared'],
    ['31/04/2024', 'there is no such day'],
    ['29/02/2023', 'there is no such day'],
    ['2024-13-01', 'there is no such day'],
    ['0000-01-01', 'there is no such day'],
    ['2024-03-05 24:00', 'there is no such time of day'],
    ['2024-03-05 13:00 pm', 'there is no such time of day'],
  ])('does not read %j: %s', (text, why) => {
    expect(read(text)).toBe(why)
  })

  it.each([
    '',
    'x',
    '5',
    '1/2',
    '1/2/3/4',
    '1 22024',
    '1-2/2024',
    '2024-3-2025',
    '1 foo 2024',
    '10:30',
    '12.5',
    '123-1-1',
  ])('does not take %j for one', (text) => {
    expect(read(text)).toBe('it is no date')
  })

  it('has no name for two months', () => {
    for (const [name, month] of months)
      expect([name, read(`1 ${name} 2024`).slice(5, 7)]).toEqual([name, String(month).padStart(2, '0')])
    expect([...months.values()].filter((month) => month === 5).length).toBeGreaterThan(3)
  })

  const anyDay = fc.date({ min: new Date('1600-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })

  it('reads every day in every form, and another one never', () => {
    const forms: [DateOrder, (y: string, m: string, d: string) => string][] = [
      ['ymd', (y, m, d) => `${y}-${m}-${d}`],
      ['ymd', (y, m, d) => y + m + d],
      ['dmy', (y, m, d) => `${d}/${m}/${y}`],
      ['dmy', (y, m, d) => `${Number(d)}.${Number(m)}.${y}`],
      ['dmy', (y, m, d) => d + m + y],
      ['mdy', (y, m, d) => `${m}-${d}-${y}`],
      ['mdy', (y, m, d) => `${Number(m)} ${Number(d)} ${y}`],
    ]
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...forms), (date, [order, write]) => {
        const day = date.toISOString().slice(0, 10)
        const [y = '', m = '', d = ''] = day.split('-')
        const text = write(y, m, d)
        const found = read(text, order)
        if (!found.startsWith('it may be')) expect(found).toBe(day)
        expect([day, 'ambiguous']).toContain(read(text).startsWith('it may be') ? 'ambiguous' : read(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('reads without a declared order only what has no other meaning with one', () => {
    const part = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1990, max: 2030 }))
    fc.assert(
      fc.property(part, part, part, fc.constantFrom('/', '-', '.', ' ', ''), (a, b, c, separator) => {
        const text = [a, b, c].join(separator)
        const found = parseDay(text, { order: undefined, century: 2000 })
        if (found instanceof Unreadable) return
        for (const order of ['ymd', 'dmy', 'mdy'] as const) {
          const other = parseDay(text, { order, century: 2000 })
          if (!(other instanceof Unreadable)) expect(other).toEqual(found)
        }
      }),
      { numRuns: 5000 },
    )
  })
})
