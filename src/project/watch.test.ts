import { mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProjectReading } from './index.ts'
import { watchProject } from './watch.ts'

let folder: string
let file: string
let watching: AbortController
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-watch-'))
  file = join(folder, 'caudal.yaml')
  watching = new AbortController()
  await writeFile(file, 'name: first')
})
afterEach(async () => {
  watching.abort()
  await rm(folder, { recursive: true, force: true })
})

async function watchFromFirst() {
  const readings = watchProject(folder, watching.signal, { environment: {} })
  expect(nameOf(await readings.next())).toBe('first')
  return readings
}

function nameOf({ value }: IteratorResult<ProjectReading, void>): string | undefined {
  return value?.project?.name
}

describe('watching a project', () => {
  test('reads it again when it is written', async () => {
    const readings = await watchFromFirst()
    await writeFile(file, 'name: second')
    expect(nameOf(await readings.next())).toBe('second')
    await writeFile(file, 'name: third')
    expect(nameOf(await readings.next())).toBe('third')
  })

  test('follows editors that save by renaming', async () => {
    const readings = await watchFromFirst()
    for (const name of ['second', 'third']) {
      await writeFile(`${file}.tmp`, `name: ${name}`)
      await rename(file, `${file}~`)
      await rename(`${file}.tmp`, file)
      expect(nameOf(await readings.next())).toBe(name)
    }
  })

  test('does not read a file that is emptied before it is written', async () => {
    const readings = await watchFromFirst()
    await truncate(file)
    await writeFile(file, 'name: second')
    expect(nameOf(await readings.next())).toBe('second')
  })

  test('tells a mistake, and the mended file after it', async () => {
    const readings = await watchFromFirst()
    await writeFile(file, 'nme: second')
    expect((await readings.next()).value?.problems).toHaveLength(1)
    await writeFile(file, 'name: second')
    expect(nameOf(await readings.next())).toBe('second')
  })

  test('sees a variable of .env change', async () => {
    const readings = await watchFromFirst()
    await writeFile(join(folder, '.env'), 'NAME=second')
    await readings.next()
    await writeFile(file, `name: "\${NAME}"`)
    expect(nameOf(await readings.next())).toBe('second')
    await writeFile(join(folder, '.env'), 'NAME=third')
    expect(nameOf(await readings.next())).toBe('third')
  })

  test('misses no edit that is made while the project is read for the first time', async () => {
    for (let round = 0; round < 40; round++) {
      await writeFile(file, `name: before\ndashboards: ./pages\n`)
      const own = new AbortController()
      const readings = watchProject(folder, own.signal, { environment: {} })
      const first = readings.next()
      await sleep(round / 10)
      await writeFile(file, `name: after\ndashboards: ./pages\n`)
      let name = nameOf(await first)
      while (name !== 'after') name = nameOf(await readings.next())
      own.abort()
    }
  })

  test('says nothing of a save without a change, nor of other files', async () => {
    const readings = await watchFromFirst()
    await writeFile(file, 'name: first')
    await writeFile(join(folder, 'notes.txt'), 'x')
    await writeFile(file, 'name: second')
    expect(nameOf(await readings.next())).toBe('second')
  })

  test('finds the folder again that was gone', async () => {
    const readings = await watchFromFirst()
    await rm(folder, { recursive: true })
    expect((await readings.next()).value?.problems[0]?.code).toBe('not_found')
    await mkdir(folder)
    await writeFile(file, 'name: second')
    expect(nameOf(await readings.next())).toBe('second')
  })

  test('ends when aborted, also while it waits', async () => {
    const readings = await watchFromFirst()
    const next = readings.next()
    watching.abort()
    expect((await next).done).toBe(true)
  })
})
