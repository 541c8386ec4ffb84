/**
 * The encodings of text that is not UTF-8. A byte order mark decides; without one, text whose first character has a zero byte is
 * UTF-16; everything else passes as UTF-8, and whoever cuts it into records reads each record that is not UTF-8 as Windows-1252
 * (`toUtf8`), of which Latin-1 is a part. Nothing needs the whole text, so the answer is the same however the input is cut.
 */
import { isUtf8 } from 'node:buffer'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** Names that others give them (WHATWG Encoding Standard, where Latin-1 is a part of Windows-1252). */
const otherNames: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
}

/** The encoding of this name, as a `charset` says it, in capitals or not; undefined for one that is not read here. */
export function maybeEncoding(name: string): Encoding | undefined {
  const lower = name.toLowerCase()
  return encodings.find((encoding) => encoding === lower) ?? otherNames[lower]
}

const marks: Record<Encoding, readonly number[]> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
  'windows-1252': [],
}

/** What the first bytes of a text say; two tell enough, or four where one of them is zero: UTF-16 has every other one so. */
export function detectEncoding(first: Uint8Array): Encoding {
  const [a, b, c = a, d = b] = first
  if ((a === 0xff && b === 0xfe) || (a !== undefined && a !== 0 && b === 0 && c !== 0 && d === 0)) return 'utf-16le'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0 && c === 0 && d !== 0)) return 'utf-16be'
  return 'utf-8'
}

/** A record's bytes as UTF-8: those that are not are read as Windows-1252. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  return isUtf8(bytes) ? bytes : Buffer.from(windows1252.decode(bytes))
}

/**
 * A text's pieces, turned into UTF-8 one after the other, without the byte order mark; UTF-8 passes as it is. Nothing that holds a
 * line's end is held back.
 */
export class Transcoder {
  #encoding: Encoding | undefined
  #decoder: InstanceType<typeof TextDecoder> | undefined
  #first: Uint8Array = new Uint8Array(0)
  #begun = false

  /** Without an encoding it is found out. */
  constructor(encoding?: Encoding) {
    this.#encoding = encoding
  }

  push(piece: Uint8Array): Uint8Array {
    if (!this.#begun) {
      const first = this.#first.length > 0 ? Buffer.concat([this.#first, piece]) : piece
      if (this.#awaitsMore(first)) {
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

  /** Whether more bytes could still make an encoding or its mark of these. */
  #awaitsMore(first: Uint8Array): boolean {
    if (!this.#encoding && (first.length < 2 || (first.length < 4 && (first[0] === 0) !== (first[1] === 0))))
      return true
    const mark = marks[this.#encoding ?? detectEncoding(first)]
    return first.length < mark.length && first.every((byte, i) => byte === mark[i])
  }

  #begin(first: Uint8Array): Uint8Array {
    this.#begun = true
    this.#encoding ??= detectEncoding(first)
    if (this.#encoding !== 'utf-8') this.#decoder = new TextDecoder(this.#encoding, { ignoreBOM: true })
    const mark = marks[this.#encoding]
    return mark.every((byte, i) => byte === first[i]) ? first.subarray(mark.length) : first
  }
}

const windows1252 = new TextDecoder('windows-1252')
