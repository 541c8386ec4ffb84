import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ChunkBuffers } from './chunk-buffers.ts'

const folder = mkdtempSync(join(tmpdir(), 'caudal-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string): string {
  const path = join(folder, `${text.length}.ndjson`)
  writeFileSync(path, text)
  return path
}

describe('the buffers that chunks are read into', () => {
  test('hold the bytes of the file and no more, also where a longer one was before', () => {
    const buffers = new ChunkBuffers()
    const long = buffers.read(fileOf('{"n":1}\n{"n":2}\n'))
    buffers.release(long)
    const short = buffers.read(fileOf('{}\n'))
    expect(short.toString()).toBe('{}\n')
    expect(short.buffer).toBe(long.buffer)
    expect(buffers.read(fileOf('')).length).toBe(0)
  })

  test('are not shared by chunks that are under way together', () => {
    const buffers = new ChunkBuffers()
    const one = buffers.read(fileOf('{"n":1}\n'))
    const other = buffers.read(fileOf('{"n":23}\n'))
    expect(one.toString()).toBe('{"n":1}\n')
    expect(other.buffer).not.toBe(one.buffer)
  })

  test('grow with the file', () => {
    const buffers = new ChunkBuffers()
    buffers.release(buffers.read(fileOf('{}\n')))
    const line = `"${'x'.repeat(5 << 20)}"\n`
    expect(buffers.read(fileOf(line)).length).toBe(line.length)
  })
})
