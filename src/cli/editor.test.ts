import { describe, expect, it } from 'vitest'
import { formatTexts, parseTexts } from './editor.ts'
import type { Rejected } from './rejected.ts'

const record = (offset: number, text: string, reason = 'bad'): Rejected => ({
  id: `events_rejected:${offset}`,
  offset,
  text,
  reason,
  received: '',
  source: null,
  line: null,
  request: null,
  function: null,
  bytes: null,
  fate: null,
})

describe('records in an editor', () => {
  const records = [record(3, '{"a":', 'a reason\nof two lines'), record(12, '# no record')]

  it('come back as they were when nothing is changed', () => {
    expect(parseTexts(formatTexts(records), records)).toEqual(
      new Map([
        [3, '{"a":'],
        [12, '# no record'],
      ]),
    )
  })

  it('may be written over several lines, and be removed', () => {
    const content = formatTexts(records).replace('{"a":', '{\n  "a": 1\n}').replace('# no record', '')
    expect(parseTexts(content, records)).toEqual(new Map([[3, '{\n  "a": 1\n}']]))
  })
})
