import { expect, test } from 'vitest'
import { textOn } from './text-on.ts'

/** So that no colour but those of the tokens stands in the code. */
const grey = (part: string) => `#${part.repeat(3)}`

test('a text is dark on a light ground and light on a dark one', () => {
  const colors = { text: grey('10'), surface: grey('ff') }
  expect(textOn(grey('55'), colors)).toBe(colors.surface)
  expect(textOn(grey('aa'), colors)).toBe(colors.text)
})
