/**
 * The encodings of text that is not UTF-8. A byte order mark decides; without one, text whose first character has a zero byte is
 * UTF-16; everything else passes as UTF-8, and whoever cuts it into records reads each record that is not UTF-8 as Windows-1252
 * (`toUtf8`), of which Latin-1 is a part. Nothing needs the whole text, so the answer is the same however the input is cut.
 */
import { isUtf8 } from 'node:buffer'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** The most bytes of a text's beginning that `detectEncoding` looks at. */
export const encodingBytes = 3

/** What the first bytes of a text say, and how long its byte order mark is. */
export function detectEncoding(first: Uint8Array): { encoding: Encoding; markBytes: number } {
  const [a, b, c] = first
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', markBytes: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', markBytes: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', markBytes: 2 }
  if (a !== undefined && a !== 0 && b === 0) return { encoding: 'utf-16le', markBytes: 0 }
  if (a === 0 && b !== undefined && b !== 0) return { encoding: 'utf-16be', markBytes: 0 }
  return { encoding: 'utf-8', markBytes: 0 }
}

/** A record's bytes as UTF-8: those that are not are read as Windows-1252. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  return isUtf8(bytes) ? bytes : Buffer.from(windows1252.decode(bytes))
}

/** A text's pieces, turned into UTF-8 one after the other; UTF-8 passes as it is, without its mark. */
export class Transcoder {
  readonly #given: Encoding | undefined
  #decoder: InstanceType<typeof TextDecoder> | undefined
  #first: Uint8Array = new Uint8Array(0)
  #begun = false

  /** Without an encoding it is found out. A byte order mark of the encoding is removed in any case. */
  constructor(encoding?: Encoding) {
    this.#given = encoding
  }

  push(piece: Uint8Array): Uint8Array {
    if (!this.#begun) {
      const first = this.#first.length > 0 ? Buffer.concat([this.#first, piece]) : piece
      if (first.length < encodingBytes) {
        this.#first = Buffer.from(first)
        return new Uint8Array(0)
      }
      piece = this.#begin(first)
    }
    return this.#decoder ? Buffer.from(this.#decoder.decode(piece, { stream: true })) : piece
  }

  end(): Uint8Array {
    const rest = this.#begun ? new Uint8Array(0) : this.#begin(this.#first)
    return this.#decoder ? Buffer.from(this.#decoder.decode(rest)) : rest
  }

  #begin(first: Uint8Array): Uint8Array {
    this.#begun = true
    const { encoding, markBytes } = detectEncoding(first)
    const chosen = this.#given ?? encoding
    if (chosen !== 'utf-8') this.#decoder = new TextDecoder(chosen, { ignoreBOM: true })
    return chosen === encoding ? first.subarray(markBytes) : first
  }
}

const windows1252 = new TextDecoder('windows-1252')
