import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { cut, formatRow, formatTable, hasRoom, visible } from './table.ts'

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

  it('leaves out the last columns rather than cutting all to nothing, and says so', () => {
    const many = Array.from({ length: 10 }, (_, i) => ({ title: `column ${i}` }))
    const row = many.map(({ title }) => `a long value of ${title}`)
    const table = formatTable(many, [row], { width: 39, otherwise: '--json' })
    expect(table.split('\n')).toEqual([
      'column 0  column 1  column 2  column 3',
      'a long …  a long …  a long …  a long v…',
      '… and 6 more columns: --json, or a wider terminal',
      '',
    ])
    expect(hasRoom(many, [row], 40)).toBe(false)
    expect(hasRoom(many, [row], 98)).toBe(true)
  })

  it('shows what must be whole, and cuts others for it', () => {
    const timed = [{ title: '_time', isWhole: true }, { title: 'text' }, { title: 'until', isWhole: true }]
    const row = ['2026-01-31T12:00:00.000Z', 'x'.repeat(50), '2026-01-31T13:00:00.000Z']
    expect(formatTable(timed, [row], { width: 60 }).split('\n')[1]).toBe(`${row[0]}  xxxxxxx…  ${row[2]}`)
    expect(formatTable(timed, [row], { width: 50, otherwise: '--json' }).split('\n').slice(1, 3)).toEqual([
      `${row[0]}  ${'x'.repeat(23)}…`,
      '… and 1 more column: --json, or a wider terminal',
    ])
    expect(formatTable([timed[0]!], [row], { width: 10 })).toBe('_time\n2026-01-3…\n')
  })

  it('shows a row upright, its values whole', () => {
    expect(formatRow([{ title: 'a' }, { title: 'long name' }, { title: 'none' }], ['x\n', 'y'])).toBe(
      'a          x\\n\nlong name  y\nnone\n',
    )
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
