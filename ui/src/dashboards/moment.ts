/** The moment of asking: the time range as instants, asked anew by hand and every so often. */
import { useEffect, useMemo, useState } from 'react'
import { zone } from '../i18n/locale.ts'
import { refreshes } from '../time/refreshes.ts'
import { rangeOf } from '../time/time-range.ts'
import type { Moment } from './answers.ts'
import type { DashboardState } from './state.ts'

export function useMoment({ from, to, refresh, variables, filters }: DashboardState): {
  readonly moment: Moment
  readonly askAgain: () => void
} {
  const isUtc = zone.use() === 'UTC'
  const [now, setNow] = useState(() => new Date())
  const period_ms = refreshes[refresh]
  useEffect(() => {
    if (period_ms === undefined) return
    const timer = setInterval(() => document.visibilityState === 'visible' && setNow(new Date()), period_ms)
    return () => clearInterval(timer)
  }, [period_ms])
  const chosen = JSON.stringify([variables, filters])
  const moment = useMemo(() => {
    const { since, until } = rangeOf({ from, to }, now, isUtc)
    return { from: since?.toISOString(), until: (until ?? now).toISOString(), variables, filters }
  }, [from, to, isUtc, now, chosen])
  return { moment, askAgain: () => setNow(new Date()) }
}
