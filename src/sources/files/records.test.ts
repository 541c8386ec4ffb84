import { describe, expect, it } from 'vitest'
import { addFileField, dropFirst } from './records.ts'

const batchOf = (text: string) => ({ bytes: Buffer.from(text), count: text.split('\n').length - 1, line: 1 })

describe('the field with the name of the file', () => {
  const withFile = (text: string) => Buffer.from(addFileField(batchOf(text), 'file', 'a "b".csv').bytes).toString()

  it('comes before the others, in lines that are objects', () => {
    const added = '"file":"a \\"b\\".csv"'
    expect(withFile('{"a":1}\n{}\n \t{ "b":{} }\n{ }\n[{}]\n\n"{"\n{"c":2}')).toBe(
      `{${added},"a":1}\n{${added}}\n \t{${added}, "b":{} }\n{${added} }\n[{}]\n\n"{"\n{${added},"c":2}`,
    )
    expect(withFile('')).toBe('')
  })

  it('comes once into a record whose text holds what some take for the end of a line', () => {
    const line = `{"a":"\u2028{","b":"ñ"}\n`
    expect(JSON.parse(withFile(line))).toEqual({ file: 'a "b".csv', a: '\u2028{', b: 'ñ' })
  })
})

describe('a batch of which some is stored', () => {
  it('keeps what is not, with the line that it begins at', () => {
    const rejected = [{ reason: 'no', text: 'x', line: 9 }] as never
    const rest = dropFirst({ ...batchOf('{"a":1}\n\n{"a":2}\n{"a":3}\n'), count: 3, rejected }, 2, 1)
    expect({ ...rest, bytes: Buffer.from(rest.bytes).toString() }).toEqual({ bytes: '{"a":3}\n', count: 1, line: 4 })
  })
})
