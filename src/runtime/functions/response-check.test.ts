import { describe, expect, it } from 'vitest'
import { isSoundResponse, responseMistake } from './response-check.ts'

describe('what a function answers', () => {
  it.each([
    [200, {}],
    [599, { 'x-a': 'tab\tand ü in Latin-1', 'set-cookie': ['a=1', 'b=2'] }],
  ])('is sound: %s %j', (status, headers) => {
    expect(responseMistake({ status, headers }, 0)).toBeUndefined()
  })

  it.each([
    [199, {}, 0, 'cannot answer with status "199": expecting 200 to 599'],
    [200.5, {}, 0, 'cannot answer with status "200.5": expecting 200 to 599'],
    [204, {}, 1, 'cannot answer 204 with a body: it has none'],
    [200, {}, 20 << 20, 'cannot answer with 20971520 bytes: expecting at most 16777216'],
    [200, { 'x a': '' }, 0, 'cannot answer with header "x a": expecting a name of letters, digits and -'],
    [200, { 'x-a': 'b\r\nc: d' }, 0, 'cannot answer with header "x-a": expecting one line of text; got "b??c: d"'],
    [200, { 'x-a': ['fine', '\u0000'] }, 0, 'cannot answer with header "x-a": expecting one line of text; got "?"'],
    [200, { 'content-length': '5' }, 0, 'cannot answer with header "content-length": the server sets it'],
    [200, { 'transfer-encoding': 'chunked' }, 0, 'cannot answer with header "transfer-encoding": the server sets it'],
    [200, { 'x-a': 'x'.repeat(9000) }, 0, 'cannot answer with 9003 bytes of headers: expecting at most 8192'],
  ])('is refused: %s %j', (status, headers, length, message) => {
    expect(responseMistake({ status, headers }, length)).toBe(message)
  })

  it.each([undefined, null, 'text', {}, { status: 200 }, { status: 200, headers: { a: 1 } }])(
    'is not believed in another form: %j',
    (response) => {
      expect(isSoundResponse(response as never, 0)).toBe(false)
    },
  )
})
