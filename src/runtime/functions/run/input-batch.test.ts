import { describe, expect, it } from 'vitest'
import { batchOf, bytesOf, originsOf, splitBatch } from './input-batch.ts'

const piece = (offset: number, text: string, count: number, line?: number) => ({
  offset,
  count,
  origin: { source: 'test', ...(line === undefined ? {} : { line }) },
  bytes: Buffer.from(text),
})

describe('a batch of records', () => {
  const batch = batchOf([piece(10, 'a\n\nb\n', 2, 5), piece(12, 'c\n  \nd\ne\n', 3)])
  const shown = (part: typeof batch | undefined) =>
    part && { text: Buffer.from(bytesOf(part)).toString(), count: part.count, position: part.position }

  it('knows how many there are and what comes behind', () => {
    expect(shown(batch)).toEqual({ text: 'a\n\nb\nc\n  \nd\ne\n', count: 5, position: 15 })
  })

  it('is split between records, within a frame or between two, blank lines or not', () => {
    expect(splitBatch(batch, 0).map(shown)).toEqual([undefined, shown(batch)])
    expect(splitBatch(batch, 1).map(shown)).toEqual([
      { text: 'a\n', count: 1, position: 11 },
      { text: '\nb\nc\n  \nd\ne\n', count: 4, position: 15 },
    ])
    expect(splitBatch(batch, 2).map(shown)).toEqual([
      { text: 'a\n\nb\n', count: 2, position: 12 },
      { text: 'c\n  \nd\ne\n', count: 3, position: 15 },
    ])
    expect(splitBatch(batch, 4).map(shown)[1]).toEqual({ text: 'e\n', count: 1, position: 15 })
    expect(splitBatch(batch, 5).map(shown)).toEqual([shown(batch), undefined])
  })

  it('keeps offset and line of each record', () => {
    const [, rest] = splitBatch(batch, 1)
    expect(originsOf(rest!)[0]).toMatchObject({ offset: 11, count: 1, line: 6 })
  })
})
