import type { StateSpans } from '../../../src/model/monitor-report.ts'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './state-timeline.module.css'
import { texts } from './texts.ts'

const day_ms = 86_400_000

/** The states of each group, one behind the other, as bars over the same time. */
export function StateTimeline({ states }: { states: readonly StateSpans[] }) {
  const t = useMessages(texts)
  const times = states.flatMap(({ spans }) => spans.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until)]))
  if (times.length === 0) return null
  const until = Math.max(...times)
  const from = until - day_ms
  const share = (ms: number) => `${((100 * ms) / (until - from)).toFixed(2)}%`
  return (
    <div className={classes.timeline}>
      {states.map(({ group, spans }) => {
        const name = Object.values(group).join(', ')
        return (
          <div key={name} className={classes.group}>
            {name && <span>{name}</span>}
            <div className={classes.bar} role="img" aria-label={spans.map(({ state }) => t.state(state)).join(', ')}>
              {/* Before the monitor was made nothing is known. */}
              <i style={{ width: share(Math.max(0, Date.parse(spans[0]?.from ?? '') - from)) }} />
              {spans.map((span) => (
                <i
                  key={span.from}
                  data-state={span.state}
                  title={`${t.state(span.state)} · ${formatTime(span.from)}`}
                  style={{ width: share(Date.parse(span.until) - Date.parse(span.from)) }}
                />
              ))}
            </div>
          </div>
        )
      })}
      <div className={classes.times}>
        <span>{formatTime(from, 'short')}</span>
        <span>{formatTime(until, 'short')}</span>
      </div>
    </div>
  )
}
