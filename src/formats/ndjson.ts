import { Type } from 'typebox'
import { measureLines } from '../model/batch.ts'
import { encodingOption, transcoded } from './encoding-option.ts'
import { defineFormat } from './format.ts'
import { lineReader } from './line-reader.ts'

/** The fast lane: bytes are cut at line ends and counted, never parsed. */
export default defineFormat({
  name: 'ndjson',
  summary: 'One JSON object a line (JSON lines); a line that is not JSON is told apart where it is stored.',
  options: Type.Object({ encoding: encodingOption }),
  mediaTypes: ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/x-jsonlines'],
  extensions: ['ndjson', 'jsonl'],
  lineByLine: 'alone',
  cases: [
    { given: '{"a":1}\n{"a":2}\n', gives: [{ a: 1 }, { a: 2 }] },
    { given: '\uFEFF{"a":1}\r\n\r\n  {"a":2}', gives: [{ a: 1 }, { a: 2 }] },
  ],

  looksLike: ([first = '']) => first.trim().startsWith('{') && isWhole(first),

  open({ encoding }, limits, start) {
    return transcoded(
      encoding,
      lineReader(limits, (bytes) => ({ bytes, ...measureLines(bytes) }), start),
    )
  },
})

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
