import { parseEnv } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withVariable } from './env-text.ts'

describe('the text of .env with a variable set', () => {
  it('keeps the rest, and replaces a value that was there', () => {
    expect(withVariable('', 'A', 'x')).toBe("A='x'\n")
    expect(withVariable('# Ours.\nA=1 # one\nexport B=2', 'B', 'x y')).toBe("# Ours.\nA=1 # one\nB='x y'")
    expect(withVariable('A=1', 'B', "it's")).toBe('A=1\nB="it\'s"\n')
  })

  it('holds any value, or says that it cannot', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', "A='x\ny'\nC=d\n", 'C="#"'), (value, text) => {
        let made: string
        try {
          made = withVariable(text, 'A', value)
        } catch (error) {
          expect(String(error)).toContain('cannot keep')
          return
        }
        expect({ ...parseEnv(made) }).toEqual({ ...parseEnv(text), A: value })
      }),
      { numRuns: 20 },
    )
  })
})
