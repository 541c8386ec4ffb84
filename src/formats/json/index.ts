import { Type } from 'typebox'
import { encodingOption, transcoded } from '../encoding-option.ts'
import { defineFormat } from '../format.ts'
import { JsonReader } from './reader.ts'

export default defineFormat({
  name: 'json',
  summary: 'One JSON object, an array of objects, or objects one after the other, pretty-printed or not.',
  options: Type.Object({ encoding: encodingOption }),
  mediaTypes: ['application/json', 'text/json'],
  extensions: ['json'],
  cases: [
    { given: '{ "a": 1 }', gives: [{ a: 1 }] },
    { given: '[{"a":1},\n {"a":2}]', gives: [{ a: 1 }, { a: 2 }] },
    { given: '{\n  "a": [1,\n 2],\n  "b": "x y"\n}\n{"a":3}', gives: [{ a: [1, 2], b: 'x y' }, { a: 3 }] },
    {
      given: '[{"a":1}, 2, "three", null, [4], {"a":5}]',
      gives: [{ a: 1 }, { a: 5 }],
      rejects: [
        'cannot read record: expecting an object; got a number',
        'cannot read record: expecting an object; got a string',
        'cannot read record: expecting an object; got null',
        'cannot read record: expecting an object; got an array',
      ],
    },
    {
      given: '{"a":1\n{"a":2}',
      gives: [{ a: 2 }],
      rejects: ['cannot read record: expecting "," or a closing bracket; got "{"'],
    },
    {
      given: '[{"a":1},{"b":',
      gives: [{ a: 1 }],
      rejects: [
        'cannot read record: the input ends inside an object',
        'cannot read array: the input ends before its "]"',
      ],
    },
  ],

  // Logs begin with brackets, too.
  looksLike: ([first = '']) => /^(\{|\[\s*(\{|$))/.test(first.trim()),

  open({ encoding }, limits) {
    return transcoded(encoding, new JsonReader(limits))
  },
})
