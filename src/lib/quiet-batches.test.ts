import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { quietBatches } from './quiet-batches.ts'

async function* of(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

async function collect(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<string[]> {
  const batches: string[] = []
  for await (const batch of quietBatches(pieces, { bytes, quiet_ms: 20 })) batches.push(Buffer.concat(batch).toString())
  return batches
}

describe('quiet batches', () => {
  it('ends a batch once it holds enough', async () => {
    expect(await collect(of('aa', 'bb', 'cc', 'd'), 4)).toEqual(['aabb', 'ccd'])
  })

  it('gives nothing for an empty input', async () => {
    expect(await collect(of(), 4)).toEqual([])
  })

  it('gives what has come when the input pauses, and goes on afterwards', async () => {
    const input = new PassThrough()
    const batches = quietBatches(input, { bytes: 1000, quiet_ms: 20 })
    input.write('first')
    expect(Buffer.concat((await batches.next()).value!).toString()).toBe('first')
    input.end('second')
    expect(Buffer.concat((await batches.next()).value!).toString()).toBe('second')
    expect((await batches.next()).done).toBe(true)
  })
})
