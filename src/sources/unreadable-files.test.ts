import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { type Log, silent } from '../lib/log.ts'
import { UnreadableFiles } from './unreadable-files.ts'

function told() {
  const warnings: string[] = []
  const log: Log = { ...silent, warn: (message) => warnings.push(message) }
  const troubles: string[][] = []
  const tell = (all: readonly Error[]) => troubles.push(all.map(({ message }) => message))
  return { warnings, troubles, files: new UnreadableFiles({ log, tell }) }
}

const denied = Object.assign(new Error("EACCES: permission denied, open 'a.csv'"), { code: 'EACCES' })

describe('files that cannot be read', () => {
  it('are logged once, however often they are looked at, and again after they could be read', async () => {
    const { warnings, files } = told()
    const isFolder = await readFile(tmpdir()).catch((error: unknown) => error)
    for (let i = 0; i < 3; i++) files.tell('a.csv', isFolder)
    expect(warnings).toEqual([expect.stringMatching(/^cannot read file "a.csv": EISDIR/)])
    files.wasRead('a.csv')
    files.tell('a.csv', isFolder)
    files.tell('b.csv', isFolder)
    expect(warnings).toHaveLength(3)
  })

  it('are told until they could be read, or are gone', () => {
    const { troubles, files } = told()
    for (let i = 0; i < 2; i++) {
      files.tell('a.csv', denied)
      files.tell('b.csv', denied)
    }
    files.wasRead('a.csv')
    files.keep(new Set(['a.csv']))
    const [a, b] = ['a.csv', 'b.csv'].map((name) => `cannot read file "${name}": permission denied`)
    expect(troubles).toEqual([[a], [a, b], [b], []])
  })

  it('are not told when they are gone, and are no excuse for our own mistakes', async () => {
    const { warnings, files } = told()
    files.tell('gone', await readFile('/nowhere/gone').catch((error: unknown) => error))
    expect(warnings).toEqual([])
    expect(() => files.tell('a.csv', new TypeError('ours'))).toThrow('ours')
  })
})
