import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginningOf, textsIn, writtenForms } from './whole-secrets.ts'

describe('a text that is cut', () => {
  it('ends before a secret that does not fit as a whole', () => {
    expect(beginningOf('key=hunter22 x', 8, ['hunter22'])).toBe('key=')
    expect(beginningOf('key=hunter22 x', 12, ['hunter22'])).toBe('key=hunter22')
    expect(beginningOf('a "b\\"c" d', 6, ['b"c'])).toBe('a "')
    expect(beginningOf('short', 8, ['hort'])).toBe('short')
  })

  it('has no part of a secret left once the secrets in it are hidden', () => {
    const secret = fc.stringMatching(/^[ab]{3,6}$/)
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), fc.nat(40), (secrets, most) => {
        const text = secrets.map((each) => `<${each}>`).join('')
        let shown = beginningOf(text, most, secrets)
        for (const form of writtenForms(secrets)) shown = shown.replaceAll(form, '')
        expect(shown).toMatch(/^[<>]*$/)
      }),
    )
  })

  it('knows the secrets at any depth', () => {
    expect(textsIn({ a: 'x', b: [{ c: 'y' }, 1, null] })).toEqual(['x', 'y'])
  })
})
