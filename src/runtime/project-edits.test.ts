import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { UserError } from '../lib/errors.ts'
import { silent } from '../lib/log.ts'
import { followEdits } from './project-edits.ts'
import { RunningParts } from './running-parts.ts'
import { lookedUp, type Stage } from './stage.ts'

const full = new UserError('unavailable', 'cannot open stream "events": the disk is full')

/** A project that is followed, in whose stages only streams can fail. */
async function followed(text: string) {
  const folder = temporaryFolder()
  const write = async (text: string) => {
    await writeFile(join(folder, 'next'), text)
    await rename(join(folder, 'next'), join(folder, 'caudal.yaml'))
  }
  await write(text)
  const names = new Set<string>()
  const failures: Error[] = []
  const stage: Stage<{ readonly name: string }> = {
    start({ name }) {
      const failure = name === 'events' ? failures.shift() : undefined
      if (failure) throw failure
      names.add(name)
    },
    stop: ({ name }) => names.delete(name),
  }
  const quiet: Stage<unknown> = { start() {}, stop() {} }
  const others = {
    datasets: quiet,
    views: quiet,
    endpoints: quiet,
    channels: quiet,
    monitors: quiet,
    dashboards: quiet,
    reports: quiet,
    maps: quiet,
  }
  const parts = new RunningParts({ streams: stage, ...others, functions: quiet, sources: quiet, ...lookedUp }, silent)
  const told: string[][] = []
  const stop = new AbortController()
  const log: string[] = []
  const following = followEdits({
    folder,
    parts,
    wantedOf: (project) => project,
    onProject() {},
    onProblems: (problems) => void told.push(problems.map(({ message }) => message)),
    log: { ...silent, error: (message) => void log.push(message) },
    signal: stop.signal,
  })
  onTestFinished(async () => {
    stop.abort()
    await following
  })
  const problems = () => told.at(-1)
  return { write, names, failures, problems, log }
}

const patience = { interval: 20 }

describe('a project that is followed', () => {
  it('tries a part again by itself where the cause may pass, and tells it once', async () => {
    const { write, names, failures, problems, log } = await followed('name: shop\n')
    await expect.poll(problems, patience).toEqual([])
    failures.push(full, full)
    await write('name: shop\nstreams:\n  events: {}\n')
    await expect.poll(problems, patience).toEqual([full.message])
    await expect.poll(() => names.has('events'), patience).toBe(true)
    await expect.poll(problems, patience).toEqual([])
    expect(log).toEqual([`project file not applied: ${full.message}`])
  })

  it('leaves a part with a mistake alone until the next edit', async () => {
    const { write, names, failures, problems } = await followed('name: shop\n')
    const mistake = new UserError('invalid', 'cannot open stream "events": expecting fewer')
    failures.push(mistake)
    await write('name: shop\nstreams:\n  events: {}\n')
    await expect.poll(problems, patience).toEqual([mistake.message])
    expect(names.has('events')).toBe(false)
    await write('name: shop\nstreams:\n  events: {}\n  others: {}\n')
    await expect.poll(problems, patience).toEqual([])
    expect([...names]).toEqual(expect.arrayContaining(['events', 'others']))
  })

  it('goes on with what runs while the file has a mistake', async () => {
    const { write, names, problems } = await followed('name: shop\nstreams:\n  events: {}\n')
    await expect.poll(problems, patience).toEqual([])
    await write('name: shop\nstraems:\n  events: {}\n')
    await expect.poll(problems, patience).toEqual([expect.stringContaining('straems')])
    expect(names.has('events')).toBe(true)
  })
})
