import type { BackTest } from '../../../src/model/monitor-report.ts'
import { formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './back-test-chart.module.css'
import { drawnTime } from './drawn-time.ts'
import { texts } from './form-texts.ts'

const colors = ['--s1', '--s3', '--s5', '--s6', '--s7', '--s8', '--s4', '--s2']

/** What was watched over the time with the threshold, and in red when it would have fired. */
export function BackTestChart({ test, threshold }: { test: BackTest; threshold: number | undefined }) {
  const t = useMessages(texts)
  const { series, firings } = test
  const values = series.flatMap(({ points }) => points.map(([, value]) => value))
  if (values.length === 0) return <p>{t.noSeries}</p>
  const { from, until } = drawnTime(test)
  const marks = threshold === undefined ? values : [...values, threshold]
  const [least, most] = [Math.min(0, ...marks), Math.max(1, ...marks)]
  const x = (time: number) => ((100 * (time - from)) / (until - from)).toFixed(2)
  const y = (value: number) => (98 - (96 * (value - least)) / (most - least)).toFixed(2)
  const label = t.fired(test.fired, formatNumber(test.fired), formatNumber(test.notices))
  return (
    <figure className={classes.chart} role="img" aria-label={label}>
      <span>{formatNumber(most)}</span>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {firings.map((firing, i) => {
          const begin = Date.parse(firing.from)
          const end = firing.until ? Date.parse(firing.until) : until
          // Events have no end: they are a line.
          const width = firing.records === undefined ? Number(x(end)) - Number(x(begin)) : 0
          return <rect key={`${firing.from} ${i}`} x={x(begin)} y="0" width={Math.max(0.3, width)} height="100" />
        })}
        {threshold !== undefined && (
          <line x1="0" x2="100" y1={y(threshold)} y2={y(threshold)} data-threshold={threshold} />
        )}
        {series.map(({ group, points }, i) => (
          <polyline
            key={JSON.stringify(group)}
            stroke={`var(${colors[i % colors.length]})`}
            data-alone={points.length === 1 || undefined}
            points={(points.length === 1 ? [...points, ...points] : points)
              .map(([time, value]) => `${x(time)},${y(value)}`)
              .join(' ')}
          />
        ))}
      </svg>
      <figcaption>
        <span>{formatTime(from, 'short')}</span>
        <span>{formatTime(until, 'short')}</span>
      </figcaption>
    </figure>
  )
}
