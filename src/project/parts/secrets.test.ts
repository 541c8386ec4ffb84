import { describe, expect, it } from 'vitest'
import { movedOut, secretsOf, shownPart, unhidden, variablesIn } from './secrets.ts'

const variable = (name: string) => `\${${name}}`
const isSecret = secretsOf('sources', new Set(['hook']))
const part = {
  url: 'mysql://ana:hunter2@db/x',
  hook: 'hunter2',
  headers: { 'X-Api-Key': 'hunter2', accept: 'text/plain' },
  list: [{ password: 'hunter2' }, { password: variable('DB') }],
}

describe('the secrets of a part', () => {
  it('are hidden where they are plain, and come back as they were', () => {
    const shown = shownPart(part, isSecret, (text) => text)
    expect(JSON.stringify(shown)).not.toContain('hunter2')
    expect(shown).toMatchObject({ url: 'mysql://ana:[hidden]@db/x', list: [{}, { password: variable('DB') }] })
    expect(unhidden(shown, part, shown)).toEqual(part)
    expect(() => unhidden({ other: '[hidden]' }, part, shown)).toThrow('cannot save other')
  })

  it('move out when they are new, and stay where they were', () => {
    const moved: unknown[] = []
    const put = (...all: unknown[]) => `V${moved.push(all)}`
    const wanted = { ...part, url: 'mysql://ana:better@db/x', hook: 'new', list: part.list }
    expect(movedOut(wanted, part, isSecret, put)).toEqual({
      ...part,
      url: `mysql://ana:${variable('V1')}@db/x`,
      hook: variable('V2'),
    })
    expect(moved).toEqual([
      ['better', ['url'], part.url],
      ['new', ['hook'], 'hunter2'],
    ])
  })

  it('are all that stands among the secrets of a function', () => {
    const functions = secretsOf('functions', new Set())
    expect(functions(['secrets', 'region'])).toBe(true)
    expect(functions(['with', 'region'])).toBe(false)
    expect(functions(['with', 'api_token'])).toBe(true)
  })

  it('are known by their variables', () => {
    expect(variablesIn({ a: [`x${variable('A')}${variable('B')}`], b: `$${variable('C')}` })).toEqual(['A', 'B'])
  })
})
