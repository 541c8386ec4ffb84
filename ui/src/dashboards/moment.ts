/** The moment of asking: the time range as instants, asked anew by hand, every so often, or when the server says that there is more. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { zone } from '../i18n/locale.ts'
import { periodOf } from '../time/refreshes.ts'
import { rangeOf } from '../time/time-range.ts'
import type { Moment } from './answers.ts'
import { useChanges } from './changes.ts'
import type { DashboardState } from './state.ts'

/** `note` is told whether answers are awaited: what is asked by itself does not overtake them, however slow they are. */
export function useMoment(
  name: string,
  { from, to, refresh, variables, filters }: DashboardState,
): {
  readonly moment: Moment
  readonly askAgain: () => void
  readonly note: (isBusy: boolean) => void
} {
  const isUtc = zone.use() === 'UTC'
  const [now, setNow] = useState(() => new Date())
  const isLive = refresh === 'live'
  const period_ms = isLive ? undefined : periodOf(refresh)
  const wait = useRef({ isBusy: false, isDue: false })
  const tick = useCallback(() => {
    if (wait.current.isBusy) wait.current.isDue = true
    else setNow(new Date())
  }, [])
  const note = useCallback(
    (isBusy: boolean) => {
      const { isDue } = wait.current
      wait.current = { isBusy, isDue: isBusy && isDue }
      if (!isBusy && isDue) tick()
    },
    [tick],
  )
  useChanges(name, isLive, tick)
  useEffect(() => {
    if (period_ms === undefined) return
    const timer = setInterval(() => document.visibilityState === 'visible' && tick(), period_ms)
    return () => clearInterval(timer)
  }, [period_ms, tick])
  const chosen = JSON.stringify([variables, filters])
  const moment = useMemo(() => {
    const { since, until } = rangeOf({ from, to }, now, isUtc)
    return { from: since?.toISOString(), until: (until ?? now).toISOString(), variables, filters }
  }, [from, to, isUtc, now, chosen])
  return { moment, askAgain: () => setNow(new Date()), note }
}
