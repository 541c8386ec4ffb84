import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { type Log, silent } from '../lib/log.ts'
import { FileFinder } from './file-finder.ts'
import { UnreadableFiles } from './unreadable-files.ts'

/** A project with a landing folder, and one beside it that is not for those who may put files into it. */
function open() {
  const folder = temporaryFolder()
  const outside = temporaryFolder()
  for (const name of ['landing/inner', '.caudal']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['landing/a.txt', 'landing/inner/b.txt', '.caudal/connection.json', '.env', 'caudal.yaml']) {
    writeFileSync(join(folder, name), name)
  }
  writeFileSync(join(outside, 'passwd'), 'root')
  const warnings: string[] = []
  const log: Log = { ...silent, warn: (message) => warnings.push(message) }
  const link = (target: string, name: string) => symlinkSync(target, join(folder, name))
  const finder = (...patterns: string[]) =>
    new FileFinder({ patterns, folder, unreadable: new UnreadableFiles({ log, tell: () => {} }) })
  const shown = (paths: readonly string[]) => paths.map((path) => path.slice(folder.length + 1))
  const find = async (...patterns: string[]) => shown(await finder(...patterns).find())
  return { folder, outside, warnings, link, finder, shown, find }
}

describe('the files of a folder', () => {
  it.each([
    ['landing', 'landing/link'],
    ['landing/*', 'landing/link'],
    ['landing/**/*', 'landing/inner/link'],
    ['landing/link', 'landing/link'],
  ])('are none that links lead to elsewhere: %s', async (pattern, name) => {
    for (const target of ['.caudal/connection.json', '.env', 'caudal.yaml', '../passwd']) {
      const { folder, outside, link, find, warnings } = open()
      const place = target === '../passwd' ? join(outside, 'passwd') : join(folder, target)
      link(place, name)
      expect(await find(pattern)).not.toContain(name)
      expect(warnings).toEqual([`cannot read "${join(folder, name)}": the link leads out of its folder, to "${place}"`])
    }
  })

  it.each([
    ['landing/*.csv', ['landing/a.b.csv', 'landing/a.csv', 'landing/é.csv']],
    ['landing/?.csv', ['landing/a.csv', 'landing/é.csv']],
    ['landing/a.*', ['landing/a.b.csv', 'landing/a.csv', 'landing/a.txt']],
    ['landing/{a,x}.csv', ['landing/a.csv']],
    ['landing/[a-c].csv', ['landing/a.csv']],
    ['landing/.*.csv', ['landing/.h.csv']],
    ['*/inner/*', ['landing/inner/b.txt']],
    ['elsewhere/*.csv', []],
  ])('are those that %s stands for', async (pattern, names) => {
    const { folder, find } = open()
    for (const name of ['a.csv', 'a.b.csv', 'axcsv', 'é.csv', '.h.csv'])
      writeFileSync(join(folder, 'landing', name), '')
    expect(await find(pattern)).toEqual(names)
  })

  it('are none below a link to a folder elsewhere', async () => {
    const { outside, link, find } = open()
    link(outside, 'landing/away')
    expect(await find('landing/*/*')).toEqual(['landing/inner/b.txt'])
    expect(await find('landing/**/*')).not.toContain('landing/away/passwd')
  })

  it('are never the state, the secrets and the project file, even where links lead nowhere else', async () => {
    const { link, find } = open()
    link('.env', 'env.txt')
    link('caudal.yaml', 'yaml.txt')
    link('.caudal', 'state')
    link('landing/a.txt', 'a.txt')
    expect(await find('*.txt', '*/connection.json')).toEqual(['a.txt'])
  })

  it('are also those that links in it lead to, and all of a folder that is named and is a link itself', async () => {
    const { outside, link, find, warnings } = open()
    link('inner/b.txt', 'landing/c.txt')
    link(outside, 'drop')
    expect(await find('landing/*.txt', 'drop', 'drop/*')).toEqual(['drop/passwd', 'landing/a.txt', 'landing/c.txt'])
    expect(warnings).toEqual([])
  })

  it('are told of once where they are refused, and again when they come back', async () => {
    const { link, finder, outside, folder, warnings } = open()
    link(join(outside, 'passwd'), 'landing/link')
    const found = finder('landing')
    await found.find()
    await found.find()
    expect(warnings).toHaveLength(1)
    rmSync(join(folder, 'landing/link'))
    await found.find()
    link(join(outside, 'passwd'), 'landing/link')
    await found.find()
    expect(warnings).toHaveLength(2)
  })
})
