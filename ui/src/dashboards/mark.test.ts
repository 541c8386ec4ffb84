import { describe, expect, it } from 'vitest'
import { marksOf } from './mark.ts'

const time = '2024-05-01T10:00:00.000Z'
const until = '2024-05-01T10:05:00.000Z'

describe('what happened', () => {
  it('has a time, perhaps an end, and a text', () => {
    const columns = [
      { name: 'time', type: 'TIMESTAMP' },
      { name: 'until', type: 'TIMESTAMP' },
      { name: 'text', type: 'VARCHAR' },
    ]
    expect(marksOf({ columns, rows: [{ time, until, text: 'Slow' }, { time: null }] }, 'bad')).toEqual([
      { time: Date.parse(time), until: Date.parse(until), text: 'Slow', tone: 'bad' },
    ])
  })

  it('is a moment without a second time', () => {
    const columns = [
      { name: '_time', type: 'TIMESTAMP WITH TIME ZONE' },
      { name: 'version', type: 'VARCHAR' },
    ]
    expect(marksOf({ columns, rows: [{ _time: time, version: '1.2' }] }, 'plain')).toEqual([
      { time: Date.parse(time), text: '1.2', tone: 'plain' },
    ])
  })
})
