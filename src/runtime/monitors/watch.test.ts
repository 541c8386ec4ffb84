import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import type { DatasetReader } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { silent } from '../../lib/log.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import { openState } from '../state.ts'
import { Outbox } from './outbox.ts'
import { MonitorStore } from './store.ts'
import { HealthKeeper, initialHealth, type WatchParts } from './watch.ts'

const monitor: ProjectMonitor = {
  name: 'spread',
  condition: { kind: 'record', on: 'readings', when: 'sd > 0.5', wait_ms: 0 },
  inputs: ['readings'],
  by: [],
  severity: 'warning',
  notify: ['ops'],
  inhibited_by: [],
  maintenance: [],
  at: { line: 1, column: 1 },
}
const mistake = new UserError('invalid', 'there is no column "sd"')

function opened(more: Partial<WatchParts> = {}) {
  const state = openState(temporaryFolder(), () => 'nobody')
  onTestFinished(() => state.close())
  const store = new MonitorStore(state)
  const outbox = new Outbox(state)
  const parts: WatchParts = {
    project: 'water',
    store,
    reader: {} as DatasetReader,
    datasetNames: async () => [],
    positionsOf: () => undefined,
    mutedBy: () => undefined,
    post: (notice, channels, at_ms) => outbox.add(notice, channels, at_ms),
    wake: () => {},
    log: silent,
    ...more,
  }
  store.open(monitor.name, '', initialHealth(0))
  const keeper = new HealthKeeper(parts, monitor, initialHealth(0))
  const succeed = (at_ms: number) => {
    store.inTransaction(() => keeper.noteSuccess(at_ms))
    keeper.adopt()
  }
  const told = () =>
    outbox
      .list('ops', undefined, 10)
      .map(({ notice }) => notice.state)
      .reverse()
  return { keeper, succeed, told, outbox }
}

describe('whether a monitor can be evaluated', () => {
  it('is told when it cannot, once, and when it can again', () => {
    const { keeper, succeed, told } = opened()
    for (const at_ms of [1, 2]) keeper.noteFailure(mistake, at_ms)
    expect(told()).toEqual(['error'])
    expect(keeper.current).toMatchObject({ state: { state: 'error' }, error: { message: mistake.message } })
    succeed(3)
    succeed(4)
    expect(told()).toEqual(['error', 'ok'])
    expect(keeper.current).toEqual({ state: expect.objectContaining({ state: 'ok' }), evaluated_ms: 4 })
  })

  it('is one incident, which the notice that it is over closes', () => {
    const incidents: string[] = []
    const { keeper, succeed } = opened({ post: ({ incident }) => void incidents.push(incident) })
    keeper.noteFailure(mistake, 1)
    succeed(2)
    keeper.noteFailure(mistake, 3)
    expect(incidents[1]).toBe(incidents[0])
    expect(incidents[2]).not.toBe(incidents[0])
  })

  it('is no matter of a bad moment of the reader or the disk, unless it goes on', () => {
    const { keeper, told } = opened()
    const busy = new UserError('overloaded', 'too many queries')
    keeper.noteFailure(busy, 1)
    keeper.noteFailure(busy, 2)
    expect(told()).toEqual([])
    keeper.noteFailure(busy, 3)
    expect(told()).toEqual(['error'])
  })

  it('is still to be told when the disk failed while it was written down', () => {
    let isBroken = true
    const broken = opened({
      post: (notice, channels, at_ms) => {
        if (isBroken) throw new Error('the disk is full')
        broken.outbox.add(notice, channels, at_ms)
      },
    })
    expect(() => broken.keeper.noteFailure(mistake, 1)).toThrow('the disk is full')
    isBroken = false
    broken.keeper.noteFailure(mistake, 2)
    expect(broken.told()).toEqual(['error'])
  })
})
