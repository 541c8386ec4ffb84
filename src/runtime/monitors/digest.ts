/** Several notices as one; pure. */
import { type Notice, type Severity, severities } from '../../model/notice.ts'

const namedMonitors = 5

export function digestOf(id: string, notices: readonly Notice[]): Notice {
  const last = notices.at(-1)!
  const counts = new Map<string, number>()
  for (const { monitor } of notices) counts.set(monitor, (counts.get(monitor) ?? 0) + 1)
  const named = [...counts].slice(0, namedMonitors).map(([monitor, count]) => `${monitor} ${count}`)
  const others = counts.size > namedMonitors ? ', …' : ''
  return {
    id,
    incident: id,
    monitor: [...counts.keys()].join(', '),
    project: last.project,
    state: notices.every(({ state }) => state === 'ok') ? 'ok' : 'firing',
    severity: worstOf(notices),
    title: `${notices.length} notices: ${named.join(', ')}${others}`,
    text: 'They came within a short time and are told together.',
    time: last.time,
    facts: [],
    rows: {
      columns: ['time', 'monitor', 'state', 'severity', 'title'],
      cells: notices.map(({ time, monitor, state, severity, title }) => [time, monitor, state, severity, title]),
      total: notices.length,
    },
  }
}

function worstOf(notices: readonly Notice[]): Severity {
  return severities[Math.max(...notices.map(({ severity }) => severities.indexOf(severity)))]!
}
