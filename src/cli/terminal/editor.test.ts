import { describe, expect, it } from 'vitest'
import type { RejectedReport } from '../../model/rejected-report.ts'
import { formatTexts, parseTexts } from './editor.ts'

const record = (offset: number, text: string, reason = 'bad'): RejectedReport => ({
  id: `events_rejected:${offset}`,
  offset,
  text,
  reason,
  received: '',
  source: null,
  stream: null,
  line: null,
  request: null,
  function: null,
  bytes: null,
  fate: null,
})

describe('records in an editor', () => {
  const records = [record(3, '{"a":', 'a reason\nof two lines'), record(12, '# no record')]

  it('are none of them to be replayed when nothing is changed', () => {
    expect(parseTexts(formatTexts(records), records)).toEqual(new Map())
  })

  it('are those that were changed', () => {
    const content = formatTexts(records).replace('# no record', '{"a":1}')
    expect(parseTexts(content, records)).toEqual(new Map([[12, '{"a":1}']]))
  })

  it('may be written over several lines, and be removed', () => {
    const content = formatTexts(records).replace('{"a":', '{\n  "a": 1\n}').replace('# no record', '')
    expect(parseTexts(content, records)).toEqual(new Map([[3, '{\n  "a": 1\n}']]))
  })
})
