import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isBinary } from './binary.ts'

test('programs and compressed bytes are binary', () => {
  expect(isBinary(readFileSync(process.execPath).subarray(0, 1024))).toBe(true)
  expect(isBinary(gzipSync(Array.from({ length: 2000 }, (_, i) => i * i).join()))).toBe(true)
})

test('texts are not, in whatever encoding, with colours, or with a stray zero', () => {
  const text = 'año,nivel\n2024-01-01,1.5\n'.repeat(20)
  const texts = [Buffer.from(text), Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')]
  expect([...texts, Buffer.from(`\u001b[31mred\u001b[0m\n${text}\0`), Buffer.alloc(0)].map(isBinary)).toEqual(
    Array(5).fill(false),
  )
})
