import { formatNumber, formatTime } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from './audit.module.css'
import { actions, bars, type Count } from './entries.ts'
import { texts } from './texts.ts'

const height = 64

interface ChartProps {
  readonly counts: readonly Count[]
  readonly since_ms: number
  readonly step_ms: number
}

/** What was done over time, stacked by what it was. */
export function AuditChart({ counts, since_ms, step_ms }: ChartProps) {
  const t = useMessages(texts)
  const stacks = Array.from({ length: bars }, () => new Map<string, number>())
  for (const { at, action, n } of counts) stacks[Math.round((Date.parse(at) - since_ms) / step_ms)]?.set(action, n)
  const totals = stacks.map((stack) => [...stack.values()].reduce((sum, n) => sum + n, 0))
  const most = Math.max(1, ...totals)
  const total = totals.reduce((sum, n) => sum + n, 0)
  return (
    <div className={classes.chart}>
      <svg
        viewBox={`0 0 ${bars} ${height}`}
        preserveAspectRatio="none"
        width="100%"
        height={height}
        role="img"
        aria-label={t.chartSays(formatNumber(total))}
      >
        {stacks.map((stack, i) => {
          let y = height
          return actions.map((action) => {
            const size = ((stack.get(action) ?? 0) / most) * height
            y -= size
            const key = `${since_ms + i * step_ms} ${action}`
            return size > 0 && <rect key={key} data-action={action} x={i + 0.1} width={0.8} y={y} height={size} />
          })
        })}
      </svg>
      <div className={classes.axis}>
        {[0, 0.5, 1].map((share) => (
          <span key={share}>{formatTime(since_ms + share * bars * step_ms, 'short')}</span>
        ))}
      </div>
      <ul className={classes.legend}>
        {actions.map((action) => (
          <li key={action} data-action={action}>
            {t[action]}
          </li>
        ))}
      </ul>
    </div>
  )
}
