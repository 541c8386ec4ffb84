/** Monitors and channels for Prometheus. */
import { Gauge, type Registry } from 'prom-client'
import type { MonitorReport } from '../../model/monitor-report.ts'
import { type Caller, isLimited } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'

const states: readonly MonitorReport['state'][] = ['ok', 'pending', 'firing', 'no_data', 'error']

/** Sets the gauges anew; a token for some datasets learns nothing of these. */
export function monitorMetrics(registry: Registry, { monitors }: Platform): (caller: Caller) => void {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const state = gauge('caudal_monitor_state', 'Whether a monitor is in a state: 1 for the one that it is in.', [
    'monitor',
    'state',
  ])
  const groups = gauge('caudal_monitor_groups', 'Groups of a monitor by their state.', ['monitor', 'state'])
  const evaluations = gauge('caudal_monitor_evaluations_total', 'Evaluations of a monitor by how they ended.', [
    'monitor',
    'outcome',
  ])
  const took = gauge('caudal_monitor_evaluation_seconds', 'How long the last evaluation of a monitor took.', [
    'monitor',
  ])
  const notices = gauge(
    'caudal_channel_notices',
    'Notices of a channel by what became of them; those sent within 30 days.',
    ['channel', 'outcome'],
  )
  const attempts = gauge('caudal_channel_attempts', 'Messages that a channel was sent, or was to be, in an hour.', [
    'channel',
  ])
  const paused = gauge('caudal_channel_paused', 'Whether a channel waits: after a failure, or for its limit.', [
    'channel',
  ])
  const setMonitor = ({ name: monitor, evaluations: done, failures, took_ms, ...report }: MonitorReport) => {
    for (const name of states) {
      state.set({ monitor, state: name }, report.state === name ? 1 : 0)
      groups.set({ monitor, state: name }, report.groups.filter((group) => group.state === name).length)
    }
    evaluations.set({ monitor, outcome: 'done' }, done)
    evaluations.set({ monitor, outcome: 'failed' }, failures)
    if (took_ms !== undefined) took.set({ monitor }, took_ms / 1000)
  }
  return (caller) => {
    if (isLimited(caller)) return
    for (const report of monitors.list()) setMonitor(report)
    for (const {
      name: channel,
      sent,
      waiting,
      dead,
      discarded,
      attempts: count,
      paused_until,
    } of monitors.channels()) {
      for (const [outcome, number] of Object.entries({ sent, waiting, dead, discarded }))
        notices.set({ channel, outcome }, number)
      attempts.set({ channel }, count)
      paused.set({ channel }, paused_until === undefined ? 0 : 1)
    }
  }
}
