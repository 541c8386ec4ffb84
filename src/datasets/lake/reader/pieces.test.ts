import { expect, test } from 'vitest'
import { pieces } from './pieces.ts'
import { piece_bytes } from './protocol.ts'

async function sizesOf(lengths: readonly number[]): Promise<number[]> {
  const source = (async function* () {
    for (const length of lengths) yield new Uint8Array(length)
  })()
  const sizes: number[] = []
  for await (const piece of pieces(source)) sizes.push(piece.length)
  return sizes
}

test('the first bytes go at once, the next ones when they fill a piece, and the last ones at the end', async () => {
  expect(await sizesOf([10, 20, 30])).toEqual([10, 50])
  expect(await sizesOf([1, piece_bytes - 1, 1, 5])).toEqual([1, piece_bytes, 5])
})

test('what is larger than a piece is cut', async () => {
  expect(await sizesOf([piece_bytes * 2 + 1])).toEqual([piece_bytes, piece_bytes, 1])
  expect(await sizesOf([])).toEqual([])
})
