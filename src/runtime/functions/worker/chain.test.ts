import fc from 'fast-check'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { createHost } from '../../../functions/function.contract.ts'
import { defineFunction, type FunctionDeclaration } from '../../../functions/function.ts'
import rename from '../../../functions/rename.ts'
import { Chain } from './chain.ts'

const renaming = { declaration: rename as unknown as FunctionDeclaration, options: { fields: { a: 'b' } } }

/** Holds every record back until the batch is over. */
const reverse = defineFunction({
  name: 'reverse',
  summary: 'Turns a batch around.',
  options: Type.Object({}),
  cases: [],
  *run(_, records, { reject }) {
    for (const record of [...records].reverse()) {
      if (record.bad) reject(record, 'cannot be')
      else yield record
    }
  },
})
const reversing = { declaration: reverse as unknown as FunctionDeclaration, options: {} }

const everySecond = defineFunction({
  name: 'every_second',
  summary: 'Takes every second record.',
  options: Type.Object({}),
  cases: [],
  pick(_, { drop }) {
    let n = 0
    return () => n++ % 2 === 0 || drop() !== undefined
  },
})
const picking = { declaration: everySecond as unknown as FunctionDeclaration, options: {} }

function run(steps: ConstructorParameters<typeof Chain>[0], text: string) {
  const result = new Chain(steps, createHost()).process(Buffer.from(text))
  return { ...result, text: Buffer.from(result.bytes).toString() }
}

describe('a chain of functions', () => {
  it('lets records that nobody changes pass with their own bytes', () => {
    const text = '{ "x" : 1.50, "y": "\\u0041" }\n{"x":12345678901234567890}\n'
    expect(run([renaming], text)).toMatchObject({ text, count: 2 })
  })

  it('writes what was changed between what was not, in order', () => {
    const { text, count } = run([renaming], '{"n": 1}\n{"n": 2}\n{"a": 3}\n{"n": 4}\n{"a": 5}')
    expect(text).toBe('{"n": 1}\n{"n": 2}\n{"b":3}\n{"n": 4}\n{"b":5}\n')
    expect(count).toBe(5)
  })

  it('never looks into records when nothing asks for it', () => {
    const { text, dropped, rejected } = run([picking], 'this is\nnot JSON\nat all')
    expect(text).toBe('this is\nat all\n')
    expect(dropped).toBe(1)
    expect(rejected).toEqual([])
  })

  it('keeps every digit of long integers, changed or not', () => {
    const { text } = run(
      [renaming, reversing],
      '{"a":12345678901234567890}\n{"a":-9007199254740993,"s":"0123456789012345"}\n',
    )
    expect(text).toBe('{"b":-9007199254740993,"s":"0123456789012345"}\n{"b":12345678901234567890}\n')
  })

  it('rejects what is no record, with its bytes and its place, and goes on', () => {
    const { text, rejected } = run([renaming], '\n{"a":1}\n{"a":\n  \n[1]\n"é"\n{"é":1}\n')
    expect(text).toBe('{"b":1}\n{"é":1}\n')
    expect(rejected.map(({ bytes, line, index }) => [Buffer.from(bytes).toString(), line, index])).toEqual([
      ['{"a":', 3, 1],
      ['[1]', 5, 2],
      ['"é"', 6, 3],
    ])
    expect(rejected[0]!.reason).toMatch(/^cannot read line as JSON: /)
    expect(rejected[1]!.reason).toBe('cannot read line as a record: expecting a JSON object')
  })

  it('rejects a record with the line that it was, however many functions changed it', () => {
    const back = { ...renaming, options: { fields: { b: 'c' } } }
    const { rejected } = run([renaming, back], '{"x":1}\n{ "a": 1, "c": 2 }\n')
    expect(rejected).toMatchObject([{ by: 'rename', line: 2, index: 1 }])
    expect(Buffer.from(rejected[0]!.bytes).toString()).toBe('{ "a": 1, "c": 2 }')
  })

  it('rejects a record that was held back with its own text', () => {
    const { text, rejected } = run([reversing], '{"bad": true}\n{"n": 1}\n')
    expect(text).toBe('{"n":1}\n')
    expect(rejected).toEqual([{ by: 'reverse', reason: 'cannot be', bytes: Buffer.from('{"bad":true}') }])
  })

  it('runs what comes behind a function that holds records back, too', () => {
    expect(run([picking, reversing, renaming, picking], '{"a":1}\n{"a":2}\n{"a":3}\n').text).toBe('{"b":3}\n')
  })

  it('does what parsing, renaming and writing each line would, whatever the bytes', () => {
    const anyLine = fc.oneof(
      fc.record({ a: fc.jsonValue(), n: fc.integer() }, { requiredKeys: [] }).map((record) => JSON.stringify(record)),
      fc
        .dictionary(fc.string({ unit: 'grapheme', maxLength: 3 }), fc.string({ unit: 'grapheme' }))
        .map((record) => JSON.stringify(record)),
      fc.constantFrom(
        '',
        ' \t',
        '{"a": 1}\r',
        ' {"n" : 1.50}',
        '[1]',
        '{"a"',
        'é',
        '{"a":1,"b":2}',
        '{"é":12345678901234567890}',
      ),
    )
    fc.assert(
      fc.property(fc.array(anyLine), fc.boolean(), (lines, hasEnd) => {
        const { text, count, rejected } = run([renaming], lines.join('\n') + (hasEnd ? '\n' : ''))
        const expected = lines.filter((line) => line.trim() !== '').map(renamedLine)
        const given = expected.filter((line) => line !== undefined)
        expect(text).toBe(given.map((line) => `${line}\n`).join(''))
        expect(count).toBe(given.length)
        expect(rejected.map(({ index }) => index)).toEqual(expected.flatMap((line, i) => (line === undefined ? i : [])))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives nothing of nothing', () => {
    expect(run([renaming], '')).toMatchObject({ text: '', count: 0, rejected: [] })
    expect(run([], '{"a":1}\n')).toMatchObject({ text: '{"a":1}\n', count: 1 })
  })
})

/** Undefined where the line is rejected. */
function renamedLine(line: string): string | undefined {
  try {
    const record = JSON.parse(line)
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined
    if (!Object.hasOwn(record, 'a')) return line
    if (Object.hasOwn(record, 'b')) return undefined
    const entries = Object.entries(record).map(([key, value]) => [key === 'a' ? 'b' : key, value])
    return JSON.stringify(Object.fromEntries(entries))
  } catch {
    return undefined
  }
}
