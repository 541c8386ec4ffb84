/** When monitors fired, as rows of an annotation. */
import type { PanelAnswer } from '../../model/dashboard.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import type { Monitors } from '../monitors/monitors.ts'

const columns = [
  { name: 'time', type: 'TIMESTAMP' },
  { name: 'until', type: 'TIMESTAMP' },
  { name: 'text', type: 'VARCHAR' },
]

/** More marks than these hide the chart; the latest stay. */
const most = 200

export function alertSpans(
  monitors: Pick<Monitors, 'history'>,
  watched: readonly Pick<ProjectMonitor, 'name' | 'title'>[],
  { from, until }: { readonly from: Date; readonly until: Date },
): PanelAnswer {
  const range = { from_ms: from.getTime(), until_ms: until.getTime(), limit: 1 }
  const rows = watched.flatMap(({ name, title = name }) =>
    monitors
      .history(name, range)
      .states.flatMap(({ group, spans }) =>
        spans
          .filter(({ state }) => state === 'firing')
          .map((span) => ({ time: span.from, until: span.until, text: [title, ...Object.values(group)].join(' · ') })),
      ),
  )
  return { columns, rows: rows.sort((a, b) => (a.time < b.time ? -1 : 1)).slice(-most) }
}
