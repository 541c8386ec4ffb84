import { formatTime } from '../i18n/format.ts'
import classes from './time-chart.module.css'

const day_ms = 86_400_000
const short_ms = 600_000

interface Series {
  /** Says what it shows, with its last value. */
  readonly label: string
  readonly values: readonly number[]
  readonly format: (value: number) => string
}

/** Of each value its time, oldest first; or the time of the last one, each being so many milliseconds before the next. */
type Times = { readonly times: readonly number[] } | { readonly until: number; readonly step_ms: number }

/** One series over time, with its times below and its greatest value beside it. */
export function TimeChart({ label, values, format, ...rest }: Series & Times) {
  const times = 'times' in rest ? rest.times : values.map((_, i) => rest.until - (values.length - 1 - i) * rest.step_ms)
  const most = Math.max(1, ...values)
  const from = times[0] ?? 0
  const until = times.at(-1) ?? 0
  const width = until - from
  const points = values.map((value, i) => {
    const x = width === 0 ? 0 : ((times[i]! - from) / width) * 100
    return `${x.toFixed(2)},${(100 - (value / most) * 96).toFixed(2)}`
  })
  // Longer than a day the clock alone says nothing, and within minutes its minutes are the same.
  const form = width > day_ms ? 'short' : width < short_ms ? 'seconds' : 'clock'
  return (
    <figure className={classes.chart} role="img" aria-label={label}>
      <div className={classes.scale} aria-hidden="true">
        <span>{format(most)}</span>
        <span>{format(0)}</span>
      </div>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <polygon points={`0,100 ${points.join(' ')} 100,100`} />
        <polyline points={points.join(' ')} />
      </svg>
      <div className={classes.times} aria-hidden="true">
        {[from, (from + until) / 2, until].map((time) => (
          <span key={time}>{formatTime(time, form)}</span>
        ))}
      </div>
    </figure>
  )
}
