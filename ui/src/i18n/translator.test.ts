import { describe, expect, it } from 'vitest'
import { translator } from './translator.ts'

describe('sentences of the server', () => {
  const translate = translator({
    'cannot {} "{}": {}': 'no se puede {1} "{2}": {3}',
    'cannot read "{}": {}': 'no se lee "{1}": {2}',
    read: 'leer',
    save: 'guardar',
    'expecting {}; got {}': 'hay {2}; se espera {1}',
    'a number': 'un número',
  })

  it('are translated by their form, the one with more words first, and so is what stands in them', () => {
    expect(translate('cannot save "a": expecting a number; got x')).toBe(
      'no se puede guardar "a": hay x; se espera un número',
    )
    expect(translate('cannot read "a": nothing')).toBe('no se lee "a": nothing')
  })

  it('keep names in quotes as they are, over several lines, too', () => {
    expect(translate('cannot save "read": one\ntwo')).toBe('no se puede guardar "read": one\ntwo')
  })

  it('stay as they were said where nothing is known of them', () => {
    expect(translate('cannot do anything')).toBe('cannot do anything')
    expect(translate('')).toBe('')
  })
})
