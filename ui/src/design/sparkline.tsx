import classes from './sparkline.module.css'

const height = 24

interface SparklineProps {
  /** Those that are not known leave no point. */
  readonly values: readonly (number | null)[]
  /** Where the line has its ground: at nothing, or at its own least value. */
  readonly ground?: 'zero' | 'least'
}

/** A series as a small line without axes, coloured by `--line-color`. What it says is said in words beside it. */
export function Sparkline({ values, ground = 'zero' }: SparklineProps) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const least = ground === 'zero' ? 0 : Math.min(...known)
  const span = ground === 'zero' ? Math.max(1, ...known) : Math.max(...known) - least || 1
  const points = values.flatMap((value, i) =>
    value === null ? [] : [[(i / (values.length - 1)) * 100, height - 2 - ((value - least) / span) * (height - 4)]],
  )
  const line = points.map(([x, y]) => `${x!.toFixed(1)},${y!.toFixed(1)}`).join(' ')
  return (
    <svg className={classes.line} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon points={`${points[0]![0]},${height} ${line} ${points.at(-1)![0]},${height}`} />
      <polyline points={line} />
    </svg>
  )
}
