import { expect, test } from 'vitest'
import { defaults, readState, searchOf, stateOf } from './state.ts'

test('the state comes back from the address as it went there', () => {
  const state = {
    ...defaults,
    q: 'level:error and "a, b"',
    mode: 'sql' as const,
    in: ['logs', 'odd,name', '100%'],
    from: '',
    columns: ['http.status'],
    record: 'logs:17',
  }
  expect(stateOf(searchOf(state))).toEqual(state)
})

test('what is as by default is not in the address', () => {
  expect(searchOf(defaults)).toEqual({})
  expect(stateOf({})).toEqual(defaults)
})

test('what is not understood is left out of the state', () => {
  expect(readState({ q: 'a', evil: 'x', mode: 3 })).toEqual({ q: 'a' })
  expect(stateOf({ mode: 'other', in: ',,' })).toEqual(defaults)
})
