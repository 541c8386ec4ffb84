import { describe, expect, it } from 'vitest'
import { testFunction } from '../function.contract.ts'
import clean from './index.ts'

describe('clean', () => {
  testFunction(clean)

  it.each([
    [{ zone: 'Europe/Madird' }, 'there is no time zone "Europe/Madird"'],
    [{ fields: { a: { type: 'number', unit: 'bananas' } } }, 'the unit "bananas" is not known'],
    [{ fields: { a: { type: 'number', from: '°F' } } }, '"from" of "a" says nothing without "unit"'],
    [{ fields: { a: { type: 'number', unit: '°C', from: 'km' } } }, '"km" is a length and "°C" a temperature'],
    [{ fields: { a: { type: 'date', unit: '°C' } } }, '"a" is a date and has no unit'],
  ])('refuses the options %o', (options, why) => {
    expect(() => clean.needs?.({ fields: {}, ...options } as never)).toThrow(`cannot use "clean": ${why}`)
  })
})
