import { describe, expect, it } from 'vitest'
import type { Part, RunResult } from '../protocol.ts'
import { isSound } from './result-check.ts'

const outputs = [{ stream: 'given', partitions: 1 }]
const tally = { rejected: 0, dropped: 0, late_dropped: 0, duplicate: 0 }

function isTaken(text: string, part: Partial<Part>, rest: Partial<RunResult> = {}): boolean {
  const parts = [{ output: 0, partition: 0, count: 2, length: text.length, ...part }]
  const result = { position: 5, turn: 0, count: 2, tally, parts, kept: false, cpu_ms: 0, ...rest }
  return isSound({ result, body: Buffer.from(text) }, outputs)
}

describe('the check of what a worker tells', () => {
  const lines = '{"a":1}\n\n{"a":2}\n'

  it('takes whole lines, as many as it says', () => {
    expect(isTaken(lines, {})).toBe(true)
    expect(isTaken('', { count: 0 })).toBe(true)
  })

  it.each<[string, boolean]>([
    ['more lines than there are', isTaken(lines, { count: 1000 })],
    ['fewer lines than there are', isTaken(lines, { count: 1 })],
    ['a line without its end', isTaken(lines.trimEnd(), {})],
    ['more bytes than there are', isTaken(lines, { length: 1000 })],
    ['bytes that are of no part', isTaken(lines, { length: 9, count: 1 })],
    ['an output that the function has not', isTaken(lines, { output: 1 })],
    ['a partition that the stream has not', isTaken(lines, { partition: 1 })],
    ['a place before the outputs', isTaken(lines, { output: -1 })],
    ['no list of parts', isTaken(lines, {}, { parts: {} as never })],
    ['a position between two records', isTaken(lines, {}, { position: 0.5 })],
    ['more rejected than there were', isTaken(lines, {}, { tally: { ...tally, rejected: 3 } })],
    ['a count that is none', isTaken(lines, {}, { count: '2' as never })],
  ])('refuses %s', (_, isTaken) => expect(isTaken).toBe(false))
})
