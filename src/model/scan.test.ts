import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordText } from './record-text.arbitrary.ts'
import { kind, listShift, type ScanResult, Shape, scanChunk } from './scan.ts'

function scan(text: string | Uint8Array, shape = new Shape()): ScanResult {
  return scanChunk(Buffer.from(text), shape)
}

function kindsOf(result: ScanResult): Record<string, number> {
  return Object.fromEntries(result.fields.map(({ path, kinds }) => [JSON.stringify(path), kinds]))
}

function kindsOfValue(value: string): number {
  return scan(`{"a":${value}}\n`).fields.find(({ name }) => name === 'a')!.kinds
}

/** A number as it stood in the text. */
class NumberText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function parseExact(line: string): unknown {
  const keepNumbers = (_key: string, value: unknown, context: { source: string }) =>
    typeof value === 'number' ? new NumberText(context.source) : value
  return JSON.parse(line, keepNumbers as (key: string, value: unknown) => unknown)
}

function kindOfNumber(text: string): number {
  if (/^-?\d+$/.test(text)) {
    if (text.replace('-', '').length <= 15) return kind.int
    return BigInt.asIntN(64, BigInt(text)) === BigInt(text) ? kind.bigint : kind.huge
  }
  const digits = text.replace(/[eE].*/, '').replace(/^[-0.]+|\./g, '')
  if (!Number.isFinite(Number(text))) return kind.huge
  const small = Math.abs(Number(text)) < 2 ** -1022 && digits !== ''
  return digits.length > 17 || small ? kind.realLong : kind.real
}

function kindOfScalar(value: unknown): number {
  if (value === null) return kind.null
  if (typeof value === 'boolean') return kind.boolean
  if (typeof value === 'string') return kind.string
  return value instanceof NumberText ? kindOfNumber(value.text) : kind.json
}

/** The same as the scan finds, by way of JSON.parse. */
function expectKinds(value: unknown, path: string[], kinds: Record<string, number>): void {
  const add = (found: number) => {
    const key = JSON.stringify(path)
    if (path.length > 0) kinds[key] = (kinds[key] ?? 0) | found
  }
  if (Array.isArray(value)) {
    const items = value.map(kindOfScalar)
    if (items.length === 0) add(kind.emptyList)
    else if (items.includes(kind.json)) add(kind.json)
    else for (const item of items) add(item << listShift)
  } else if (typeof value === 'object' && value !== null && !(value instanceof NumberText)) {
    if (path.length === 8) {
      add(kind.json)
      return
    }
    add(kind.object)
    const entries = Object.entries(value)
    if (entries.length === 0) add(kind.emptyObject)
    for (const [key, inner] of entries) expectKinds(inner, [...path, key], kinds)
  } else {
    add(kindOfScalar(value))
  }
}

