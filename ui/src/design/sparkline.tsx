import classes from './sparkline.module.css'

/** A series as a small line without axes, coloured by `--line-color`. What it says is said in words beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values)
  const step = values.length < 2 ? 0 : 100 / (values.length - 1)
  const points = values.map((value, i) => `${(i * step).toFixed(1)},${(22 - (value / most) * 20).toFixed(1)}`)
  if (points.length < 2) return null
  return (
    <svg className={classes.line} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <polygon points={`0,24 ${points.join(' ')} 100,24`} />
      <polyline points={points.join(' ')} />
    </svg>
  )
}
