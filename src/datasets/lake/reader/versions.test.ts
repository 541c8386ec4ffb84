import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/folder.ts'
import { fillAgain, frameOf, TestLake } from '../lake.fixture.ts'
import { Versions } from './versions.ts'

test('the version of a dataset is another one after a commit to it, and only then', async () => {
  await using lake = await TestLake.open()
  const versions = new Versions(lake.folder)
  const events = await lake.engine.open({ name: 'events' })
  const others = await lake.engine.open({ name: 'others' })
  const seen = [versions.of(['events', 'others'])]
  await events.append([frameOf(0, [{ a: 1 }])], 1)
  seen.push(versions.of(['events', 'others']))
  await others.append([frameOf(0, [{ a: 1 }])], 1)
  seen.push(versions.of(['events', 'others']))
  await fillAgain(lake, { name: 'events' }, new Map(), [])
  seen.push(versions.of(['events', 'others']))
  expect(new Set(seen.map(([first]) => first)).size).toBe(3)
  expect(seen[1]![0]).toBe(seen[2]![0])
  expect(seen[2]![1]).toBe(seen[3]![1])
  expect(versions.of(['nothing'])).toEqual([''])
  versions.close()
})

test('the version of a dataset is empty while there is no lake', () => {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  expect(new Versions(folder).of(['events'])).toEqual([''])
})
