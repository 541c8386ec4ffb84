import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert, maybeUnit, splitUnit, unitNames } from './unit.ts'

const turned = (value: number, from: string, to: string) => convert(value, maybeUnit(from)!, maybeUnit(to)!)

describe('units', () => {
  it.each([
    [61.7, '°F', '°C', 16.5],
    [32, '°F', '°C', 0],
    [-40, '°C', '°F', -40],
    [0, '°C', 'K', 273.15],
    [1, 'ft', 'cm', 30.48],
    [36, 'km/h', 'm/s', 10],
    [1013.25, 'hPa', 'atm', 1],
    [3, 'mg', 'kg', 3e-6],
    [1, 'nm', 'm', undefined],
  ])('turns %d %s into %s', (value, from, to, expected) => {
    expect(maybeUnit(from) && turned(value, from, to)).toBe(expected)
  })

  it('gives back what it turned, to twelve digits', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(number, fc.constantFrom(...unitNames), fc.constantFrom(...unitNames), (value, from, to) => {
        const there = turned(value, from, to)
        if (typeof there !== 'number') return
        const back = turned(there, to, from) as number
        const scale = Math.max(Math.abs(value), 500, Math.abs(there) && Math.abs(value / there))
        expect(Math.abs(back - value)).toBeLessThanOrEqual(scale * 1e-9)
      }),
    )
  })

  it('refuses to turn one kind of thing into another', () => {
    expect(turned(1, 'km', '°C')).toMatchObject({ why: 'it is a length, not a temperature' })
  })

  it.each([
    ['16,5 °C', '16,5', '°C'],
    ['16.5C', '16.5', 'C'],
    ['-1 234,5 m3/s', '-1 234,5', 'm3/s'],
    ['5 %', '5', '%'],
  ])('finds the unit of %s', (text, number, unit) => {
    expect(splitUnit(text)).toEqual({ number, unit })
  })

  it.each(['5', 'm', '', '1-2', '1,5.'])('finds no unit in %j', (text) => {
    expect(splitUnit(text)).toBe(undefined)
  })
})
