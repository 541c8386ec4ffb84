import { expect, it } from 'vitest'
import { fileNameOf } from './save-file.ts'

it('names a file without what leads into a folder or means something to a file system', () => {
  expect(fileNameOf('Orders/min: "all" <now>.csv')).toBe('Orders min   all   now .csv')
  expect(fileNameOf('..\\..\\x|y?.png')).toBe('.. .. x y .png')
  expect(fileNameOf('Último año – 5 %.svg')).toBe('Último año – 5 %.svg')
})
