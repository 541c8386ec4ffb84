/** Monitors and channels for Prometheus. */
import { Gauge, type Registry } from 'prom-client'
import type { MonitorReport } from '../model/monitor-report.ts'
import { type Caller, isLimited } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'

const states: readonly MonitorReport['state'][] = ['ok', 'pending', 'firing', 'no_data', 'error']

/** Sets the gauges anew; a token for some datasets learns nothing of these. */
export function monitorMetrics(registry: Registry, { monitors }: Platform): (caller: Caller) => void {
  const registers = [registry]
  const state = new Gauge({
    name: 'caudal_monitor_state',
    help: 'Whether a monitor is in a state: 1 for the one that it is in.',
    labelNames: ['monitor', 'state'],
    registers,
  })
  const notices = new Gauge({
    name: 'caudal_channel_notices',
    help: 'Notices of a channel by what became of them; those sent within 30 days.',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  return (caller) => {
    if (isLimited(caller)) return
    for (const report of monitors.list())
      for (const name of states) state.set({ monitor: report.name, state: name }, report.state === name ? 1 : 0)
    for (const { name, sent, waiting, dead } of monitors.channels())
      for (const [outcome, count] of Object.entries({ sent, waiting, dead }))
        notices.set({ channel: name, outcome }, count)
  }
}
