import { mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/folder.ts'
import { entryWords } from './key-run.ts'
import { KeyStore } from './key-store.ts'

/** So many that they do not fit into the catalogue. */
const most = 20_000

/** Files that this process has open below the folder, also those that were removed. */
function openFilesIn(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(folder) ? [path] : []
    } catch {
      // The one that listed them has been closed.
      return []
    }
  })
}

function* parts(end: () => void): Generator<Uint32Array> {
  for (let first = 0; first < most; first += 1000) {
    const words = new Uint32Array(1000 * entryWords)
    for (let i = 0; i < 1000; i++) words[i * entryWords] = first + i
    yield words
  }
  end()
}

describe('a run of keys that cannot be written', () => {
  test.each([
    ['while its keys are read', (_: string): void => expect.fail('the rows cannot be read')],
    ['when it is synced', (keys: string): void => rmSync(keys, { recursive: true })],
  ])('%s leaves neither a file nor an open one', async (_when, fail) => {
    const lake = temporaryFolder()
    const keys = join(lake, 'keys')
    const store = new KeyStore(new DatabaseSync(':memory:'), lake)
    let open = 0
    const failing = parts(() => {
      open = openFilesIn(lake).length
      fail(keys)
    })
    await expect(store.write(failing, most)).rejects.toThrow()
    expect(open).toBe(1)
    expect(openFilesIn(lake)).toEqual([])
    mkdirSync(keys, { recursive: true })
    expect(readdirSync(keys)).toEqual([])
  })
})
