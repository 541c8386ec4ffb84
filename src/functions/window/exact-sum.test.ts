import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addExactly, sumOf } from './exact-sum.ts'

function sum(numbers: readonly number[]): number {
  const partials: number[] = []
  for (const number of numbers) addExactly(partials, number)
  return sumOf(partials)
}

it('loses nothing of small numbers beside large ones', () => {
  expect(sum([1e16, 1, -1e16])).toBe(1)
  expect(sum(Array(10).fill(0.1))).toBe(1)
  expect(sum([1e300, 1, -1e300, 1e-300])).toBe(1)
  expect(sum([])).toBe(0)
  expect(sum([-0])).toBe(0)
})

it('rounds once, halves by what lies below them', () => {
  expect(sum([1, 2 ** -53])).toBe(1)
  expect(sum([1, 2 ** -53, 2 ** -105])).toBe(1 + 2 ** -52)
  expect(sum([1, 2 ** -53, -(2 ** -105)])).toBe(1)
})

it('is the same in every order, and that of whole numbers as they are added by BigInt', () => {
  const number = fc.double({ min: -1e300, max: 1e300, noNaN: true })
  fc.assert(
    fc.property(fc.array(number), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers, random) => {
      const places = new Map(numbers.map((_, i) => [i, random.next().value as number]))
      const order = numbers.map((_, i) => i).sort((a, b) => places.get(a)! - places.get(b)!)
      expect(sum(order.map((i) => numbers[i]!))).toBe(sum(numbers))
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger()), (numbers) => {
      expect(sum(numbers)).toBe(Number(numbers.reduce((total, number) => total + BigInt(number), 0n)))
    }),
  )
})
