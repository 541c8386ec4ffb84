import { Type } from 'typebox'
import { encodingOption, transcoded } from './encoding-option.ts'
import { defineFormat } from './format.ts'
import { JsonBytes } from './json-bytes.ts'
import { type ConvertedLines, lineReader } from './line-reader.ts'

export default defineFormat({
  name: 'lines',
  summary: 'Plain text; each line that is not blank becomes { "message": line }.',
  options: Type.Object({ encoding: encodingOption }),
  mediaTypes: ['text/plain'],
  extensions: ['log', 'txt', 'text', 'out', 'err'],
  lineByLine: true,
  cases: [
    { given: 'first\nsecond\n', gives: [{ message: 'first' }, { message: 'second' }] },
    { given: 'ends with CR LF\r\n\r\n\tno end', gives: [{ message: 'ends with CR LF' }, { message: '\tno end' }] },
    { given: 'a "quote", a \\ and a \u0001\n', gives: [{ message: 'a "quote", a \\ and a \u0001' }] },
  ],

  open({ encoding }, limits) {
    return transcoded(encoding, lineReader(limits, messagesOf))
  },
})

function messagesOf(lines: Uint8Array): ConvertedLines {
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
      out.raw(prefix)
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
