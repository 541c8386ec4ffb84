import { useMemo } from 'react'
import type { Dashboard } from '../../../src/model/dashboard.ts'
import { type Moment, type ShownAnswer, usePanelAnswers } from './answers.ts'
import { type Comparison, shifted, shiftOf } from './comparison.ts'
import { panels as kinds } from './panels/index.ts'

const nothing: ReadonlySet<string> = new Set()

/** The answers of panels, each with that of the time with which it is compared. */
export function useComparedAnswers(
  panels: Dashboard['panels'],
  seen: ReadonlySet<string>,
  moment: Moment,
  saved: string | undefined,
  comparison: Comparison | '',
) {
  const shift_ms = shiftOf(comparison, moment)
  const earlier = useMemo(() => (shift_ms === undefined ? moment : shifted(moment, shift_ms)), [moment, shift_ms])
  const wanted = useMemo(
    () =>
      shift_ms === undefined
        ? nothing
        : new Set([...seen].filter((name) => panels[name] && kinds[panels[name].type].isCompared)),
    [seen, panels, shift_ms],
  )
  const now = usePanelAnswers(panels, seen, moment, saved)
  const before = usePanelAnswers(panels, wanted, earlier, saved)
  const answers = useMemo(() => {
    if (shift_ms === undefined) return now.answers
    const both = [...now.answers].map(([name, shown]) => {
      const old = wanted.has(name) ? before.answers.get(name) : undefined
      return [name, old ? { ...shown, before: { ...old, shift_ms } } : shown] as const
    })
    return new Map<string, ShownAnswer>(both)
  }, [now.answers, before.answers, wanted, shift_ms])
  return { answers, isBusy: now.isBusy || before.isBusy }
}
