import classes from './stat.module.css'

const width = 120
const height = 36

/** A small line without axes. */
export function Sparkline({ values, color }: { values: readonly (number | null)[]; color: string }) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const least = Math.min(...known)
  const span = Math.max(...known) - least || 1
  const points = values.flatMap((value, i) =>
    value === null
      ? []
      : [
          `${((i / (values.length - 1)) * width).toFixed(1)},${(height - 3 - ((value - least) / span) * (height - 6)).toFixed(1)}`,
        ],
  )
  return (
    <svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon
        points={`${startOf(points)},${height} ${points.join(' ')} ${endOf(points)},${height}`}
        style={{ fill: color }}
        opacity={0.13}
      />
      <polyline
        points={points.join(' ')}
        style={{ stroke: color }}
        fill="none"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function startOf(points: readonly string[]): string {
  return points[0]!.split(',')[0]!
}

function endOf(points: readonly string[]): string {
  return points.at(-1)!.split(',')[0]!
}
