import { expect, it } from 'vitest'
import { UserError } from '../../lib/errors.ts'
import { atMost } from './body.ts'

async function* partsOf(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
}

it('lets so many bytes pass, and refuses what has more', async () => {
  const refusal = () => new UserError('too_large', 'cannot take it')
  const passed: string[] = []
  const read = async (bytes: number) => {
    for await (const part of atMost(bytes, partsOf('ab', 'cd', 'e'), refusal)) passed.push(String(part))
  }
  await read(5)
  expect(passed.splice(0)).toEqual(['ab', 'cd', 'e'])
  await expect(read(4)).rejects.toThrow('cannot take it')
  expect(passed).toEqual(['ab', 'cd'])
})
