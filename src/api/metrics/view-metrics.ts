/** Views for Prometheus. */
import { Gauge, type Registry } from 'prom-client'
import type { ViewReport } from '../../model/view-report.ts'
import { type Caller, isNamed } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'

const states: readonly ViewReport['state'][] = ['fresh', 'due', 'refreshing', 'waiting', 'failed', 'resting', 'left']

/** Sets the gauges anew; a token for some datasets learns nothing of the others. */
export function viewMetrics(registry: Registry, { views }: Platform): (caller: Caller) => void {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const state = gauge('caudal_view_state', 'Whether a view is in a state: 1 for the one that it is in.', [
    'view',
    'state',
  ])
  const rows = gauge('caudal_view_rows', 'Rows of a view.', ['view'])
  const took = gauge('caudal_view_refresh_seconds', 'How long it took to compute a view the last time.', ['view'])
  const at = gauge('caudal_view_refreshed_timestamp_seconds', 'When a view was computed last.', ['view'])
  return (caller) => {
    for (const report of views.list()) {
      const { name: view, duration_ms, refreshed } = report
      if (!isNamed(caller, view)) continue
      for (const name of states) state.set({ view, state: name }, report.state === name ? 1 : 0)
      rows.set({ view }, report.rows)
      if (duration_ms !== undefined) took.set({ view }, duration_ms / 1000)
      if (refreshed !== undefined) at.set({ view }, Date.parse(refreshed) / 1000)
    }
  }
}
