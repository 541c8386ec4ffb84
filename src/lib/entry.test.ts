import { expect, it } from 'vitest'
import { entryFile } from './entry.ts'

it('names the file of a process as its own module is named', () => {
  expect(entryFile('file:///shop/src/lake/index.ts', './lake-process')).toBe('/shop/src/lake/lake-process.ts')
  expect(entryFile('file:///shop/dist/lake/index.js', './lake-process')).toBe('/shop/dist/lake/lake-process.js')
})
