/** The states of a monitor over time, from what its history says of their changes; pure. */
import type { MonitorEvent, MonitorReport, StateSpans } from '../../model/monitor-report.ts'

type State = MonitorReport['state']

interface Change {
  readonly at_ms: number
  readonly from: State
  readonly to: State
}

/** `events` are those of the time, and the last ones before it, the oldest first. */
export function timelineOf(events: readonly MonitorEvent[], from_ms: number, until_ms: number): StateSpans[] {
  const byGroup = Map.groupBy(
    events.filter(({ kind }) => kind === 'changed'),
    ({ group }) => JSON.stringify(group),
  )
  return [...byGroup.values()].map((own) => ({
    group: own[0]!.group,
    spans: spansOf(
      own.map(changeOf).filter((change) => change !== undefined),
      from_ms,
      until_ms,
    ),
  }))
}

function spansOf(changes: readonly Change[], from_ms: number, until_ms: number): StateSpans['spans'] {
  const spans: { state: State; from: string; until: string }[] = []
  const add = (state: State, begin_ms: number, end_ms: number) => {
    const [begin, end] = [Math.max(begin_ms, from_ms), Math.min(end_ms, until_ms)]
    if (begin < end) spans.push({ state, from: timeText(begin), until: timeText(end) })
  }
  const [first] = changes
  if (first) add(first.from, from_ms, first.at_ms)
  for (const [i, { at_ms, to }] of changes.entries()) add(to, at_ms, changes[i + 1]?.at_ms ?? until_ms)
  return spans
}

/** The monitor as a whole has words of its own. */
function changeOf({ time, text }: MonitorEvent): Change | undefined {
  const at_ms = Date.parse(time)
  if (text.startsWith('cannot be evaluated')) return { at_ms, from: 'ok', to: 'error' }
  if (text === 'can be evaluated again') return { at_ms, from: 'error', to: 'ok' }
  const [, from, to] = /^(\w+) to (\w+)$/.exec(text) ?? []
  return from && to ? { at_ms, from: from as State, to: to as State } : undefined
}

function timeText(at_ms: number): string {
  return new Date(at_ms).toISOString()
}
