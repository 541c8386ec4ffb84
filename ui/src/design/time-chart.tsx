import { formatTime } from '../i18n/format.ts'
import classes from './time-chart.module.css'

interface TimeChartProps {
  /** Says what it shows, with its last value. */
  readonly label: string
  readonly values: readonly number[]
  /** Of the last value; each is so many milliseconds before the next. */
  readonly until: number
  readonly step_ms: number
  readonly format: (value: number) => string
}

/** One series over the last minutes, with its times below and its greatest value beside it. */
export function TimeChart({ label, values, until, step_ms, format }: TimeChartProps) {
  const most = Math.max(1, ...values)
  const step = values.length < 2 ? 0 : 100 / (values.length - 1)
  const points = values.map((value, i) => `${(i * step).toFixed(2)},${(100 - (value / most) * 96).toFixed(2)}`)
  const from = until - (values.length - 1) * step_ms
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
          <span key={time}>{formatTime(time, 'clock')}</span>
        ))}
      </div>
    </figure>
  )
}
