import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Encoding, Transcoder, toUtf8 } from './encoding.ts'

function transcode(pieces: readonly Uint8Array[], encoding?: Encoding): string {
  const transcoder = new Transcoder(encoding)
  return Buffer.concat([...pieces.map((piece) => transcoder.push(piece)), transcoder.end()]).toString()
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

describe('Transcoder', () => {
  it('finds out UTF-8 and UTF-16, with and without a mark', () => {
    expect(transcode([Buffer.from('grün')])).toBe('grün')
    expect(transcode([Buffer.from('\uFEFFgrün')])).toBe('grün')
    expect(transcode([utf16('\uFEFFgrün')])).toBe('grün')
    expect(transcode([utf16('grün')])).toBe('grün')
    expect(transcode([utf16('\uFEFFgrün').swap16()])).toBe('grün')
    expect(transcode([utf16('grün').swap16()])).toBe('grün')
    expect(transcode([utf16('ñ')])).toBe('ñ')
    expect(transcode([Buffer.from('a\0b\nplain')])).toBe('a\0b\nplain')
    expect(transcode([Buffer.from('\0'), Buffer.from('abc')])).toBe('\0abc')
  })

  it('does as it is told', () => {
    expect(transcode([Buffer.from('grün €', 'latin1')], 'windows-1252')).toBe('grün ¬')
    expect(transcode([Uint8Array.of(0x80)], 'windows-1252')).toBe('€')
    expect(transcode([utf16('ab')], 'utf-16le')).toBe('ab')
  })

  it('says the same however the text is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(3), fc.nat(40), (text, kind, at) => {
        const bytes = [
          Buffer.from(text),
          Buffer.from(`\uFEFF${text}`),
          utf16(`\uFEFF${text}`),
          utf16(`\uFEFF${text}`).swap16(),
        ][kind]!
        expect(transcode([bytes.subarray(0, at), bytes.subarray(at)])).toBe(transcode([bytes]))
      }),
    )
  })

  it('holds back nothing that has a line end', () => {
    expect(Buffer.from(new Transcoder('utf-8').push(Buffer.from('\n'))).toString()).toBe('\n')
    expect(Buffer.from(new Transcoder().push(Buffer.from('a\n'))).toString()).toBe('a\n')
  })
})

describe('toUtf8', () => {
  it('reads what is not UTF-8 as Windows-1252', () => {
    expect(Buffer.from(toUtf8(Buffer.from('grün'))).toString()).toBe('grün')
    expect(Buffer.from(toUtf8(Buffer.from('grün', 'latin1'))).toString()).toBe('grün')
  })
})
