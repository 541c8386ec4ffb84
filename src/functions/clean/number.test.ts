import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumber } from './number.ts'
import { Unreadable } from './unreadable.ts'

const whyOf = (text: string, decimal?: '.' | ',') => {
  const result = parseNumber(text, decimal)
  return result instanceof Unreadable ? result.why : result
}

describe('parseNumber', () => {
  it.each([
    ['1,5', 1.5],
    ['1.5', 1.5],
    ['-1.234.567,8', -1234567.8],
    ['1,234,567', 1234567],
    ["12'345.5", 12345.5],
    ['12\u202f345,5', 12345.5],
    ['\u22123', -3],
    ['0,500', 0.5],
    ['1.2345', 1.2345],
    ['.5', 0.5],
    ['5,', 5],
    ['1.5e-3', 0.0015],
    ['007', 7],
    ['-0', 0],
    ['12345678901234567890', 12345678901234567890n],
    ['12.345.678.901.234.567.890', 12345678901234567890n],
  ])('reads %s', (text, number) => {
    expect(whyOf(text)).toBe(number)
  })

  it.each([
    ['1.500', 'it may be 1.5 or 1500 unless "decimal" is declared'],
    ['1,500', 'it may be 1500 or 1.5 unless "decimal" is declared'],
  ])('does not read %j: %s', (text, why) => {
    expect(whyOf(text)).toBe(why)
  })

  it.each([
    '',
    '-',
    '.',
    '1,2,3',
    '1.23.456',
    '12,34,567',
    '1 2',
    '1e999',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '5 m',
    '1,5.5,5',
  ])('does not take %j for one', (text) => {
    expect(whyOf(text)).toBe('it is no number')
  })

  it('reads every number in every local form, and another one never', () => {
    const forms = [
      { decimal: '.', group: ',' },
      { decimal: '.', group: "'" },
      { decimal: ',', group: '.' },
      { decimal: ',', group: '\u202f' },
      { decimal: ',', group: '' },
      { decimal: '.', group: '' },
    ] as const
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(4), fc.constantFrom(...forms), (digits, places, form) => {
        const number = Number(`${digits}e-${places}`)
        const [whole = '', fraction] = Math.abs(number).toFixed(places).split('.')
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, form.group)
        const text = `${number < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : form.decimal + fraction}`
        expect(parseNumber(text, form.decimal)).toBe(number)
        const found = parseNumber(text, undefined)
        if (!(found instanceof Unreadable)) expect(found).toBe(number)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads without a declared mark only what has no other meaning with one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,' -+e"), maxLength: 12 }), (text) => {
        const found = parseNumber(text, undefined)
        if (found instanceof Unreadable) return
        for (const mark of ['.', ','] as const)
          expect([found, undefined]).toContain(unlessUnreadable(parseNumber(text, mark)))
      }),
      { numRuns: 5000 },
    )
  })
})

function unlessUnreadable<T>(result: T | Unreadable): T | undefined {
  return result instanceof Unreadable ? undefined : result
}
