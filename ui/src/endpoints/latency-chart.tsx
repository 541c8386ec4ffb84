import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Routes } from '../client/api.gen.ts'
import { ask } from '../client/api.ts'
import chart from '../design/time-chart.module.css'
import { formatElapsed, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './latency-chart.module.css'
import { texts } from './texts.ts'

type Point = Routes['GET /api/endpoints/latency']['answer']['points'][number]

const again_ms = 10_000
const minute_ms = 60_000
const spans = { '1h': 60, '1d': 1440, '7d': 10_080, '30d': 43_200 } as const
type Span = keyof typeof spans

const shares = ['p50_ms', 'p95_ms', 'p99_ms'] as const

/** Within which time half of the answers came, over time, and 95 and 99 of a hundred. */
export function LatencyChart({ name }: { name: string }) {
  const t = useMessages(texts)
  const [span, setSpan] = useState<Span>('1h')
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['endpoints', name, 'latency', span],
    queryFn: () => ask('GET /api/endpoints/latency', { query: { endpoint: name, since: span } }),
    refetchInterval: again_ms,
    placeholderData: keepPreviousData,
  })
  const points = data?.points ?? []
  const last = points.at(-1)
  return (
    <section>
      <div className={classes.head}>
        <h3>{t.overTime}</h3>
        {last && (
          <ul aria-label={t.lastMinutes}>
            {shares.map((share) => (
              <li key={share} data-share={share}>
                {t.share(share)} {formatElapsed(last[share])}
              </li>
            ))}
          </ul>
        )}
        <SegmentedControl
          size="xs"
          aria-label={t.span}
          value={span}
          onChange={(value) => setSpan(value as Span)}
          data={Object.keys(spans).map((each) => ({ value: each, label: t.spanOf(each as Span) }))}
        />
      </div>
      {data && last === undefined && <p>{t.notAskedThen}</p>}
      {last && <Lines points={points} until={dataUpdatedAt} minutes={spans[span]} />}
    </section>
  )
}

interface LinesProps {
  readonly points: readonly Point[]
  readonly until: number
  readonly minutes: number
}

function Lines({ points, until, minutes }: LinesProps) {
  const t = useMessages(texts)
  // What was asked only lately has the whole width.
  const from = Math.max(until - minutes * minute_ms, beginOf(points[0]!))
  const most = Math.max(...points.map(({ p99_ms }) => p99_ms))
  const x = (time: number) => Math.max(0, Math.min(100, ((time - from) / (until - from)) * 100)).toFixed(2)
  const y = (value: number) => (100 - (value / most) * 96).toFixed(2)
  const last = points.at(-1)!
  const label = t.percentiles(formatElapsed(last.p50_ms), formatElapsed(last.p95_ms), formatElapsed(last.p99_ms))
  return (
    <figure className={chart.chart} role="img" aria-label={label}>
      <div className={chart.scale} aria-hidden="true">
        <span>{formatElapsed(most)}</span>
        <span>{formatElapsed(0)}</span>
      </div>
      <svg className={classes.lines} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {shares.map((share) => (
          <path
            key={share}
            data-share={share}
            d={stretchesOf(points)
              .map((stretch) => lineOf(stretch, (point) => [x(beginOf(point)), x(endOf(point)), y(point[share])]))
              .join(' ')}
          />
        ))}
      </svg>
      <div className={chart.times} aria-hidden="true">
        {[from, (from + until) / 2, until].map((time) => (
          <span key={time}>{formatTime(time, until - from > 1440 * minute_ms ? 'short' : 'clock')}</span>
        ))}
      </div>
    </figure>
  )
}

function beginOf({ time }: Point): number {
  return Date.parse(time)
}

function endOf(point: Point): number {
  return beginOf(point) + point.minutes * minute_ms
}

/** Where nobody asked, there is no line. */
function stretchesOf(points: readonly Point[]): Point[][] {
  const stretches: Point[][] = []
  for (const point of points) {
    const stretch = stretches.at(-1)
    const before = stretch?.at(-1)
    if (stretch && before && beginOf(point) - endOf(before) <= before.minutes * minute_ms) stretch.push(point)
    else stretches.push([point])
  }
  return stretches
}

/** A step for the minutes of each point. */
function lineOf(
  points: readonly Point[],
  placed: (point: Point) => readonly [from: string, to: string, y: string],
): string {
  return points
    .map((point, i) => {
      const [from, to, y] = placed(point)
      return `${i === 0 ? 'M' : 'L'}${from},${y} L${to},${y}`
    })
    .join(' ')
}
