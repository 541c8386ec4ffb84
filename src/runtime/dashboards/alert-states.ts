/** How monitors stand, as rows of a panel: those first that fire. */
import type { PanelAnswer } from '../../model/dashboard.ts'
import type { MonitorReport } from '../../model/monitor-report.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import type { Monitors } from '../monitors/monitors.ts'

const columns = [
  { name: 'monitor', type: 'VARCHAR' },
  { name: 'state', type: 'VARCHAR' },
  { name: 'since', type: 'TIMESTAMP' },
]

const order: readonly MonitorReport['state'][] = ['firing', 'error', 'no_data', 'pending', 'ok']

export function alertStates(
  monitors: Pick<Monitors, 'list'>,
  known: readonly Pick<ProjectMonitor, 'name'>[],
): PanelAnswer {
  const names = new Set(known.map(({ name }) => name))
  const rows = monitors
    .list()
    .filter(({ name }) => names.has(name))
    .map(({ name, state, groups: [worst] }) => ({ monitor: name, state, since: worst?.since ?? null }))
  return { columns, rows: rows.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) }
}
