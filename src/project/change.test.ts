import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isChange, type ProjectChange, planChange } from './change.ts'
import { openProject } from './index.ts'

const before = `name: logs
sources:
  lines: { type: tail, path: "logs/*.log", format: lines, to: lines }
  river: { type: files, path: "landing/*.csv", to: river }
streams:
  events: { partitions: 1, retention: 7d }
datasets:
  lines: {}
  river: {}
  events: {}
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-change-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(text: string, environment: Record<string, string> = {}) {
  await writeFile(join(folder, 'caudal.yaml'), text)
  return openProject(folder, { environment })
}

async function planOf(after: string): Promise<ProjectChange> {
  return planChange(await open(before), await open(after))
}

function namesOf(change: ProjectChange) {
  const names = (parts: readonly { name: string }[]) => parts.map(({ name }) => name)
  return Object.fromEntries(
    Object.entries(change)
      .map(([kind, { stop, start }]) => [kind, { stop: names(stop), start: names(start) }] as const)
      .filter(([, { stop, start }]) => stop.length > 0 || start.length > 0),
  )
}

describe('the change of a project while it runs', () => {
  test('touches nothing when only its form changed', async () => {
    const change = await planOf(
      `# moved\n${before.replace('events: { partitions: 1, retention: 7d }', 'events:\n    retention: 7d')}`,
    )
    expect(namesOf(change)).toEqual({})
    expect(isChange(change)).toBe(false)
  })

  test('starts what is new and stops what is gone', async () => {
    const change = await planOf(
      before.replace(/ {2}river: .*\n/g, '').replace('sources:', 'sources:\n  host: { type: host, to: host }'),
    )
    expect(namesOf(change)).toMatchObject({
      sources: { stop: ['river'], start: ['host'] },
      streams: { stop: ['river'], start: ['host'] },
      datasets: { stop: ['river'], start: [] },
    })
    expect(isChange(change)).toBe(true)
  })

  test('restarts a source whose options changed, as it was and as it is', async () => {
    const change = await planOf(before.replace('logs/*.log', 'other/*.log'))
    expect(namesOf(change)).toMatchObject({
      sources: { stop: ['lines'], start: ['lines'] },
    })
    expect(change.sources.stop[0]?.options.path).toBe('logs/*.log')
    expect(change.sources.start[0]?.options.path).toBe('other/*.log')
  })

  test('restarts a source when the value of its variable changed', async () => {
    const text = before.replace('"logs/*.log"', `"\${FOLDER}/*.log"`)
    const change = planChange(await open(text, { FOLDER: 'a' }), await open(text, { FOLDER: 'b' }))
    expect(namesOf(change).sources).toEqual({ stop: ['lines'], start: ['lines'] })
  })

  test('opens a stream anew with all that hold it', async () => {
    const after = before.replace('streams:', 'streams:\n  lines: { retention: 1d }')
    expect(namesOf(await planOf(after))).toMatchObject({
      sources: { stop: ['lines'], start: ['lines'] },
      streams: { stop: ['lines'], start: ['lines'] },
      datasets: { stop: ['lines'], start: ['lines'] },
    })
  })

  test('opens a dataset anew when it is declared otherwise', async () => {
    const change = await planOf(before.replace('events: {}', 'events: { time: at }'))
    expect(namesOf(change)).toEqual({
      datasets: { stop: ['events'], start: ['events'] },
    })
  })

  test('restarts monitors and channels that are declared otherwise', async () => {
    const monitors = `${before}monitors:
  failed: { on: events, when: "level = 'error'", notify: [hook] }
channels:
  hook: { type: webhook, url: "https://example.org/hook" }
`
    const change = planChange(await open(before), await open(monitors))
    expect(namesOf(change)).toEqual({
      monitors: { stop: [], start: ['failed'] },
      channels: { stop: [], start: ['hook'] },
    })
    const other = planChange(await open(monitors), await open(monitors.replace('error', 'fatal')))
    expect(namesOf(other)).toEqual({ monitors: { stop: ['failed'], start: ['failed'] } })
  })
})
