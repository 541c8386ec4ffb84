import { type PointerEvent, useRef, useState } from 'react'
import { formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './histogram.module.css'
import type { Bar, HistogramData } from './histogram-data.ts'
import { texts } from './texts.ts'

const height = 76
const day_ms = 86_400_000

/** Bars over time. Dragging over them, or a click on one, makes theirs the time range. */
export function Histogram({ data, onRange }: { data: HistogramData; onRange: (from: number, until: number) => void }) {
  const t = useMessages(texts)
  const { bars, interval_ms } = data
  const area = useRef<HTMLDivElement>(null)
  const [brush, setBrush] = useState<readonly [number, number]>()
  const [hovered, setHovered] = useState<number>()
  const most = Math.max(1, ...bars.map(({ count, before = 0 }) => Math.max(count, before)))

  const barAt = (event: PointerEvent) => {
    const { left, width } = area.current!.getBoundingClientRect()
    const share = (event.clientX - left) / width
    return Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)))
  }
  const end = () => {
    if (!brush) return
    const [first, last] = [Math.min(...brush), Math.max(...brush)]
    setBrush(undefined)
    onRange(bars[first]!.time, bars[last]!.time + interval_ms)
  }
  if (bars.length === 0) return <div className={classes.empty} />
  const shown = hovered === undefined ? undefined : bars[hovered]
  return (
    <div
      ref={area}
      className={classes.area}
      role="img"
      aria-label={t.histogramSays(formatNumber(data.total), formatNumber(data.errors))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setBrush([barAt(event), barAt(event)])
      }}
      onPointerMove={(event) => {
        const at = barAt(event)
        setHovered(at)
        if (brush) setBrush([brush[0], at])
      }}
      onPointerUp={end}
      onPointerCancel={() => setBrush(undefined)}
      onPointerLeave={() => setHovered(undefined)}
    >
      <svg
        viewBox={`0 0 ${bars.length} ${height}`}
        preserveAspectRatio="none"
        width="100%"
        height={height}
        aria-hidden="true"
      >
        {brush && (
          <rect
            className={classes.brush}
            x={Math.min(...brush)}
            width={Math.abs(brush[1] - brush[0]) + 1}
            height={height}
          />
        )}
        {bars.map((bar, i) => (
          <Stack key={bar.time} bar={bar} x={i} most={most} isHovered={i === hovered} />
        ))}
        <polyline className={classes.before} points={outlineOf(bars, most)} />
      </svg>
      <div className={classes.axis}>
        {ticksOf(bars).map(({ time, share }) => (
          <span key={time} style={{ left: `${share * 100}%` }}>
            {formatTime(time, tickForm(bars, interval_ms))}
          </span>
        ))}
      </div>
      {shown && hovered !== undefined && (
        <output
          className={classes.tip}
          data-right={hovered > bars.length / 2 || undefined}
          style={{ left: `${((hovered + 0.5) / bars.length) * 100}%` }}
        >
          <b>{formatNumber(shown.count)}</b> {formatTime(shown.time, 'short')} –{' '}
          {formatTime(shown.time + interval_ms, interval_ms < day_ms ? 'clock' : 'short')}
          {shown.errors > 0 && <i data-kind="error">{t.errors(shown.errors, formatNumber(shown.errors))}</i>}
          {shown.warnings > 0 && <i data-kind="warning">{t.warnings(shown.warnings, formatNumber(shown.warnings))}</i>}
          {shown.before !== undefined && <i>{t.beforeCount(formatNumber(shown.before))}</i>}
        </output>
      )}
    </div>
  )
}

function Stack({ bar, x, most, isHovered }: { bar: Bar; x: number; most: number; isHovered: boolean }) {
  // What is there is seen, however little it is.
  const sizeOf = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * height))
  const errors = sizeOf(bar.errors)
  const warnings = sizeOf(bar.warnings)
  const other = Math.max(0, sizeOf(bar.count) - errors - warnings)
  const part = (kind: string, size: number, below: number) =>
    size > 0 && (
      <rect
        className={classes.part}
        data-kind={kind}
        x={x + 0.08}
        width={0.84}
        y={height - below - size}
        height={size}
      />
    )
  return (
    <g data-hovered={isHovered || undefined} className={classes.stack}>
      {part('other', other, 0)}
      {part('warning', warnings, other)}
      {part('error', errors, other + warnings)}
    </g>
  )
}

/** The period before as a line of steps; nothing where it is not compared. */
function outlineOf(bars: readonly Bar[], most: number): string {
  if (bars.every(({ before }) => before === undefined)) return ''
  const steps = bars.map(({ before = 0 }, i) => [i, height - (before / most) * (height - 1)] as const)
  return steps.map(([i, y]) => `${i},${y} ${i + 1},${y}`).join(' ')
}

function ticksOf(bars: readonly Bar[]): { time: number; share: number }[] {
  const step = Math.max(1, Math.ceil(bars.length / 6))
  return bars.flatMap(({ time }, i) => (i % step === 0 ? [{ time, share: i / bars.length }] : []))
}

function tickForm(bars: readonly Bar[], interval_ms: number): 'clock' | 'short' | 'date' {
  const span = bars.at(-1)!.time + interval_ms - bars[0]!.time
  if (span > 20 * day_ms) return 'date'
  return span > 1.5 * day_ms ? 'short' : 'clock'
}
