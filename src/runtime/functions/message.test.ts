import { describe, expect, it } from 'vitest'
import { encodeMessage, MessageReader } from './message.ts'

describe('messages', () => {
  it('come through in any pieces', () => {
    const bytes = Buffer.concat([
      ...encodeMessage({ type: 'a' }, Buffer.from('one\n')),
      ...encodeMessage({ type: 'b', text: 'ñ' }),
      ...encodeMessage({ type: 'c' }, Buffer.alloc(100_000, 7)),
    ])
    for (const size of [1, 3, 1000, bytes.length]) {
      const reader = new MessageReader()
      const messages = []
      for (let at = 0; at < bytes.length; at += size) messages.push(...reader.push(bytes.subarray(at, at + size)))
      expect(messages.map(({ head }) => head)).toEqual([{ type: 'a' }, { type: 'b', text: 'ñ' }, { type: 'c' }])
      expect(messages.map(({ body }) => body.length)).toEqual([4, 0, 100_000])
    }
  })

  it('are refused when they are none', () => {
    expect(() => new MessageReader().push(Buffer.alloc(8, 255))).toThrow('too long')
    expect(() => new MessageReader().push(Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 1, 2]))).toThrow()
  })
})
