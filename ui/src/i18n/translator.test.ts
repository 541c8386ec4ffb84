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

  it('may follow each other, the last of one not being taken for the whole rest', () => {
    expect(translate('cannot read "a": x; cannot read "b": y')).toBe('no se lee "a": x; no se lee "b": y')
    expect(translate('expecting x; got y')).toBe('hay y; se espera x')
    expect(translate('Some words of others. a number')).toBe('Some words of others. a number')
  })

  it('may have quotes in what they quote, where nothing else fits', () => {
    const quoting = translator({ 'cannot read "{}": {}': '1 {1=}', 'cannot read "{}" of "{}": {}': '2 {1=} {2=}' })
    expect(quoting('cannot read "a" of "b": x')).toBe('2 a b')
    expect(quoting('cannot read "a"b": x')).toBe('1 a"b')
  })

  it('are joined only of single words and of what is known', () => {
    const joined = translator(
      { 'a list of {}': 'una lista de {1}', 'by {}': 'por {1=}', a: 'una' },
      { '{} or {}': '{1} o {2}' },
    )
    expect(joined('a or b')).toBe('a o b')
    expect(joined('text or a list of a or b')).toBe('text o una lista de a o b')
    expect(joined('what they say or do')).toBe('what they say or do')
    expect(joined('by a')).toBe('por a')
  })
})
