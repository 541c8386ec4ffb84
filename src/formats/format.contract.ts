/** What every format promises; each format's own test calls `testFormat` and adds what is peculiar to it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureLines } from '../model/batch.ts'
import type { FormatReader, OpenFormat } from '../model/format-reader.ts'
import type { FormatDeclaration } from './format.ts'
import { openFormat } from './open.ts'

/** All that a reader gave, joined. */
export interface Reading {
  readonly text: string
  readonly count: number
  readonly rejected: readonly { bytes: string; reason: string; line: number | undefined }[]
}

/** Feeds the pieces to a new reader. */
export function readAll(format: OpenFormat, pieces: readonly Uint8Array[], encoding?: string): Reading {
  const reader: FormatReader = format.reader(encoding)
  // Copied at once: the bytes are valid until the next piece only.
  const batches = [...pieces.flatMap((piece) => copies(reader.push(piece))), ...copies(reader.end())]
  return {
    text: batches.map(({ text }) => text).join(''),
    count: batches.reduce((sum, { count }) => sum + count, 0),
    rejected: batches.flatMap(({ rejected }) => rejected),
  }
}

/** The records of a reading. */
export function recordsOf({ text }: Reading): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
}

/** A format with options, for tests; records may have 16 MB unless told otherwise. */
export function opened<Declared>(format: Declared, options: object = {}, record_bytes = 16 << 20): OpenFormat {
  return openFormat(format as FormatDeclaration, options, { record_bytes })
}

export function testFormat(declared: unknown): void {
  const format = declared as FormatDeclaration

  describe('its declaration', () => {
    it('says in a sentence what it and each option is, with a default', () => {
      expect(format.summary).toMatch(/\.$/)
      for (const [name, schema] of Object.entries(format.options.properties)) {
        expect(schema, name).toMatchObject({ description: expect.stringMatching(/\.$/), default: expect.anything() })
      }
    })

    it('is known by media types and endings', () => {
      expect(format.mediaTypes.length).toBeGreaterThan(0)
      expect(format.extensions.length).toBeGreaterThan(0)
    })
  })

  describe.each(format.cases.map((example) => [JSON.stringify(example.given), example] as const))(
    'given %s',
    (_, example) => {
      const { options, given, gives, rejects = [] } = example
      const bytes = Buffer.from(given)

      it('gives its records and says what it rejects', () => {
        const reading = readAll(opened(format, options), [bytes])
        expect(recordsOf(reading)).toEqual(gives)
        expect(reading.count).toBe(gives.length)
        expect(reading.rejected.map(({ reason }) => reason)).toEqual(rejects)
      })

      it('gives the same however the input is cut', () => {
        const whole = readAll(opened(format, options), [bytes])
        for (let at = 0; at <= bytes.length; at++) {
          expect(readAll(opened(format, options), [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole)
        }
        expect(
          readAll(
            opened(format, options),
            [...bytes].map((byte) => Uint8Array.of(byte)),
          ),
        ).toEqual(whole)
      })
    },
  )

  describe('any bytes', () => {
    it('become records and rejections, the same ones however they are cut', () => {
      fc.assert(
        fc.property(
          anyInput(format),
          fc.array(fc.nat(60), { maxLength: 8 }),
          fc.integer({ min: 1, max: 80 }),
          (bytes, cuts, limit) => {
            const whole = readAll(opened(format, {}, limit), [bytes])
            expect(readAll(opened(format, {}, limit), cut(bytes, cuts))).toEqual(whole)
            expect(measureLines(Buffer.from(whole.text)).records).toBe(whole.count)
            if (whole.text !== '') expect(whole.text.endsWith('\n')).toBe(true)
            for (const { reason } of whole.rejected) expect(reason).toMatch(/^cannot read \w+: /)
          },
        ),
        { numRuns: 1000 },
      )
    })
  })
}

/** Random bytes, and the format's own examples and punctuation shuffled, which get further into it. */
function anyInput(format: FormatDeclaration): fc.Arbitrary<Uint8Array> {
  const tokens = [
    '\n',
    '\r\n',
    '"',
    '""',
    ',',
    ';',
    '\t',
    '{',
    '}',
    '[',
    ']',
    ':',
    '\\',
    ' ',
    '1',
    '1,5',
    'null',
    'é',
    '\uFEFF',
    '{"a":1}',
  ]
  const examples = format.cases.map(({ given }) => given)
  return fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.constantFrom(...tokens, ...examples), { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''))),
    fc.tuple(fc.constantFrom(...examples), fc.nat(), fc.nat(255)).map(([text, at, byte]) => {
      const bytes = Buffer.from(text)
      bytes[at % bytes.length] = byte
      return bytes
    }),
  )
}

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let start = 0
  for (const length of cuts) {
    pieces.push(bytes.subarray(start, start + length))
    start += length
  }
  return [...pieces, bytes.subarray(start)]
}

function copies(batches: ReturnType<FormatReader['push']>) {
  return batches.map(({ bytes, count, rejected = [] }) => ({
    text: Buffer.from(bytes).toString(),
    count,
    rejected: rejected.map(({ bytes, reason, line }) => ({
      bytes: Buffer.from(bytes).toString('latin1'),
      reason,
      line,
    })),
  }))
}
