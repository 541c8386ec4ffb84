import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { entryWords, type KeyRun, putEntry, runOf, wordOf } from './key-run.ts'
import { mergeRuns } from './merge-runs.ts'
import { openRun, RunWriter } from './run-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'caudal-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const keyOf = (n: number) => createHash('md5').update(String(n)).digest('hex')

/** The entries of some numbers, in the order of their keys. */
function wordsOf(numbers: readonly number[], seconds = 1): Uint32Array {
  const words = new Uint32Array(numbers.length * entryWords)
  const sorted = numbers.map((n) => [keyOf(n), n] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [i, [key, n]] of sorted.entries()) putEntry(words, i * entryWords, key, { offset: n + 2 ** 45, seconds })
  return words
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)

const find = (run: KeyRun, n: number) => run.find(wordOf(keyOf(n), 0), wordOf(keyOf(n), 1), wordOf(keyOf(n), 2))

async function fileOf(name: string, words: Uint32Array, most = words.length / entryWords): Promise<string> {
  const path = join(folder, name)
  const writer = new RunWriter(path, most)
  writer.write(words)
  await writer.finish()
  return path
}

describe('a run of keys', () => {
  it.each([0, 1, 169, 170, 171, 5000])('of %i finds each of them, and no other', async (count) => {
    const words = wordsOf(numbers(0, count))
    const file = openRun(await fileOf(`run-${count}`, words))
    for (const run of [runOf(words), file]) {
      expect(run.entries).toBe(count)
      for (const n of numbers(0, count)) expect(find(run, n)).toEqual({ offset: n + 2 ** 45, seconds: 1 })
      for (const n of numbers(count, 3000)) expect(find(run, n)).toBeUndefined()
    }
    file.close()
  })

  it('of so many keys that its filter would be too large does without one', async () => {
    const run = openRun(await fileOf('large', wordsOf(numbers(0, 1000)), 2 ** 31))
    expect(find(run, 999)?.offset).toBe(999 + 2 ** 45)
    expect(find(run, 1000)).toBeUndefined()
    run.close()
  })

  it('tells that it is damaged, wherever that is', async () => {
    const path = await fileOf('damaged', wordsOf(numbers(0, 1000)))
    const bytes = readFileSync(path)
    for (let at = 0; at < bytes.length; at += 499) {
      const flipped = Buffer.from(bytes)
      flipped[at]! ^= 4
      writeFileSync(path, flipped)
      const search = () => {
        const run = openRun(path)
        try {
          for (const n of numbers(0, 1000)) if (find(run, n)?.offset !== n + 2 ** 45) throw new Error('not found')
        } finally {
          run.close()
        }
      }
      // The bytes that pad a page and the end of the footer are nobody's.
      if (at < 6 * 4096 && at % 4096 >= 170 * 24 && at % 4096 < 4092) continue
      expect(search, String(at)).toThrow('damaged')
    }
    writeFileSync(path, bytes.subarray(0, 100))
    expect(() => openRun(path)).toThrow('damaged')
  })

  it('merges with others to one, in which the newest entry of a key stays', async () => {
    const files = [wordsOf(numbers(0, 3000), 10), wordsOf(numbers(2000, 3000), 20)]
    const old = openRun(await fileOf('old', files[0]!))
    const merged = [...mergeRuns([old, runOf(files[1]!)])]
    const words = new Uint32Array(merged.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of merged) {
      words.set(part, at)
      at += part.length
    }
    const run = runOf(words)
    expect(run.entries).toBe(5000)
    for (const n of numbers(0, 5000)) expect(find(run, n)?.seconds).toBe(n < 2000 ? 10 : 20)
    const young = [...mergeRuns([old, runOf(files[1]!)], 15)]
    expect(young.reduce((sum, part) => sum + part.length, 0)).toBe(3000 * entryWords)
    old.close()
  })
})
