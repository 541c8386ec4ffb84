import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { cut, formatTable, visible } from './table.ts'

const columns = [{ title: 'name' }, { title: 'n', align: 'right' as const }]

describe('table', () => {
  it('aligns texts to the left and numbers to the right', () => {
    expect(
      formatTable(columns, [
        ['a', '1'],
        ['long name', '1000'],
      ]),
    ).toBe(['name          n', 'a             1', 'long name  1000', ''].join('\n'))
  })

  it('aligns wide characters and emoji by the cells that they take', () => {
    const lines = formatTable(columns, [
      ['日本', '1'],
      ['👩‍👩‍👧', '2'],
      ['é', '3'],
    ])
      .trimEnd()
      .split('\n')
    expect(new Set(lines.map((line) => stringWidth(line)))).toEqual(new Set([stringWidth('name  n')]))
  })

  it('cuts the widest column to fit, and says so', () => {
    const table = formatTable(columns, [['a very long name that has no room', '123456']], { width: 20 })
    expect(table.split('\n').every((line) => stringWidth(line) <= 20)).toBe(true)
    expect(table).toContain('a very long…  123456')
  })

  it('cuts nothing without a width', () => {
    const long = 'x'.repeat(500)
    expect(formatTable(columns, [[long, '1']])).toContain(long)
  })

  it('shows control characters instead of sending them', () => {
    expect(visible('a\nb\u001b[31mred\u202e')).toBe('a\\nb\\u001b[31mred\\u202e')
    expect(formatTable(columns, [['two\nlines', '1']]).split('\n')).toHaveLength(3)
  })

  it('never cuts a character in half', () => {
    expect(cut('日本語', 4)).toBe('日…')
    expect(cut('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…')
    expect(cut('short', 5)).toBe('short')
  })
})
