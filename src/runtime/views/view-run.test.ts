import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DatasetReader } from '../../datasets/dataset.ts'
import type { Refresh } from '../../model/view-report.ts'
import type { ProjectView } from '../../project/project.ts'
import { ViewRun } from './view-run.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** A view over one dataset, which took two seconds to compute. */
function computed() {
  const versions: Record<string, number> = { readings: 1, monthly: 1 }
  const reader = { versions: (names: readonly string[]) => names.map((name) => String(versions[name])) }
  const view = { name: 'monthly', sql: 'from readings', inputs: ['readings'], refresh: { kind: 'on_change' } }
  const run = new ViewRun(view as never as ProjectView, reader as never as DatasetReader, undefined)
  run.begin()
  run.succeeded(run.now(), { duration_ms: 2000, rows: 1 } as Refresh)
  /** Whether it is computed within so many steps of a tenth of a second, and in which. */
  const stepsUntilDue = (most: number, step: (i: number) => void = () => {}) => {
    for (let i = 1; i <= most; i++) {
      vi.advanceTimersByTime(100)
      step(i)
      if (run.causes(Date.now()).length > 0) return i
    }
    return undefined
  }
  const change = () => void versions.readings!++
  return { run, change, stepsUntilDue }
}

describe('a view that was just computed', () => {
  it('rests three times as long as that took, while its inputs go on changing', () => {
    const { change, stepsUntilDue } = computed()
    expect(stepsUntilDue(100, change)).toBe(60)
  })

  it('is computed again once its inputs have been still for as long as that took', () => {
    const { change, stepsUntilDue } = computed()
    expect(stepsUntilDue(100, (i) => i <= 5 && change())).toBe(25)
  })

  it('is left alone where nothing has changed, and computed at once when somebody asks', () => {
    const { run, stepsUntilDue } = computed()
    expect(stepsUntilDue(100)).toBeUndefined()
    run.begin()
    run.succeeded(run.now(), { duration_ms: 2000, rows: 1 } as Refresh)
    run.ask('by hand')
    expect(run.causes(Date.now())).toEqual(['by hand'])
  })
})
