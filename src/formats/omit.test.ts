import { expect, test } from 'vitest'
import { createBodyReaders } from './body-reader.ts'

const readerOf = createBodyReaders({ record_bytes: 1 << 20 })

async function without(fields: string | readonly string[], text: string, type?: string): Promise<string> {
  const reader = await readerOf(type, { omit: fields })
  const batches = [...reader.push(Buffer.from(text)), ...reader.end()]
  return batches.map(({ bytes }) => Buffer.from(bytes).toString()).join('')
}

test('records are read without the fields that nobody wants, and keep all others as they are written', async () => {
  expect(await without('b', '{"a":1.10,"b":2}\n\n{"a":12345678901234567890}\n')).toBe(
    '{"a":1.10}\n\n{"a":12345678901234567890}\n',
  )
  expect(await without(['a', 'c.d'], '{"a":1,"b":2,"c":{"d":1,"e":2}}\n')).toBe('{"b":2,"c":{"e":2}}\n')
  expect(await without('a.b', '{"a.b":1,"a":{"b":1,"c":2}}\n')).toBe('{"a":{"c":2}}\n')
  expect(await without('b', 'a,b\n1,2\n', 'text/csv')).toBe('{"a":1}\n')
})

test('what is no record stays for whoever rejects it', async () => {
  expect(await without('a', '{"a":1\n[1]\n')).toBe('{"a":1\n[1]\n')
})
