import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maybeDateOrder, maybeIsoDate } from './dates.ts'

const moments = fc.record({
  at: fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2069-12-31T23:59:59Z'), noInvalidDate: true }),
  mark: fc.constantFrom('/', '.', '-'),
  isPadded: fc.boolean(),
  isShort: fc.boolean(),
  isTwelve: fc.boolean(),
  hasTime: fc.boolean(),
})

describe('dates as people write them', () => {
  it('are the same instant in ISO 8601, in whichever order they are written', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom('day_first', 'month_first'), (one, order) => {
        const { at, mark, isPadded, isShort, isTwelve, hasTime } = one
        const [date = '', time = ''] = at.toISOString().split('T')
        const [year = '', month = '', day = ''] = date.split('-')
        const [hour = '', minute = '', second = ''] = time.slice(0, 8).split(':')
        const plain = (digits: string) => (isPadded ? digits : String(Number(digits)))
        const first = [plain(day), plain(month)]
        const parts = [...(order === 'day_first' ? first : first.reverse()), isShort ? year.slice(2) : year]
        const clock = isTwelve
          ? ` ${Number(hour) % 12 || 12}:${minute}:${second} ${Number(hour) < 12 ? 'AM' : 'p.m.'}`
          : ` ${plain(hour)}:${minute}:${second}`
        const text = parts.join(mark) + (hasTime ? clock : '')
        expect(maybeIsoDate(text, order)).toBe(hasTime ? `${date}T${time.slice(0, 8)}` : date)
      }),
    )
  })

  it('are days that there are, or none', () => {
    const number = fc.integer({ min: 0, max: 99 })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1000, max: 9999 }), (day, month, year) => {
        const iso = maybeIsoDate(`${day}/${month}/${year}`, 'day_first')
        const at = new Date(Date.UTC(year, month - 1, day))
        const isThere = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
        expect(iso).toBe(isThere ? at.toISOString().slice(0, 10) : undefined)
      }),
    )
  })

  it.each([
    ['31/01/2024', '2024-01-31'],
    [' 1/2/24 9:30 PM ', '2024-02-01T21:30:00'],
    ['01.03.1999, 23:59:59,125', '1999-03-01T23:59:59.125'],
    ['01-03-2024T00:00', '2024-03-01T00:00:00'],
    ['29/02/2023', undefined],
    ['01/03-2024', undefined],
    ['01/03/2024 24:00', undefined],
    ['01/03/2024 13:00 PM', undefined],
    ['01/03/2024 12:60', undefined],
    ['2024-03-01', undefined],
    ['01/03/2024 later', undefined],
    ['', undefined],
  ])('reads %j as %j', (text, iso) => expect(maybeIsoDate(text, 'day_first')).toBe(iso))

  it.each([
    [['01/03/2024', '13/03/2024'], 'day_first'],
    [['01/03/2024', '03/13/2024 10:00'], 'month_first'],
    [['01/03/2024', '02/03/2024'], 'undecided'],
    [['13/01/2024', '01/13/2024'], undefined],
    [['01/03/2024', 'n/a'], undefined],
    [['1/3/24'], 'undecided'],
    [['1.2.10', '1.2.11'], undefined],
    [[], undefined],
  ])('tells of %j what stands first: %s', (texts, order) => expect(maybeDateOrder(texts)).toBe(order))
})
