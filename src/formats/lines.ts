import { Type } from 'typebox'
import { maybeLineTime } from '../model/line-time.ts'
import { encodingOption, transcoded } from './encoding-option.ts'
import { defineFormat } from './format.ts'
import { JsonBytes } from './json-bytes.ts'
import { type ConvertedLines, lineReader } from './line-reader.ts'

export default defineFormat({
  name: 'lines',
  summary: 'Plain text; each line that is not blank becomes { "message": line }.',
  options: Type.Object({
    encoding: encodingOption,
    time: Type.Union([Type.Literal('received'), Type.Literal('auto'), Type.Literal('utc')], {
      description:
        'Where the time of a record comes from: `received` is when it came; `auto` is the time with which its line begins, where that has an offset (RFC 3339, access logs); `utc` takes times without an offset, too, and as UTC.',
      default: 'received',
    }),
  }),
  mediaTypes: ['text/plain'],
  extensions: ['log', 'txt', 'text', 'out', 'err'],
  lineByLine: 'alone',
  cases: [
    { given: 'first\nsecond\n', gives: [{ message: 'first' }, { message: 'second' }] },
    { given: 'ends with CR LF\r\n\r\n\tno end', gives: [{ message: 'ends with CR LF' }, { message: '\tno end' }] },
    {
      options: { time: 'auto' },
      given: '2026-03-02T08:00:01Z INFO paid\n\tat pay.ts\n',
      gives: [{ _time: '2026-03-02T08:00:01Z', message: '2026-03-02T08:00:01Z INFO paid' }, { message: '\tat pay.ts' }],
    },
    { given: 'a "quote", a \\ and a \u0001\n', gives: [{ message: 'a "quote", a \\ and a \u0001' }] },
  ],

  open({ encoding, time }, limits, start) {
    return transcoded(
      encoding,
      lineReader(limits, (lines) => messagesOf(lines, time), start),
    )
  },
})

function messagesOf(lines: Uint8Array, time: 'received' | 'auto' | 'utc'): ConvertedLines {
  const buffer = Buffer.from(lines.buffer, lines.byteOffset, lines.length)
  const out = new JsonBytes(lines.length + (lines.length >> 2))
  let count = 0
  let records = 0
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(10, start)
    const stop = end > start && buffer[end - 1] === 13 ? end - 1 : end
    let at = start
    while (at < stop && buffer[at]! <= 32) at++
    if (at < stop) {
      const own = time === 'received' ? undefined : maybeLineTime(buffer, at, stop, time === 'utc')
      out.raw(own === undefined ? prefix : Buffer.from(`{"_time":"${own}","message":`))
      out.string(buffer, start, stop)
      out.raw(suffix)
      records++
    }
    count++
    start = end + 1
  }
  return { bytes: out.bytes(), lines: count, records }
}

const prefix = Buffer.from('{"message":')
const suffix = Buffer.from('}\n')
