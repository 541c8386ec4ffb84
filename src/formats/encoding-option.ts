import { Type } from 'typebox'
import { type Encoding, encodings, Transcoder } from '../lib/encoding.ts'
import type { FormatReader } from './format.ts'

/** The option that every text format has. */
export const encodingOption = Type.Union([Type.Literal('detect'), ...encodings.map((name) => Type.Literal(name))], {
  description:
    'How the text is written; `detect` knows UTF-16 and UTF-8 by their marks, and reads records that are not UTF-8 as Windows-1252 (Latin-1).',
  default: 'detect',
})

/** A reader of UTF-8 that is fed text of any encoding. */
export function transcoded(encoding: 'detect' | Encoding, reader: FormatReader): FormatReader {
  const transcoder = new Transcoder(encoding === 'detect' ? undefined : encoding)
  return {
    push: (piece) => reader.push(transcoder.push(piece)),
    end: () => [...reader.push(transcoder.end()), ...reader.end()],
    ...(reader.found && { found: () => reader.found!() }),
  }
}
