// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts have variables of this form.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Environment, senselessLines } from './environment.ts'

describe('the environment of a project', () => {
  test('puts values in place of their names, wherever they stand', () => {
    const environment = new Environment('A=one\nB="two words"\n', {})
    expect(environment.expand('${A}/${B}-${A}')).toBe('one/two words-one')
  })

  test('prefers the variables of the process to those of the file', () => {
    expect(new Environment('A=file', { A: 'process' }).expand('${A}')).toBe('process')
  })

  test('does not read a value for further names', () => {
    expect(new Environment('', { A: '${B}', B: 'x' }).expand('${A}')).toBe('${B}')
  })

  test('leaves $${NAME} as ${NAME}, and a lone $ alone', () => {
    const environment = new Environment('A=one', {})
    expect(environment.expand('$${A} costs $5, $A')).toBe('${A} costs $5, $A')
    expect(environment.unresolved('$${A} $${B} $5')).toEqual([])
  })

  test('tells names without a value, and what is not a name, by their place', () => {
    const environment = new Environment('A=one', {})
    expect(environment.unresolved('${A}/${B}/${b c}/${')).toEqual([
      { index: 5, name: 'B' },
      { index: 10, name: undefined },
      { index: 17, name: undefined },
    ])
  })

  test('knows only what was set, not what every object has', () => {
    expect(new Environment('', {}).unresolved('${constructor}')).toEqual([{ index: 0, name: 'constructor' }])
  })

  test('knows the lines of a file that say nothing', () => {
    const file =
      '# a comment\nA=one\nB two\n\n  C = three\nexport D=four\r\nE\nF="first\nsecond\n"\nG=\'it\'\nH="open\nI'
    expect(senselessLines(file)).toEqual([3, 7, 13])
    expect(senselessLines('')).toEqual([])
  })

  test('hides a value that was used, also inside JSON and URLs', () => {
    const environment = new Environment('', { KEY: 'p"ss wörd', UNUSED: 'harmless' })
    environment.expand('${KEY}')
    const text = `p"ss wörd ${JSON.stringify('p"ss wörd')} ?key=${encodeURIComponent('p"ss wörd')} harmless`
    expect(environment.redact(text)).toBe('[hidden] "[hidden]" ?key=[hidden] harmless')
  })

  test('hides a secret that holds another one whole', () => {
    const environment = new Environment('', { A: 'abc', B: 'xabcx' })
    environment.expand('${A} ${B}')
    expect(environment.redact('xabcx')).toBe('[hidden]')
  })

  test('never shows a used value of three characters or more', () => {
    const secret = fc.string({ minLength: 3, unit: fc.constantFrom('a', '"', '\\', ' ', 'é', '%', '$') })
    fc.assert(
      fc.property(secret, fc.string(), (value, around) => {
        const environment = new Environment('', { S: value })
        environment.expand('${S}')
        for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) {
          expect(environment.redact(`${around}${form}${around}`)).not.toContain(value)
        }
      }),
    )
  })
})
