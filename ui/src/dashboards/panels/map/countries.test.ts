import { expect, test } from 'vitest'
import { Countries } from './countries.ts'

test('countries are found by code and by name, in English and in the language of the page', () => {
  const countries = new Countries(['es'])
  expect(['ES', 'esp', '724', 'Spain', 'España', 'espana'].map((text) => countries.codeOf(text))).toEqual(
    Array(6).fill('724'),
  )
  expect(countries.codeOf('Atlantis')).toBeUndefined()
  expect(countries.nameOf('276')).toBe('Alemania')
})