describe('the scan of records', () => {
  test('finds for every field exactly the kinds that JSON.parse finds', () => {
    const shape = new Shape()
    fc.assert(
      fc.property(fc.array(recordText, { maxLength: 4 }), (lines) => {
        const result = scan(`${lines.join('\n')}\n`, shape)
        expect(result.bad).toEqual([])
        expect(result.lines).toBe(lines.length)
        // Of a key that is repeated JSON.parse keeps only the last, and may not tell how it was spelled.
        if (result.unusual.includes('duplicate key')) return
        const expected: Record<string, number> = {}
        for (const line of lines) expectKinds(parseExact(line), [], expected)
        expect(kindsOf(result)).toEqual(expected)
        const lone = lines.some((line) => /(?<!\\)(\\\\)*\\ud[89a-f]/.test(JSON.stringify(parseExact(line))))
        expect(result.needsRewrite || !lone).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('accepts a damaged line if and only if JSON.parse makes an object of it', () => {
    const shape = new Shape()
    const damage = fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(2),
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...Buffer.from('{}[]",:\\0-.eEtfnu \t')) }, fc.nat(255)),
      ),
      { maxLength: 2 },
    )
    fc.assert(
      fc.property(recordText, damage, recordText, (line, changes, good) => {
        const bytes = [...Buffer.from(line)]
        for (const [at, remove, byte] of changes) if (byte !== 10) bytes.splice(at % (bytes.length + 1), remove, byte)
        if (bytes.every((byte) => byte <= 32)) return
        const damaged = Buffer.from(bytes)
        const result = scan(Buffer.concat([damaged, Buffer.from(`\n${good}\n`)]), shape)
        expect(result.lines).toBe(2)
        const expected = isObject(damaged) ? [] : [{ index: 0, start: 0, end: damaged.length }]
        expect(result.bad.map(({ index, start, end }) => ({ index, start, end }))).toEqual(expected)
        if (expected.length > 0) expect(kindsOf(result)).toEqual(kindsOf(scan(`${good}\n`)))
      }),
      { numRuns: 3000 },
    )
  })

  test('tells numbers apart by what holds them', () => {
    expect(kindsOfValue('999999999999999')).toBe(kind.int)
    expect(kindsOfValue('1000000000000000')).toBe(kind.bigint)
    expect(kindsOfValue('-9223372036854775808')).toBe(kind.bigint)
    expect(kindsOfValue('9223372036854775808')).toBe(kind.huge)
    expect(kindsOfValue('1e309')).toBe(kind.huge)
    expect(kindsOfValue('0.12345678901234567')).toBe(kind.real)
    expect(kindsOfValue('0.123456789012345678')).toBe(kind.realLong)
    expect(kindsOfValue('1e-400')).toBe(kind.realLong)
    expect(kindsOfValue('0.0e-400')).toBe(kind.real)
    expect(kindsOfValue('[1,2.5,null]')).toBe((kind.int | kind.real | kind.null) << listShift)
  })

  test.each([
    '1.',
    '-',
    '1e',
    '1e+',
    '.5',
    '+1',
    '01',
    '-01',
    'tru',
    'nulL',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{"b"}',
    '{"b":1,}',
    "'b'",
  ])('refuses the value %s', (value) => {
    expect(scan(`{"a":${value}}\n{"a":[[${value}]]}\n`)).toMatchObject({
      bad: [{ index: 0 }, { index: 1 }],
      fields: [],
    })
  })

  test.each([
    ['nothing', 'unexpected "nothing" at byte 1'],
    ['[1]', 'expecting an object; got a list'],
    ['{"a":NaN}', 'unexpected "NaN" at byte 6'],
    ['{"a":1}}', 'more follows after the object'],
    ['{"a":1', 'it ends too early'],
    ['{"a":"b', 'it ends within a string'],
    ['{"a":"\0"}', 'a control character within a string is not escaped'],
    ['{"a":"\\x"}', 'an escape within a string is not known'],
    ['{"a":01}', 'a number begins with 0'],
    [`{"a":${'['.repeat(64)}${']'.repeat(64)}}`, 'it nests deeper than 64 levels'],
  ])('says why %s is no record', (line, why) => {
    expect(scan(`{"x":1}\n\n${line}\n`).bad).toEqual([
      { index: 1, start: 9, end: 9 + line.length, reason: `cannot read line as JSON: ${why}` },
    ])
  })

  test('refuses the line that is not UTF-8 and no other', () => {
    const result = scan(Buffer.concat([Buffer.from('{"é":1}\n{"a":"'), Buffer.of(0xc3), Buffer.from('"}\n{"b":1}')]))
    expect(result.bad).toMatchObject([{ index: 1, reason: 'cannot read line as JSON: it is not UTF-8' }])
    expect(result.fields.map(({ name }) => name)).toEqual(['é', 'b'])
  })

  test.each([
    ['{"a":1,"a":2}', 'duplicate key'],
    ['{"a":1,"\\u0061":2}', 'duplicate key'],
    ['{"x":{"a":1,"b":1,"a":2}}', 'duplicate key'],
    ['{"a":1}\n{"A":1}', 'same name'],
    ['{"a":{"b":1}}\n{"A":{"c":1}}', 'same name'],
    ['{"a":{"b":1}}\n{"a.B":1}', 'same name'],
    ['{"\\u0061":1}', 'escaped key'],
    ['{"_Source":1}', 'reserved name'],
    ['{"":1}', 'reserved name'],
    ['{"a":"\\ud800"}', 'lone surrogate'],
    ['{"a":"\\ude00\\ud83d"}', 'lone surrogate'],
    ['{"a":[[1e999]]}', 'rare number'],
    ['{"a":-0}', 'rare number'],
    ['{"a":1}\n\x01\n', 'blank line'],
  ])('calls %s unusual', (text, why) => {
    const result = scan(`${text}\n`)
    expect(result.unusual).toContain(why)
    expect(result.needsRewrite).toBe(true)
  })

  test('calls common records usual', () => {
    const text = '{"_time":"x","a":{"b":[1]},"é":1,"É":2,"e":"\\ud83d\\ude00"}\r\n \n{"a":{"b":null},"_time":3}'
    expect(scan(text)).toMatchObject({ lines: 2, bad: [], unusual: [], needsRewrite: false })
  })

  test('survives more names than it remembers, and forgets them with the next chunk', () => {
    const shape = new Shape()
    const record = JSON.stringify(Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`k${i}`, i])))
    const result = scan(`${record}\n`, shape)
    expect(result.unusual).toContain('too many fields')
    expect(result.fields.length).toBeGreaterThan(4000)
    expect(scan('{"another":true}\n', shape)).toMatchObject({ fields: [{ name: 'another' }], unusual: [] })
  })
})

function isObject(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
