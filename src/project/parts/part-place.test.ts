import { describe, expect, it } from 'vitest'
import { maybeOptionAt, wayToPlace } from './part-place.ts'

const file = `sources:
  logs:
    type: tail
    rules: [{ field: a }, { field: b, type: number }]
  host: { type: host, to: host }
`

describe('the option at a place', () => {
  it('is told by its keys, and by positions in lists', () => {
    const at = (line: number, column: number) => maybeOptionAt(file, 'sources', 'logs', { line, column })
    expect(at(3, 11)).toBe('type')
    expect(at(4, 39)).toBe('rules.1.type')
    expect(at(2, 3)).toBe('')
    expect(at(5, 11)).toBeUndefined()
    expect(at(99, 1)).toBeUndefined()
    expect(wayToPlace(file, { line: 4, column: 39 })).toEqual(['sources', 'logs', 'rules', '1', 'type'])
    expect(wayToPlace(file, { line: 99, column: 1 })).toEqual([])
    expect(maybeOptionAt(file, 'streams', 'logs', { line: 3, column: 11 })).toBeUndefined()
  })
})
